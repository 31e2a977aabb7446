"""Formative notes as screens and reviews need them, each narrowed by the reader’s own rights."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone

from assessments.supervision.queries.agreements import line_manager_of
from cms.people.accounts.models import User
from cms.people.privacy.access import opened_by_grant
from cms.people.privacy.models import BreakGlassGrant
from cms.people.privacy.rules import GrantState, Reader
from cms.people.teams.models import ReportingLine
from cms.people.teams.queries import team_members
from cms.people.teams.rules import CoverKind

from .access import CLASS, readable_by, shown_to_manager
from .models import FormativeNote
from .rules import FeedbackKind, is_quiet

YEAR = timedelta(days=365)


def with_parts(rows: QuerySet[FormativeNote]) -> QuerySet[FormativeNote]:
    """With all that a timeline shows of each, in three queries however many there are."""
    later = FormativeNote.objects.filter(corrects=OuterRef("pk"))
    rows = rows.annotate(replied=Count("replies", distinct=True), is_put_right=Exists(later))
    rows = rows.select_related("mentor", "author", "seen")
    return rows.prefetch_related("statements__framework").order_by("-seen_on", "-pk")


def notes_of(reader: User, person: User, kind: str = "") -> QuerySet[FormativeNote]:
    """What this reader may read about somebody, the newest first."""
    rows = FormativeNote.objects.filter(readable_by(reader), mentor=person)
    if kind in FeedbackKind.values:
        rows = rows.filter(kind=kind)
    return with_parts(rows)


def note_in_full(reader: User) -> QuerySet[FormativeNote]:
    """For one note’s own page: its replies, what it puts right, and what put it right."""
    rows = FormativeNote.objects.filter(readable_by(reader))
    rows = rows.select_related("mentor", "author", "seen", "corrects")
    return rows.prefetch_related("statements__framework", "replies__author", "corrected_by")


def unseen_by(mentor: User) -> int:
    return FormativeNote.objects.filter(mentor=mentor, seen=None).count()


def notes_between(person: User, first: date, last: date) -> QuerySet[FormativeNote]:
    """What was seen on these days and stands: not what a later note put right (PR-11)."""
    rows = FormativeNote.objects.filter(
        mentor=person, seen_on__range=(first, last), corrected_by__isnull=True
    )
    return with_parts(rows)


def first_concern_on(person: User, until: date) -> date | None:
    """The day she could first read of a concern that stands, not later than `until` (PR-12). Where
    a concern was put right by another, the day of the first."""
    notes = {
        pk: (kind, timezone.localdate(at), corrects)
        for pk, kind, at, corrects in FormativeNote.objects.filter(mentor=person)
        .order_by()
        .values_list("pk", "kind", "at", "corrects")
    }
    put_right = {corrects for _, _, corrects in notes.values() if corrects}
    days = []
    for pk, (kind, day, corrects) in notes.items():
        if kind != FeedbackKind.CONCERN or pk in put_right:
            continue
        first = day
        while corrects in notes:
            earlier_kind, earlier, corrects = notes[corrects]
            first = earlier if earlier_kind == FeedbackKind.CONCERN else first
        days.append(first)
    return min((day for day in days if day <= until), default=None)


@dataclass(frozen=True)
class PersonNotes:
    """Somebody in a manager’s team: how many notes of each kind in a year, and the last."""

    person: User
    last_on: date | None
    strengths: int = 0
    steps: int = 0
    concerns: int = 0
    unseen: int = 0
    is_quiet: bool = False

    @property
    def total(self) -> int:
        return self.strengths + self.steps + self.concerns


def team_overview(manager: User, today: date | None = None) -> list[PersonNotes]:
    """Those nobody has written about for eight weeks first: three queries for any number."""
    day = today or timezone.localdate()
    people = list(team_members(manager, day))
    lines = (
        ReportingLine.objects.on(day).filter(person__in=people).values_list("person", "starts_on")
    )
    begun = dict(lines)
    counts = _counts(manager, day)
    found = []
    for person in people:
        sums = counts.get(person.pk, {})
        last = sums.pop("last_at", None)
        last_on = timezone.localdate(last) if last else None
        quiet = is_quiet(last_on, begun.get(person.pk), day)
        found.append(PersonNotes(person, last_on, **sums, is_quiet=quiet))
    return sorted(found, key=lambda row: (not row.is_quiet, row.last_on or date.min))


def _counts(manager: User, day: date) -> dict[int, dict[str, Any]]:
    recent = Q(seen_on__gt=day - YEAR)

    def of_kind(kind: FeedbackKind) -> Count:
        return Count("pk", filter=recent & Q(kind=kind))

    rows = (
        FormativeNote.objects.filter(shown_to_manager(manager))
        .order_by()
        .values("mentor")
        .annotate(
            last_at=Max("at"),
            strengths=of_kind(FeedbackKind.STRENGTH),
            steps=of_kind(FeedbackKind.NEXT_STEP),
            concerns=of_kind(FeedbackKind.CONCERN),
            unseen=Count("pk", filter=Q(seen=None)),
        )
    )
    found: list[dict[str, Any]] = [{**row} for row in rows]
    return {row.pop("mentor"): row for row in found}


def is_opened_by_grant(reader: User, person: User) -> bool:
    return User.objects.filter(pk__in=opened_by_grant(reader, CLASS), pk=person.pk).exists()


def readers_of(note: FormativeNote) -> list[Reader]:
    """Everybody who can read it today: the rights themselves are asked."""
    found = [Reader("The mentor", "it is about their own work", (note.mentor,))]
    manager = line_manager_of(note.mentor_id)
    if manager is not None:
        if people := _who_read(note, [manager]):
            found.append(Reader("The line manager", "of today, while they manage", people))
        if people := _who_read(note, _covers_of(manager)):
            found.append(Reader("Who stands in for the line manager", "for named days", people))
    if people := _opened_to(note.mentor):
        found.append(Reader("By a grant", "a second person agreed, and it was told", people))
    return found


def _covers_of(manager: User) -> QuerySet[User]:
    day = timezone.localdate()
    return User.objects.filter(
        covers_given__kind=CoverKind.MANAGER,
        covers_given__absent=manager,
        covers_given__starts_on__lte=day,
        covers_given__ends_on__gte=day,
    ).distinct()


def _who_read(note: FormativeNote, people: QuerySet[User] | list[User]) -> tuple[User, ...]:
    rows = FormativeNote.objects.filter(pk=note.pk)
    return tuple(each for each in people if rows.filter(shown_to_manager(each)).exists())


def _opened_to(mentor: User) -> tuple[User, ...]:
    grants = BreakGlassGrant.objects.filter(
        subject=mentor,
        record_class=CLASS,
        state=GrantState.OPEN,
        ends_at__gt=timezone.now(),
        told_at__isnull=False,
    )
    return tuple(grant.requester for grant in grants.select_related("requester"))
