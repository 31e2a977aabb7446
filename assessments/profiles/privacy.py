"""What is known only where everything comes together: what others noted for themselves around
sessions with somebody, and what a leaver leaves open.

Of what is open: that it is there, with whom and when, and never a word of it (domain.md 2.2: for HR
a session and an agreement exist, and no more).
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from assessments.actions.models import SupervisionAction
from assessments.actions.rules import ActionState
from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from assessments.personal_notes.models import PersonalNote
from assessments.records.models import SupervisionRecord
from assessments.records.rules import RecordState
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.states import AgreementState
from cms.people.privacy.queries.leavers import Handover, HandoverKind, register_handover
from cms.people.privacy.queries.words import day_of
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import NOTES_OF_OTHERS, CountedFrom

STANDING = (AgreementState.DRAFT, AgreementState.OFFERED, AgreementState.IN_FORCE)
UNFINISHED = (
    RecordState.DRAFTED,
    RecordState.SHARED,
    RecordState.RETURNED,
    RecordState.SIGNED_ONCE,
)


def notes_of_others(person: Any) -> Iterator[Passage]:
    """A kind of its own: what opens her own notes opens none of these. In a copy for her they are
    left out unless the data protection officer decides otherwise, note by note."""
    with_her = SupervisionSession.objects.filter(
        Q(attendances__attendee=person) | Q(supervisor=person)
    )
    rows = PersonalNote.objects.filter(session__in=with_her.values("pk")).exclude(author=person)
    for row in rows.select_related("author").order_by("created_at", "pk"):
        on = day_of(row.created_at)
        yield Passage(str(row.pk), "words", "A personal note", row.words, on, row.author)


register(
    RecordClass(
        key=NOTES_OF_OTHERS,
        label="Personal notes of others around supervision",
        why="To think with, for whoever wrote them and nobody else.",
        counted_from=CountedFrom.WRITTEN,
        months=12,
        about=notes_of_others,
    )
)


# What a leaver leaves open ---------------------------------------------------------


def supervisees_of(people: list[int], _today: date) -> Iterator[Handover]:
    rows = SupervisionAgreement.objects.filter(supervisor__in=people, state__in=STANDING)
    for row in rows.select_related("supervisee").order_by("supervisee__last_name", "pk"):
        words = f"{row.supervisee}: {row.get_state_display().lower()}"
        yield Handover(row.supervisor_id, words, on=row.ends_on)


def agreements_of(people: list[int], _today: date) -> Iterator[Handover]:
    rows = SupervisionAgreement.objects.filter(supervisee__in=people, state__in=STANDING)
    for row in rows.select_related("supervisor").order_by("pk"):
        words = f"With {row.supervisor}: {row.get_state_display().lower()}"
        yield Handover(row.supervisee_id, words, on=row.ends_on)


def sessions_of(people: list[int], today: date) -> Iterator[Handover]:
    theirs = Q(supervisor__in=people) | Q(attendances__attendee__in=people)
    rows = SupervisionSession.objects.filter(
        theirs, state=SessionState.PLANNED, starts_at__date__gte=today
    ).distinct()
    rows = rows.select_related("supervisor").prefetch_related("attendances__attendee")
    for row in rows.order_by("starts_at", "pk"):
        on = timezone.localdate(row.starts_at)
        who = [attendance.attendee for attendance in row.attendances.all()]
        if row.supervisor_id in people:
            names = ", ".join(str(person) for person in who) or "nobody yet"
            yield Handover(row.supervisor_id, f"Holds it, with {names}", on=on)
        for person in who:
            if person.pk in people:
                yield Handover(person.pk, f"With {row.supervisor}", on=on)


def actions_of(people: list[int], _today: date) -> Iterator[Handover]:
    """How many: what they say is for those who agreed them, and whoever they share them with."""
    rows = SupervisionAction.objects.filter(supervisee__in=people, state=ActionState.OPEN)
    found = rows.values_list("supervisee", "supervisee_shares", "supervisor_shares")
    counts = Counter((person, both and also) for person, both, also in found)
    for (person, is_shared), count in sorted(counts.items()):
        kind = "shared with the line manager" if is_shared else "between the two of them"
        yield Handover(person, f"{count} open action{'' if count == 1 else 's'}, {kind}")


def records_of(people: list[int], _today: date) -> Iterator[Handover]:
    """Records that wait for a signature, or to be written: after the last day nobody signs."""
    theirs = Q(session__supervisor__in=people) | Q(session__attendances__attendee__in=people)
    rows = SupervisionRecord.objects.filter(theirs, state__in=UNFINISHED).distinct()
    rows = rows.select_related("session").prefetch_related("session__attendances")
    for row in rows.order_by("session__starts_at", "pk"):
        on = timezone.localdate(row.session.starts_at)
        parts = {attendance.attendee_id for attendance in row.session.attendances.all()}
        for person in sorted(({row.session.supervisor_id} | parts) & set(people)):
            yield Handover(person, "A record that is not signed by both", on=on)


def entries_of(people: list[int], _today: date) -> Iterator[Handover]:
    rows = CPDEntry.objects.filter(owner__in=people, state=EntryState.SUBMITTED)
    counts = Counter(rows.values_list("owner", flat=True))
    for person, count in sorted(counts.items()):
        yield Handover(person, f"{count} CPD {'entry waits' if count == 1 else 'entries wait'}")


register_handover(
    HandoverKind(
        key="supervisees",
        label="People this person supervises",
        what_to_do="Find another supervisor for each, and end these agreements.",
        open_for=supervisees_of,
    ),
    HandoverKind(
        key="agreements",
        label="Their own supervision agreements",
        what_to_do="The supervisor ends them with the last day.",
        open_for=agreements_of,
    ),
    HandoverKind(
        key="sessions",
        label="Planned supervision sessions",
        what_to_do="Hold them before the last day, move them, or call them off.",
        open_for=sessions_of,
    ),
    HandoverKind(
        key="records",
        label="Unfinished supervision records",
        what_to_do="Both sign before the last day; after it the supervisor notes why one did not.",
        open_for=records_of,
    ),
    HandoverKind(
        key="actions",
        label="Open actions from supervision",
        what_to_do="The two of them close each, or hand it to the line manager.",
        open_for=actions_of,
    ),
    HandoverKind(
        key="cpd",
        label="CPD that waits to be verified",
        what_to_do="The line manager answers before the last day, so that it is in the export.",
        open_for=entries_of,
    ),
)
