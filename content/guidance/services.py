"""Facts are written, read anew and loaded; a new edition is told to those who keep them."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify

from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from content import shipped
from content.guidance import access, queries, rules
from content.guidance.models import Edition, Fact, Publication
from content.guidance.queries import Row
from content.material.guidance import (
    EditionMaterial,
    FactMaterial,
    PublicationMaterial,
    read_guidance,
)
from content.material.shapes import MaterialError, MaterialErrors
from content.shipped import ShippedLine

Material = PublicationMaterial | EditionMaterial | FactMaterial
SHIPPED_GUIDANCE = Path(__file__).parents[1] / "material" / "guidance"


@transaction.atomic
def save_publication(*, publication: Publication, by: User) -> Publication:
    _check(by)
    publication.key = publication.key or _free_key(publication.title)
    publication.full_clean()
    publication.save()
    record(actor=by, verb="source.changed", obj=publication)
    return publication


@transaction.atomic
def save_edition(*, edition: Edition, by: User) -> Edition:
    """Keep an edition. If it holds already, those who keep the facts are told at once."""
    _check(by)
    before = Edition.objects.select_for_update().filter(pk=edition.pk).first()
    if before is not None:
        rules.check_edition_stays(edition.dated, before=before.dated, facts=before.facts.count())
        if edition.date != before.date:
            edition.announced_at = None
    edition.full_clean()
    edition.save()
    record(actor=by, verb="edition.changed", obj=edition, detail={"holds from": edition.date})
    if edition.publication.editions.count() == 1:
        _first_is_no_news(edition.publication)
    announce_editions()
    return edition


@transaction.atomic
def save_fact(*, fact: Fact, by: User) -> Fact:
    """Keep a fact. Who names another edition or day has read it; who mends words has not."""
    _check(by)
    before = Fact.objects.select_for_update().filter(pk=fact.pk).first()
    if before is not None:
        rules.check_key_stays(fact.key, before=before.key)
    read = (fact.edition_id, fact.checked_on)
    if before is None or read != (before.edition_id, before.checked_on):
        fact.checked_by = by
    fact.full_clean()
    fact.save()
    record(actor=by, verb="fact.changed", obj=fact, detail=_reading(fact))
    return fact


@transaction.atomic
def confirm_fact(*, fact: Fact, edition: Edition, by: User) -> Fact:
    """“It says the same in this edition”: the words stay, the source moves on.

    `edition` is what the person had before her; if it is not what holds now, she is told.
    """
    _check(by)
    fact = Fact.objects.select_for_update().get(pk=fact.pk)
    newer = queries.newer_edition(fact)
    if newer is None or newer.pk != edition.pk:
        raise ValidationError(
            "This has changed since you opened it. Look at the fact and its edition once more."
        )
    fact.edition, fact.checked_on, fact.checked_by = newer, timezone.localdate(), by
    fact.save()
    record(actor=by, verb="fact.confirmed", obj=fact, detail=_reading(fact))
    return fact


@transaction.atomic
def delete_row(*, row: Row, by: User) -> None:
    """Take a source, an edition or a fact away that nothing leans on."""
    if not access.can_delete_guidance(by, row):
        raise PermissionDenied(REFUSAL)
    ties = queries.ties(row)
    if ties.is_shipped:
        raise ValidationError("It came with the site, and the next update would bring it back.")
    if ties.uses:
        pages = "; ".join(queries.page_titles(ties.uses))
        raise ValidationError(f"These pages show it: {pages}. Take it out of them first.")
    if ties.facts:
        keys = ", ".join(fact.key for fact in ties.facts)
        raise ValidationError(f"These facts lean on it: {keys}. Delete or move them first.")
    record(actor=by, verb=f"{row._meta.verbose_name}.deleted", obj=row)
    row.delete()


@transaction.atomic
def announce_editions(*, today: date | None = None) -> int:
    """Tell trainers and safeguarding leads of editions that have taken another's place: once each.

    Answers how many there were. Run every morning, and safe to run twice. Lessons are rendered anew
    (receivers.py), because they say when a newer edition holds.
    """
    newer = queries.superseded(today=today)
    waiting = {edition for edition in newer.values() if edition.announced_at is None}
    sources = [edition.publication_id for edition in waiting]
    facts: dict[int, list[Fact]] = defaultdict(list)
    for fact in Fact.objects.filter(edition__publication__in=sources).select_related("edition"):
        facts[fact.edition.publication_id].append(fact)
    uses = queries.uses() if facts else []
    for edition in waiting:
        edition.announced_at = timezone.now()
        edition.save(update_fields=["announced_at"])
        if found := facts[edition.publication_id]:
            keys = {fact.key for fact in found}
            stale = sum(fact.edition_id in newer for fact in found)
            pages = queries.page_titles(use for use in uses if use.key in keys)
            _tell_of(edition, stale, pages)
    return len(waiting)


def _tell_of(edition: Edition, stale: int, pages: list[str]) -> None:
    words = {
        0: "Its facts have been read in it already.",
        1: "1 fact is to be read against it.",
    }.get(stale, f"{stale} facts are to be read against it.")
    shown = f" Shown in: {'; '.join(pages)}." if pages else ""
    query = f"?source={edition.publication_id}" + ("&to_check=edition" if stale else "")
    for person in holders_of(Role.TRAINER, Role.DSL):
        send_notice(
            recipient=person,
            kind=NoticeKind.CONTENT,
            key=f"edition-{edition.pk}-{edition.date}",
            title=f"A new edition holds: {edition}",
            body=words + shown,
            url=reverse("facts:index") + query,
        )


def _first_is_no_news(publication: Publication) -> None:
    """Nobody has read anything in an earlier edition of a source that has only now come here."""
    first = [
        row.pk for row in publication.editions.all() if row.in_force_on <= timezone.localdate()
    ]
    Edition.objects.filter(pk__in=first).update(announced_at=timezone.now())


REFUSAL = "Facts are kept by trainers, safeguarding leads and site admins."


def _check(by: User) -> None:
    if not access.can_edit_facts(by):
        raise PermissionDenied(REFUSAL)


def _reading(fact: Fact) -> dict[str, str]:
    return {"edition": str(fact.edition), "checked on": str(fact.checked_on)}


def _free_key(title: str) -> str:
    stem = slugify(title)[:50].strip("-") or "source"
    taken = set(Publication.objects.filter(key__startswith=stem).values_list("key", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(key for key in numbered if key not in taken)


# From text files -----------------------------------------------------------


@transaction.atomic
def load_guidance(*, by: User | None, folder: Path = SHIPPED_GUIDANCE) -> list[ShippedLine]:
    """Add sources, editions and facts that come with the site; renew those nobody changed here.

    An edition that is here stays as it is. A broken file changes nothing and raises MaterialErrors.
    """
    if not access.can_load_guidance(by):
        raise PermissionDenied(REFUSAL)
    load = _Load()
    for material in read_guidance(folder):
        load.publication(material)
    if load.errors:
        raise MaterialErrors(load.errors)
    if any(line.action != shipped.KEPT for line in load.lines):
        detail = {"changes": [str(line) for line in load.lines]}
        record(actor=by, verb="guidance.loaded", detail=detail)
        announce_editions()
    return load.lines


class _Load:
    def __init__(self) -> None:
        self.lines: list[ShippedLine] = []
        self.errors: list[MaterialError] = []
        self.publications = {row.key: row for row in Publication.objects.select_for_update()}
        self.facts = {row.key: row for row in Fact.objects.select_for_update()}

    def publication(self, material: PublicationMaterial) -> None:
        words = {name: getattr(material, name) for name in ("title", "publisher", "kind", "url")}
        found = self.publications.get(material.key)
        row = self.row(found, Publication(key=material.key), words, material)
        if row.pk is None:
            return  # its errors are told
        here = list(row.editions.all())
        editions = {item.name: self.edition(row, here, item) for item in material.editions}
        if found is None:
            _first_is_no_news(row)
        for fact in material.facts:
            if (edition := editions[fact.edition]).pk is not None:
                self.fact(edition, fact)

    def edition(
        self, publication: Publication, here: list[Edition], material: EditionMaterial
    ) -> Edition:
        """That of the same name, or one that a trainer added for the same day under another."""
        day = rules.day_of(material.date)
        named = next((row for row in here if row.name == material.name), None)
        found = named or next((row for row in here if rules.day_of(row.date) == day), None)
        if found is not None:
            return found
        row = Edition(publication=publication)
        words = {name: getattr(material, name) for name in ("name", "date", "what_changed")}
        for name, value in words.items():
            setattr(row, name, value)
        self.save(row, material, shipped.CREATED)
        return row

    def fact(self, edition: Edition, material: FactMaterial) -> None:
        words = {
            "edition_id": edition.pk,
            "text": material.text,
            "checked_on": date.fromisoformat(material.checked_on),
            "to_check": material.to_check,
        }
        self.row(self.facts.get(material.key), Fact(key=material.key), words, material)

    def row(self, found: Any, new: Any, words: dict[str, Any], material: Material) -> Any:
        action = shipped.action_for(found, words)
        row = found or new
        if action in (shipped.CREATED, shipped.UPDATED):
            shipped.write_words(row, words)
            self.save(row, material, action)
        elif action:
            self.lines.append(ShippedLine(action, str(row)))
        return row

    def save(self, row: Row, material: Material, action: str) -> None:
        """Fields alone are cleaned: a clock that runs behind must not refuse a day of checking."""
        try:
            row.clean_fields()
        except ValidationError as problem:
            self.errors += shipped.located(problem, material)
        else:
            row.save()
            self.lines.append(ShippedLine(action, str(row)))
