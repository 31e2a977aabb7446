"""A session is moved or called off before its time; who is expected says that she cannot come."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import queries, rules
from ..access import can_move
from ..models import SessionAttendance, SupervisionSession
from ..rules import Attendance, CalledOffBy, CallOffReason, SessionState
from . import telling


def locked_session(session: SupervisionSession) -> SupervisionSession:
    rows = SupervisionSession.objects.select_for_update(of=("self",))
    return rows.select_related("supervisor", "agreement__supervisee").get(pk=session.pk)


def about(session: SupervisionSession) -> User | None:
    """The one person a session is for; a group is about nobody in particular."""
    people = [row.attendee for row in session.attendances.select_related("attendee")[:2]]
    return people[0] if len(people) == 1 else None


@transaction.atomic
def move_session(
    *,
    session: SupervisionSession,
    starts_at: datetime,
    minutes: int,
    medium: str,
    place: str,
    by: User,
    seen: int | None = None,
    at: datetime | None = None,
) -> SupervisionSession:
    """Another time, length or place, before it has begun. The day by which it was due stays.

    `seen` is the `sequence` of what the mover had before her: when somebody moved it meanwhile, a
    ValidationError says so (code “changed”) and nothing is written.
    """
    locked = locked_session(session)
    _check_may_move(by, locked)
    moment = at or timezone.now()
    rules.check_is_planned(locked.state)
    rules.check_has_not_begun(locked.starts_at, moment)
    if seen is not None and seen != locked.sequence:
        raise ValidationError(
            "This session was moved after you opened it. Nothing was saved: look at it again.",
            code="changed",
        )
    rules.check_is_to_come(starts_at, moment)
    rules.check_minutes(minutes)
    if locked.agreement is not None:
        agreement = queries.agreement_now(locked.agreement) or locked.agreement
        day = timezone.localdate(starts_at)
        rules.check_in_force(day, agreement.starts_on, agreement.ends_on)
    wanted = (starts_at, minutes, medium, place.strip())
    if wanted == (locked.starts_at, locked.minutes, locked.medium, locked.place):
        return locked
    locked.starts_at, locked.minutes, locked.medium, locked.place = wanted
    _save_changed(locked, moment)
    record(actor=by, verb="supervision_session.moved", obj=locked, about=about(locked), at=at)
    telling.of_move(locked, by, at)
    return locked


@transaction.atomic
def call_off_session(
    *,
    session: SupervisionSession,
    called_off_by: str,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> SupervisionSession:
    """Called off before it begins. Whose diary it was is kept apart, so that nobody is blamed for
    another's (domain.md 4.6); the reason is one from the list and is told to nobody else."""
    locked = locked_session(session)
    _check_may_move(by, locked)
    moment = at or timezone.now()
    rules.check_can_become(locked.state, SessionState.CANCELLED)
    rules.check_has_not_begun(locked.starts_at, moment)
    locked.called_off_by, locked.reason = CalledOffBy(called_off_by), CallOffReason(reason)
    locked.state, locked.called_off_at = SessionState.CANCELLED, moment
    _save_changed(locked, moment)
    if called_off_by == CalledOffBy.SUPERVISEE and locked.agreement_id is not None:
        locked.attendances.update(state=Attendance.APOLOGIES)
    record(actor=by, verb="supervision_session.called_off", obj=locked, about=about(locked), at=at)
    telling.of_calling_off(locked, by, at)
    return locked


@transaction.atomic
def answer_session(
    *, session: SupervisionSession, comes: bool, by: User, at: datetime | None = None
) -> SessionAttendance:
    """Of a session she cannot call off herself, a mentor says that she cannot come, or that she
    comes after all. Said twice it was said once."""
    locked = locked_session(session)
    row = SessionAttendance.objects.filter(session=locked, attendee=by).first()
    if row is None or locked.agreement_id is not None:
        raise PermissionDenied("Only those a group or a debrief is for answer it.")
    rules.check_is_planned(locked.state)
    rules.check_has_not_begun(locked.starts_at, at or timezone.now())
    wanted = Attendance.EXPECTED if comes else Attendance.APOLOGIES
    if row.state == wanted:
        return row
    row.state = wanted
    row.save(update_fields=["state"])
    record(actor=by, verb="supervision_session.answered", obj=locked, about=by, at=at)
    telling.of_answer(locked, by, comes, at)
    return row


def _check_may_move(by: User, session: SupervisionSession) -> None:
    if not can_move(by, session):
        raise PermissionDenied("A session is moved or called off by the two it is between.")


def _save_changed(session: SupervisionSession, moment: datetime) -> None:
    session.sequence += 1
    session.changed_at = moment
    session.clean_fields(exclude=["supervisor", "agreement", "instead_of", "booked_by"])
    session.save()
