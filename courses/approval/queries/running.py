"""What an approval was checked against, what has changed since, and when it runs out."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from cms.people.college.queries import college
from content.guidance.models import Edition, Fact
from content.guidance.queries import superseded
from content.guidance.rules import day_of
from courses.approval import rules
from courses.approval.models import ContentApproval
from courses.approval.rules import CheckedEdition, KnownEdition
from courses.catalogue.rules import digest


@dataclass(frozen=True)
class Standing:
    """How an approval stands on a day."""

    newer: tuple[KnownEdition, ...]  # what holds now, newer than what it was checked against
    reworded: tuple[str, ...]  # facts that say something else now
    lapses_on: date | None
    today: date

    @property
    def is_to_read_again(self) -> bool:
        return bool(self.newer or self.reworded)

    @property
    def has_lapsed(self) -> bool:
        return self.lapses_on is not None and self.lapses_on <= self.today

    @property
    def days_left(self) -> int | None:
        return None if self.lapses_on is None else (self.lapses_on - self.today).days


@dataclass(frozen=True)
class Shelf:
    """All facts and editions, read once for many pages."""

    facts: Mapping[str, Fact]
    editions: Mapping[int, tuple[KnownEdition, ...]]  # by publication
    stale: frozenset[str]  # facts nobody has read against what holds now


def shelf(*, today: date | None = None) -> Shelf:
    facts = {fact.key: fact for fact in Fact.objects.select_related("edition__publication")}
    newer = superseded(today=today)
    by_publication: dict[int, list[KnownEdition]] = defaultdict(list)
    for edition in known_editions():
        by_publication[edition.publication].append(edition)
    return Shelf(
        facts=facts,
        editions={publication: tuple(rows) for publication, rows in by_publication.items()},
        stale=frozenset(key for key, fact in facts.items() if fact.edition_id in newer),
    )


def known_editions(publications: Iterable[int] | None = None) -> list[KnownEdition]:
    rows = Edition.objects.select_related("publication")
    if publications is not None:
        rows = rows.filter(publication__in=list(publications))
    return [_known(row) for row in rows]


def _known(row: Edition) -> KnownEdition:
    told = timezone.localdate(row.announced_at) if row.announced_at else None
    return KnownEdition(**_checked(row), told_on=told)


def _checked(row: Edition) -> dict[str, Any]:
    return {
        "publication": row.publication_id,
        "title": row.publication.title,
        "name": row.name,
        "since": row.date_in_words,
        "holds_on": day_of(row.date),
    }


def snapshot_of(keys: Iterable[str], facts: Mapping[str, Fact]) -> dict[str, Any]:
    """What an approval keeps of the facts a page shows: their words, and what they were read in.

    Of several editions of one publication the oldest: the page is as current as that.
    """
    shown = [facts[key] for key in sorted(keys) if key in facts]
    oldest: dict[int, Edition] = {}
    for fact in shown:
        known = oldest.get(fact.edition.publication_id)
        if known is None or day_of(fact.edition.date) < day_of(known.date):
            oldest[fact.edition.publication_id] = fact.edition
    editions = sorted(oldest.values(), key=lambda edition: edition.publication.title)
    return {
        "editions": [CheckedEdition(**_checked(edition)).kept() for edition in editions],
        "facts": {fact.key: digest(fact.text) for fact in shown},
    }


def standing(approval: ContentApproval, on: Shelf, *, today: date) -> Standing:
    checked = approval.checked
    known = [row for edition in checked for row in on.editions.get(edition.publication, ())]
    newer = rules.newer_than(checked, known)
    words = {key: digest(fact.text) for key, fact in on.facts.items()}
    return Standing(
        newer=tuple(rules.holding(newer, today=today)),
        reworded=tuple(key for key, was in approval.facts.items() if words.get(key) != was),
        lapses_on=rules.lapses_on(newer, days=college().approval_lapse_days),
        today=today,
    )


def lapse_of(approval: ContentApproval) -> date | None:
    """The same day for one approval alone."""
    checked = approval.checked
    known = known_editions(edition.publication for edition in checked) if checked else []
    return rules.lapses_on(rules.newer_than(checked, known), days=college().approval_lapse_days)
