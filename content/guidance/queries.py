"""Facts as lessons show them, what waits to be read anew, and what is shown where."""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from django.core.cache import cache
from django.db import models
from django.db.models import Case, Count, Q, Value, When
from django.utils import timezone

from content.bodies import KEPT_SECONDS, bodies_version
from content.fields import blocks_in_use, drafted_values
from content.guidance import rules
from content.guidance.models import Edition, Fact, Publication
from content.terms import apply_terms

BLOCK = "fact"
CLOSE_NAMES = 3
Row = Publication | Edition | Fact


@dataclass(frozen=True)
class ShownFact:
    """A fact with all that stands beside it."""

    key: str
    text: str
    kind: str  # of the publication, in words
    title: str
    publisher: str
    url: str
    edition: str
    date: str  # in words
    checked_on: datetime.date
    newer_edition: str = ""  # what holds now, if it is not what the fact was checked against
    newer_date: str = ""


@dataclass(frozen=True)
class FactUse:
    """One page that shows a fact: to its readers, or so far only in a draft."""

    key: str
    page_id: int
    page_title: str
    is_live: bool


@dataclass(frozen=True)
class EditionLine:
    """An edition in the list of its source."""

    edition: Edition
    facts: int  # last read in it
    holds: bool
    is_to_come: bool


@dataclass(frozen=True)
class Ties:
    """Why a source, an edition or a fact cannot simply go."""

    facts: list[Fact]
    uses: list[FactUse]
    is_shipped: bool

    @property
    def hold(self) -> bool:
        return bool(self.facts or self.uses or self.is_shipped)

    @property
    def pages(self) -> list[FactUse]:
        return pages_of(self.uses)


@dataclass(frozen=True)
class Waiting:
    """How many facts somebody has to look at."""

    against_newer: int
    in_original: int


# What readers see ------------------------------------------------------------


def facts(today: date | None = None) -> dict[str, ShownFact]:
    """Every fact by its key."""
    return {key: ShownFact(**values) for key, values in _kept_facts(today).items()}


def fact_for(key: str) -> ShownFact | None:
    values = _kept_facts(None).get(key)
    return ShownFact(**values) if values else None


def unknown_keys(keys: Iterable[str]) -> dict[str, list[str]]:
    """Those that name no fact, each with up to three names it may have meant."""
    known = sorted(_kept_facts(None))
    unknown = sorted(set(keys) - set(known))
    return {key: get_close_matches(key, known, n=CLOSE_NAMES) for key in unknown}


def _kept_facts(today: date | None) -> dict[str, dict[str, Any]]:
    """One read for many pages. As plain values: what is kept must not depend on our classes."""
    day = today or timezone.localdate()
    key = f"content:facts:{bodies_version()}:{day}"
    kept: dict[str, dict[str, Any]] | None = cache.get(key)
    if kept is None:
        newer = superseded(today=day)
        rows = Fact.objects.select_related("edition__publication")
        kept = {row.key: vars(_shown(row, newer.get(row.edition_id))) for row in rows}
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _shown(fact: Fact, newer: Edition | None) -> ShownFact:
    edition, publication = fact.edition, fact.edition.publication
    return ShownFact(
        key=fact.key,
        text=fact.text,
        kind=str(publication.get_kind_display()),
        title=publication.title,
        publisher=publication.publisher,
        url=publication.url,
        edition=edition.name,
        date=edition.date_in_words,
        checked_on=fact.checked_on,
        newer_edition=newer.name if newer else "",
        newer_date=newer.date_in_words if newer else "",
    )


# Editions --------------------------------------------------------------------


def superseded(*, today: date | None = None) -> dict[int, Edition]:
    """Every edition a newer one has taken the place of, with the edition that holds on the day."""
    day = today or timezone.localdate()
    by_publication: dict[int, list[Edition]] = defaultdict(list)
    for edition in Edition.objects.select_related("publication"):
        by_publication[edition.publication_id].append(edition)
    found: dict[int, Edition] = {}
    for rows in by_publication.values():
        dated = {row.dated: row for row in rows}
        holds = rules.current(dated, today=day)
        for old, row in dated.items():
            if holds is not None and rules.needs_check(checked_against=old, holds=holds):
                found[row.pk] = dated[holds]
    return found


def newer_edition(fact: Fact, *, today: date | None = None) -> Edition | None:
    """What the fact is to be read against, if anything."""
    return superseded(today=today).get(fact.edition_id)


