"""Records opened outside the usual rules, legal holds, and kinds of record to try retention on."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from assessments.personal_notes.models import PersonalNote
from assessments.records.models import AgendaItem
from cms.people.accounts.models import User
from cms.people.privacy.models import BreakGlassGrant, LegalHold, RetentionRun
from cms.people.privacy.registry import Passage, RecordClass
from cms.people.privacy.rules import CountedFrom, GrantState, Purpose
from cms.people.privacy.services.retention import remove_for_retention
from cms.people.teams.models import Absence
from tests.factories.people import days_ago

REASON = "The grievance turns on what was agreed in March, and nothing else shows it."


def grant(requester: User, subject: User, approver: User | None = None, **fields: Any) -> Any:
    """Open since an hour when there is an approver, else still waiting."""
    now = timezone.now()
    defaults: dict[str, Any] = {
        "record_class": "supervision_record",
        "purpose": Purpose.GRIEVANCE,
        "case_ref": "HR-2231",
        "reason": REASON,
        "asked_at": now - timedelta(hours=2),
    }
    if approver is not None:
        defaults |= {
            "state": GrantState.OPEN,
            "approver": approver,
            "answered_at": now - timedelta(hours=1),
            "ends_at": now + timedelta(hours=23),
            "told_at": now - timedelta(hours=1),
        }
    return BreakGlassGrant.objects.create(
        requester=requester, subject=subject, **{**defaults, **fields}
    )


def hold(subject: User, set_by: User, **fields: Any) -> LegalHold:
    defaults: dict[str, Any] = {"reason": "Tribunal 2231"}
    return LegalHold.objects.create(subject=subject, set_by=set_by, **{**defaults, **fields})


def absence(person: User, years: int = 9) -> Absence:
    """Ended so many years ago: long past the six years it is kept."""
    ends_on = days_ago(365 * years)
    return Absence.objects.create(
        person=person, starts_on=ends_on - timedelta(days=40), ends_on=ends_on
    )


def run(started_by: User | None = None, **fields: Any) -> RetentionRun:
    """A row that is written once, and old."""
    defaults: dict[str, Any] = {
        "record_class": "absence",
        "before": days_ago(4000),
        "removed": 1,
        "at": timezone.localtime() - timedelta(days=4000),
    }
    return RetentionRun.objects.create(started_by=started_by, **{**defaults, **fields})


def absences_about(person: User) -> Iterable[Passage]:
    for row in Absence.objects.filter(person=person):
        yield Passage(object_id=str(row.pk), part="days", title="Away", words="Away for a while.")


def absences_aged(day: date) -> QuerySet[Absence]:
    return Absence.objects.filter(ends_on__lt=day)


def absences_removed(rows: QuerySet[Absence]) -> int:
    return rows.delete()[1].get("people.Absence", 0)


def runs_aged(day: date) -> QuerySet[RetentionRun]:
    return RetentionRun.objects.filter(at__date__lt=day)


def talks_about(person: User) -> Iterable[Passage]:
    """What was said in her sessions, by whoever held them."""
    items = AgendaItem.objects.filter(record__session__attendances__attendee=person)
    for item in items.select_related("record__session__supervisor"):
        yield Passage(
            object_id=str(item.pk),
            part="summary",
            title=item.heading,
            words=item.summary,
            author=item.record.session.supervisor,
        )


def notes_about(person: User) -> Iterable[Passage]:
    for note in PersonalNote.objects.filter(author=person):
        yield Passage(
            object_id=str(note.pk), part="words", title="A note", words=note.words, author=person
        )


def nothing_about(_person: User) -> Iterable[Passage]:
    return ()


ABSENCE = RecordClass(
    key="absence",
    label="Absences",
    why="Targets and due dates are moved by them.",
    counted_from=CountedFrom.CLOSED,
    months=72,
    about=absences_about,
    aged=absences_aged,
    subject="person",
    remove=absences_removed,
)
RUN = RecordClass(
    key="retention_run",
    label="Removals",
    why="To show what was removed.",
    counted_from=CountedFrom.WRITTEN,
    months=72,
    about=nothing_about,
    aged=runs_aged,
    subject="started_by",
    remove=remove_for_retention,
)
TALK = RecordClass(
    key="supervision_record",
    label="Supervision records",
    why="What was agreed in supervision.",
    counted_from=CountedFrom.LEFT,
    months=72,
    about=talks_about,
    is_openable=True,
)
NOTE = RecordClass(
    key="personal_note",
    label="Personal notes",
    why="What somebody keeps for themselves.",
    counted_from=CountedFrom.WRITTEN,
    months=12,
    about=notes_about,
    is_openable=True,
)
KINDS = (ABSENCE, RUN, TALK, NOTE)
