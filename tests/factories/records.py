"""Records on their way: written, shared, signed; moved by the services, as people move them."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.records import queries, services
from assessments.records.models import SupervisionRecord
from assessments.records.rules import (
    Asked,
    Decision,
    Item,
    Need,
    NewAction,
    RecordContent,
    Stance,
)
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import Attendance, SessionState
from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.kinds import SessionType
from cms.people.accounts.models import User
from tests.factories import supervision
from tests.factories.people import days_ago

HEADING = "The group that went silent"
WHY = "Because the quiet ones had said nothing for weeks"
WHAT = "Begin every tutorial with a round"
LEARNT = "I wait longer before I help"
STEP = "Write down three openings and bring them"
NEED = "Questions that open a conversation"
PRAISE = "How calmly the handover was done"
# None of these may be found outside the program.
SECRETS = (HEADING, WHY, WHAT, LEARNT, STEP, PRAISE)


def said(**fields: Any) -> RecordContent:
    """A full record, whole enough to be shared."""
    values: dict[str, Any] = {
        "agenda": (Item(HEADING, "Nobody spoke, and that was new.", key="na"),),
        "decisions": (Decision(WHAT, WHY, due_on=days_ago(-20)),),
        "actions": (NewAction(STEP, due_on=days_ago(-14)),),
        "needs": (Need(NEED, due_on=days_ago(-60)),),
        "learning": LEARNT,
        "recognition": PRAISE,
        "caseload": 82,
        "manageable": 3,
        "wellbeing_discussed": True,
        "support": ("none_needed",),
        "safeguarding_asked": Asked.NO,
        **fields,
    }
    return RecordContent(**values)


def met(
    mentor: User, supervisor: User, days: int = 3, kind: str = SessionType.MANAGERIAL, **fields: Any
) -> SupervisionSession:
    """Held a few days ago, in a kind with the full record unless said otherwise."""
    pair = SupervisionAgreement.objects.filter(supervisee=mentor, supervisor=supervisor).first()
    pair = pair or supervision.agreement(mentor, supervisor)
    return supervision.held(pair, days=days, type=kind, **fields)


def drafted(session: SupervisionSession, **fields: Any) -> SupervisionRecord:
    record = services.begin_record(session=session, by=session.supervisor)
    return services.save_record(
        record=record,
        content=said(**fields),
        revision=record.revision,
        by=session.supervisor,
    )


def shared(session: SupervisionSession, **fields: Any) -> SupervisionRecord:
    services.share_record(record=drafted(session, **fields), by=session.supervisor)
    return fresh(session)


def signed(
    session: SupervisionSession,
    stance: str = Stance.AGREED,
    comment: str = "",
    **fields: Any,
) -> SupervisionRecord:
    record = shared(session, **fields)
    for row in session.attendances.select_related("attendee"):
        services.sign_record(
            record=record,
            stance=stance,
            comment=comment,
            words_hash=hash_of(record),
            by=row.attendee,
        )
    return fresh(session)


def locked(session: SupervisionSession, **fields: Any) -> SupervisionRecord:
    record = signed(session, **fields)
    services.countersign_record(record=record, words_hash=hash_of(record), by=session.supervisor)
    return fresh(session)


def fresh(session: SupervisionSession) -> SupervisionRecord:
    return queries.records().get(session=session)


def hash_of(record: SupervisionRecord) -> str:
    return queries.words_hash_of(queries.records().get(pk=record.pk))


def group_met(supervisor: User, mentors: list[User]) -> SupervisionSession:
    at = timezone.localtime() - timedelta(days=3)
    row = supervision.group(
        supervisor,
        mentors,
        state=SessionState.HELD,
        starts_at=at,
        held_at=at,
        held_minutes=90,
    )
    row.attendances.update(state=Attendance.CAME)
    return row
