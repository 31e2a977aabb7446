"""Each day: drafts that are late, signatures that are missing. Each notice goes out once."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import Attendance
from cms.people.accounts.models import User

from .. import queries, rules
from ..models import SupervisionRecord
from ..rules import RecordState
from ..rules.deadlines import Closure
from . import telling

MOST = 2  # reminders to sign; then it is the supervisor's to talk to her


def remind_of_records(*, now: datetime | None = None) -> int:
    """How many people were told something, or would have been if they had not been told before."""
    moment = now or timezone.now()
    today, closed = timezone.localdate(moment), queries.closures()
    told = sum(_remind_to_write(session, today, closed) for session in queries.late_drafts())
    pks = list(queries.to_remind().values_list("pk", flat=True))
    return told + sum(_remind_to_sign(pk, today, closed) for pk in pks)


def _remind_to_write(session: SupervisionSession, today: date, closed: list[Closure]) -> int:
    if today <= rules.draft_due_on(_held_on(session), closed) or not session.supervisor.is_active:
        return 0
    url = reverse("records:record_begin", args=[session.pk])
    telling.of_late_draft(session.supervisor, session.pk, url, None)
    return 1


@transaction.atomic
def _remind_to_sign(pk: int, today: date, closed: list[Closure]) -> int:
    rows = queries.to_remind().select_for_update(of=("self",))
    record = rows.filter(pk=pk).first()  # answered meanwhile: nobody is reminded
    if record is None:
        return 0
    held_on = _held_on(record.session)
    if record.state == RecordState.SIGNED_ONCE:
        if today <= rules.signatures_due_on(held_on, closed):
            return 0
        telling.remind_to_countersign(record, None)
        return 1
    shared_on = timezone.localdate(record.shared_at)
    due = min(rules.reminders_due(held_on, shared_on, today, closed), MOST)
    if due <= record.reminded:
        return 0
    waiting = _unsigned(record)
    for person in waiting:
        telling.remind_to_sign(record, person, due, None)
    record.reminded = due
    record.save(update_fields=["reminded"])
    if due == MOST:
        telling.of_silence(record, None)
    return len(waiting)


def _unsigned(record: SupervisionRecord) -> list[User]:
    signed = {row.signer_id for row in record.signatures.all()}
    return [
        row.attendee
        for row in record.session.attendances.all()
        if row.attendee_id not in signed and row.state in (Attendance.CAME, Attendance.EXPECTED)
    ]


def _held_on(session: SupervisionSession) -> date:
    return timezone.localdate(session.held_at or session.starts_at)
