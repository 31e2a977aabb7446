"""What a record says, read from its rows."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from assessments.sessions.rules import Attendance
from cms.people.accounts.models import User

from ..models import SupervisionRecord
from ..rules import Decision, Item, RecordContent, from_body, within, words_hash
from ..rules.parts import RecordPart, parts_of

KEYS = "keys"  # of the body: which row an item that has not been sent back yet belongs to


def records() -> QuerySet[SupervisionRecord]:
    """With all that a page of one record reads."""
    return SupervisionRecord.objects.select_related(
        "session__supervisor", "session__agreement__supervisee", "dispute__reviewer"
    ).prefetch_related("items", "decisions", "statements__framework")


def parts(record: SupervisionRecord) -> frozenset[RecordPart]:
    return parts_of(record.session.type)


def body_of(record: SupervisionRecord) -> dict[str, Any]:
    body: Any = record.body
    return body or {}


def content_of(record: SupervisionRecord) -> RecordContent:
    values: dict[str, Any] = {
        **vars(from_body(body_of(record))),
        "agenda": tuple(
            Item(row.heading, row.summary, key=str(row.pk)) for row in record.items.all()
        ),
        "decisions": tuple(
            Decision(row.what, row.why, row.who, row.due_on) for row in record.decisions.all()
        ),
        "statements": tuple(sorted(row.pk for row in record.statements.all())),
        "safeguarding_asked": record.safeguarding_asked,
    }
    return within(RecordContent(**values), parts(record))


def facts_of(record: SupervisionRecord) -> dict[str, Any]:
    """Of the session, what is signed with the words."""
    session = record.session
    return {
        "session": session.pk,
        "kind": str(session.type),
        "held_on": timezone.localdate(session.held_at or session.starts_at).isoformat(),
        "minutes": session.held_minutes or session.minutes,
        "supervisor": session.supervisor_id,
        "attendees": sorted(row.attendee_id for row in session.attendances.all()),
    }


def words_hash_of(record: SupervisionRecord) -> str:
    """Over the words as they stand now. What each ticked for the line manager is not among them."""
    return words_hash(facts_of(record), content_of(record))


def attendees_of(record: SupervisionRecord) -> list[User]:
    rows = record.session.attendances.select_related("attendee")
    return [row.attendee for row in rows]


def supervisee_of(record: SupervisionRecord) -> User | None:
    """The one a record is for; none for a group."""
    if record.session.agreement is not None:
        return record.session.agreement.supervisee
    people = attendees_of(record)
    return people[0] if len(people) == 1 else None


def is_group(record: SupervisionRecord) -> bool:
    return supervisee_of(record) is None


def all_have_signed(record: SupervisionRecord) -> bool:
    """Everybody who came; of those who did not nobody waits for a word."""
    came = record.session.attendances.filter(state=Attendance.CAME)
    signed = record.signatures.values("signer")
    return not came.exclude(attendee__in=signed).exists()
