"""What every move of an action goes through: who writes, in which session, and what was said."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError

from assessments.sessions.access import can_hold
from assessments.sessions.access import readable_by as sessions_readable_by
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import SessionState
from cms.people.accounts.models import User

from ..access import can_write_in
from ..models import ActionUpdate, SupervisionAction
from ..rules import ActionState, UpdateKind

STOOD = (SessionState.PLANNED, SessionState.HELD)
NOT_YOURS = "An agreed action is kept by the two people who agreed it."


def locked_for(action: SupervisionAction, by: User) -> SupervisionAction:
    """The row, held until the end of the transaction."""
    rows = SupervisionAction.objects.select_for_update(of=("self",))
    locked = rows.select_related("supervisee", "supervisor", "origin").get(pk=action.pk)
    if not can_write_in(by, locked):
        raise PermissionDenied(NOT_YOURS)
    return locked


def check_can_agree(session: SupervisionSession, supervisee: User, by: User) -> None:
    """Whom the session was for, and who holds it."""
    if by.pk != supervisee.pk and not can_hold(by, session):
        raise PermissionDenied(NOT_YOURS)
    check_session(session, supervisee, by)


def check_session(session: SupervisionSession, supervisee: User, by: User) -> None:
    """One that she is or was expected at, that the writer takes part in, and that did not fall
    through."""
    sessions = SupervisionSession.objects.filter(sessions_readable_by(by), pk=session.pk)
    if not sessions.exists():
        raise PermissionDenied("You took no part in this session.")
    if not session.attendances.filter(attendee=supervisee.pk).exists():
        raise ValidationError("This session was for somebody else.", code="session")
    if session.state not in STOOD:
        raise ValidationError(
            "This session did not take place. Choose another, or none.", code="session"
        )


def end(action: SupervisionAction, to: ActionState, moment: datetime, *fields: str) -> None:
    action.state, action.closed_at, action.changed_at = to, moment, moment
    action.save(update_fields=["state", "closed_at", "changed_at", *fields])


def say(
    action: SupervisionAction,
    kind: UpdateKind,
    words: str,
    *,
    session: SupervisionSession | None = None,
    by: User,
    at: datetime,
) -> ActionUpdate:
    update: ActionUpdate = ActionUpdate.objects.create(
        action=action, kind=kind, words=words.strip(), session=session, author=by, at=at
    )
    return update