def facts_to_check(*, today: date | None = None) -> list[tuple[Fact, Edition]]:
    """Facts whose publication has a newer edition, with that edition."""
    newer = superseded(today=today)
    rows = Fact.objects.filter(edition__in=newer).select_related("edition__publication")
    return [(fact, newer[fact.edition_id]) for fact in rows]


# What those who keep the facts see -------------------------------------------


def listed_facts(*, today: date | None = None) -> models.QuerySet[Fact]:
    """Each with `newer_name`, the edition it is to be read against or ""; those come first."""
    newer = superseded(today=today)
    names = [When(edition=pk, then=Value(edition.name)) for pk, edition in newer.items()]
    rows = Fact.objects.select_related("edition__publication", "checked_by").annotate(
        newer_name=Case(*names, default=Value(""), output_field=models.CharField()),
        is_stale=Case(When(edition__in=newer, then=Value(True)), default=Value(False)),
    )
    return rows.order_by("-is_stale", "edition__publication__title", "key")


def waiting() -> Waiting:
    newer = superseded()
    counts = Fact.objects.aggregate(
        against_newer=Count("pk", filter=Q(edition__in=newer)),
        in_original=Count("pk", filter=~Q(to_check="")),
    )
    return Waiting(**counts)


def publications() -> models.QuerySet[Publication]:
    """With the number of their facts and the name of their latest edition."""
    latest = Edition.objects.filter(publication=models.OuterRef("pk")).order_by("-date", "-pk")
    rows = Publication.objects.annotate(
        fact_count=Count("editions__facts"),
        latest_edition=models.Subquery(latest.values("name")[:1]),
    )
    return rows.order_by("title", "pk")  # said again: counting drops the model's own order


def editions_of(publication: int, *, today: date | None = None) -> list[EditionLine]:
    """The newest first."""
    day = today or timezone.localdate()
    rows = Edition.objects.filter(publication=publication).annotate(fact_count=Count("facts"))
    newest_first = list(rows.order_by("-date", "-pk"))
    holds = rules.current([row.dated for row in newest_first], today=day)
    return [
        EditionLine(
            edition=row,
            facts=row.fact_count,
            holds=row.dated == holds,
            is_to_come=row.in_force_on > day,
        )
        for row in newest_first
    ]


def editions_to_choose() -> models.QuerySet[Edition]:
    """By source, the newest first."""
    rows = Edition.objects.select_related("publication")
    return rows.order_by("publication__title", "-date", "-pk")


# Where facts are shown --------------------------------------------------------


def uses() -> list[FactUse]:
    """Every page that shows a fact, or would if its draft were published; each once a fact."""
    shown = [
        (block.value["key"] or "", row, bool(getattr(row, "live", True)))
        for row, block in blocks_in_use(BLOCK)
    ]
    drafted = [(value.get("key") or "", row, False) for row, value in drafted_values(BLOCK)]
    found: dict[tuple[str, int], FactUse] = {}
    for key, row, is_live in [*shown, *drafted]:
        earlier = found.get((key, row.pk))
        if earlier is None or is_live:
            found[key, row.pk] = FactUse(key, row.pk, apply_terms(str(row)), is_live)
    return sorted(found.values(), key=lambda use: (use.key, use.page_title))


def uses_of(keys: Iterable[str]) -> list[FactUse]:
    wanted = set(keys)
    return [use for use in uses() if use.key in wanted]


def pages_of(found: Iterable[FactUse]) -> list[FactUse]:
    """Each page once, by title, whichever facts it shows."""
    pages: dict[int, FactUse] = {}
    for use in found:
        if use.is_live or use.page_id not in pages:
            pages[use.page_id] = use
    return sorted(pages.values(), key=lambda use: (use.page_title, use.page_id))


def page_titles(found: Iterable[FactUse]) -> list[str]:
    return [use.page_title for use in pages_of(found)]


def ties(row: Row) -> Ties:
    is_shipped = bool(getattr(row, "material_hash", ""))
    if isinstance(row, Fact):
        return Ties([], uses_of([row.key]), is_shipped)
    leaning = {"edition": row} if isinstance(row, Edition) else {"edition__publication": row}
    found = list(Fact.objects.filter(**leaning))
    return Ties(found, uses_of(fact.key for fact in found) if found else [], is_shipped)
