"""Supervision: agreements, sessions and what comes of them. Rows are written directly, for a scene;
moves go through the services."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from assessments.actions.models import SupervisionAction
from assessments.concerns.models import SafeguardingPointer
from assessments.concerns.rules import Method, ReportedTo
from assessments.personal_notes.models import PersonalNote
from assessments.records.models import AgendaItem, RecordSignature, SupervisionRecord
from assessments.records.rules import Asked, RecordState, Stance
from assessments.sessions.models import SessionAttendance, SupervisionSession
from assessments.sessions.rules import Attendance, CalledOffBy, CallOffReason, SessionState
from assessments.supervision.models import AgreementSignature, SupervisionAgreement
from assessments.supervision.rules.kinds import SessionType
from assessments.supervision.rules.states import AgreementState, Part
from cms.people.accounts.models import User
from tests.factories.people import days_ago

# Words that must be found nowhere but in the program: plaintext tests look for them.
SAID = "Said between the two of us, about the long silence on Tuesday."
KEPT = "For me alone: I was relieved that she asked."


def agreement(supervisee: User, supervisor: User, **fields: Any) -> SupervisionAgreement:
    """In force since a year, signed by both."""
    defaults: dict[str, Any] = {
        "state": AgreementState.IN_FORCE,
        "starts_on": days_ago(365),
        "review_on": days_ago(-30),
        "types": [SessionType.DEVELOPMENTAL, SessionType.REFLECTIVE],
        "purpose": "Room to think about practice, and to get better at one thing at a time.",
        "expected_of_supervisee": "Comes with one question.",
        "expected_of_supervisor": "Listens first.",
        "cancelling": "We say so two days before, and rebook at once.",
        "recording": "Themes and actions, here.",
        "limits": "What we say stays between us, except where somebody may be at risk of harm.",
        "disagreeing": "We say so, and note both views.",
        "reviewing": "Twice a year.",
        "drafted_by": supervisor,
        "offered_at": timezone.localtime() - timedelta(days=366),
        "in_force_at": timezone.localtime() - timedelta(days=365),
        "words_hash": "a" * 64,
    }
    row = SupervisionAgreement.objects.create(
        supervisee=supervisee, supervisor=supervisor, **{**defaults, **fields}
    )
    if row.state == AgreementState.IN_FORCE:
        for person, part in ((supervisee, Part.SUPERVISEE), (supervisor, Part.SUPERVISOR)):
            AgreementSignature.objects.create(
                agreement=row, signer=person, part=part, words_hash=row.words_hash
            )
    return row


def session(pair: SupervisionAgreement, **fields: Any) -> SupervisionSession:
    """Planned for in a week."""
    defaults: dict[str, Any] = {
        "type": SessionType.REFLECTIVE,
        "starts_at": timezone.localtime() + timedelta(days=7),
        "booked_by": pair.supervisor,
    }
    row = SupervisionSession.objects.create(
        agreement=pair, supervisor=pair.supervisor, **{**defaults, **fields}
    )
    SessionAttendance.objects.create(session=row, attendee=pair.supervisee)
    return row


def held(pair: SupervisionAgreement, days: int = 10, **fields: Any) -> SupervisionSession:
    """Held so many days ago, for an hour."""
    at = timezone.localtime() - timedelta(days=days)
    values: dict[str, Any] = {
        "state": SessionState.HELD,
        "starts_at": at,
        "held_at": at,
        "held_minutes": 60,
        **fields,
    }
    row = session(pair, **values)
    row.attendances.update(state=Attendance.CAME)
    return row


def called_off(pair: SupervisionAgreement, by: str = CalledOffBy.SUPERVISOR, **fields: Any) -> Any:
    values: dict[str, Any] = {
        "state": SessionState.CANCELLED,
        "called_off_by": by,
        "reason": CallOffReason.DIARY,
        "called_off_at": timezone.now(),
        **fields,
    }
    return session(pair, **values)


def group(supervisor: User, mentors: list[User], **fields: Any) -> SupervisionSession:
    defaults: dict[str, Any] = {
        "type": SessionType.GROUP,
        "starts_at": timezone.localtime() + timedelta(days=7),
        "minutes": 90,
        "booked_by": supervisor,
    }
    row = SupervisionSession.objects.create(supervisor=supervisor, **{**defaults, **fields})
    for mentor in mentors:
        SessionAttendance.objects.create(session=row, attendee=mentor)
    return row


def record(meeting: SupervisionSession, **fields: Any) -> SupervisionRecord:
    """A draft with one item on its agenda."""
    defaults: dict[str, Any] = {"body": {"learning": SAID}, "safeguarding_asked": Asked.NO}
    row = SupervisionRecord.objects.create(session=meeting, **{**defaults, **fields})
    AgendaItem.objects.create(record=row, heading="A talk that went quiet", summary=SAID)
    return row


def locked(meeting: SupervisionSession, **fields: Any) -> SupervisionRecord:
    """Signed by both and locked."""
    values: dict[str, Any] = {
        "state": RecordState.LOCKED,
        "shared_at": timezone.now(),
        "locked_at": timezone.now(),
        "words_hash": "b" * 64,
        **fields,
    }
    row = record(meeting, **values)
    assert meeting.agreement is not None
    for person, part in (
        (meeting.agreement.supervisee, Part.SUPERVISEE),
        (meeting.supervisor, Part.SUPERVISOR),
    ):
        RecordSignature.objects.create(
            record=row, signer=person, part=part, stance=Stance.AGREED, words_hash=row.words_hash
        )
    return row


def action(meeting: SupervisionSession, **fields: Any) -> SupervisionAction:
    """Open, due in two weeks."""
    defaults: dict[str, Any] = {"words": SAID, "due_on": days_ago(-14)}
    assert meeting.agreement is not None
    return SupervisionAction.objects.create(
        origin=meeting,
        supervisee=meeting.agreement.supervisee,
        supervisor=meeting.supervisor,
        **{**defaults, **fields},
    )


def pointer(reported_by: User, meeting: SupervisionSession | None = None, **fields: Any) -> Any:
    now = timezone.now()
    defaults: dict[str, Any] = {
        "reported_at": now - timedelta(minutes=35),
        "reported_to": ReportedTo.DSL,
        "method": Method.PHONE,
        "external_ref": "2231",
        "created_at": now,
    }
    return SafeguardingPointer.objects.create(
        session=meeting, reported_by=reported_by, **{**defaults, **fields}
    )


def personal_note(author: User, meeting: SupervisionSession | None = None, **fields: Any) -> Any:
    defaults: dict[str, Any] = {"words": KEPT, "delete_on": days_ago(-365)}
    return PersonalNote.objects.create(author=author, session=meeting, **{**defaults, **fields})


def moment(days: int, hour: int = 10) -> datetime:
    """So many days from today, at a full hour of the college’s clock."""
    day = timezone.localtime() + timedelta(days=days)
    return day.replace(hour=hour, minute=0, second=0, microsecond=0)
