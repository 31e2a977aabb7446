"""What two people agree to do: in a session, between two sessions, or made smaller from another."""

from collections.abc import Sequence
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.sessions.models import SupervisionSession
from assessments.standards.models import Statement
from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import queries, rules
from ..models import SupervisionAction
from ..rules import ActionState, Keeper, UpdateKind
from .telling import tell_the_other
from .writing import check_can_agree, check_session, end, locked_for, say


@transaction.atomic
def add_action(
    *,
    session: SupervisionSession,
    supervisee: User,
    keeper: Keeper | str,
    words: str,
    due_on: date,
    statements: Sequence[Statement] = (),
    supervisee_shares: bool = False,
    supervisor_shares: bool = False,
    by: User,
    at: datetime | None = None,
) -> SupervisionAction:
    """Agreed in a session, or after it with the session it goes back to. Of the two ticks only
    the writer's own can be set here: the other is set by `mark_action`, by whom it belongs to."""
    moment = at or timezone.now()
    action = SupervisionAction(
        origin=session,
        supervisee=supervisee,
        supervisor=session.supervisor,
        keeper=Keeper(keeper),
        words=words.strip(),
        due_on=due_on,
        supervisee_shares=supervisee_shares,
        supervisor_shares=supervisor_shares,
        created_at=moment,
        changed_at=moment,
    )
    check_can_agree(session, supervisee, by)
    _check_own_tick(action, by)
    rules.check_action(
        words, due_on, earliest=_earliest(session, moment), statements=len(statements)
    )
    action.save()
    action.statements.set(statements)
    record(actor=by, verb="supervision_action.agreed", obj=action, about=supervisee, at=at)
    return action


@transaction.atomic
def add_action_between(
    *,
    supervisee: User,
    supervisor: User,
    keeper: Keeper | str,
    words: str,
    due_on: date,
    statements: Sequence[Statement] = (),
    shares: bool = False,
    by: User,
    at: datetime | None = None,
) -> SupervisionAction:
    """Between two sessions, by either of the pair: it goes back to their last one, and the other
    is told. `shares` is the tick of whoever writes it."""
    session = queries.session_to_go_back_to(supervisee, supervisor)
    if session is None:
        raise ValidationError(
            "An action belongs to a session. Book your first session, then agree what to do.",
            code="session",
        )
    is_hers = by.pk == supervisee.pk
    action = add_action(
        session=session,
        supervisee=supervisee,
        keeper=keeper,
        words=words,
        due_on=due_on,
        statements=statements,
        supervisee_shares=shares and is_hers,
        supervisor_shares=shares and not is_hers,
        by=by,
        at=at,
    )
    tell_the_other(action, by=by, at=at)
    return action


@transaction.atomic
def rescope_action(
    *,
    action: SupervisionAction,
    words: str,
    due_on: date,
    session: SupervisionSession | None = None,
    by: User,
    at: datetime | None = None,
) -> SupervisionAction:
    """Change it into another that can be done; answers the new one. It begins uncarried, and
    nobody but the pair reads it: both ticks were given for other words."""
    locked = locked_for(action, by)
    rules.check_transition(locked.state, ActionState.CHANGED)
    moment = at or timezone.now()
    if session is not None:
        check_session(session, locked.supervisee, by)
    rules.check_action(words, due_on, earliest=_earliest(session, moment))
    origin = session or locked.origin
    follower = SupervisionAction.objects.create(
        origin=origin,
        supervisee=locked.supervisee,
        supervisor=origin.supervisor,
        keeper=locked.keeper,
        words=words.strip(),
        due_on=due_on,
        plan_line=locked.plan_line,
        created_at=moment,
        changed_at=moment,
    )
    follower.statements.set(locked.statements.all())
    locked.followed_by = follower
    end(locked, ActionState.CHANGED, moment, "followed_by")
    say(locked, UpdateKind.CHANGED, "", session=session, by=by, at=moment)
    record(
        actor=by,
        verb="supervision_action.rescoped",
        obj=locked,
        about=locked.supervisee,
        detail={"into": follower.pk},
        at=at,
    )
    return follower


def _earliest(session: SupervisionSession | None, moment: datetime) -> date:
    """A record is written in the days after its session: what was agreed there may be due in
    them."""
    written_on = timezone.localdate(moment)
    if session is None or session.held_at is None:
        return written_on
    return min(written_on, timezone.localdate(session.held_at))


def _check_own_tick(action: SupervisionAction, by: User) -> None:
    is_hers = by.pk == action.supervisee_id
    if (action.supervisee_shares and not is_hers) or (action.supervisor_shares and is_hers):
        raise PermissionDenied("What the line manager may read each of the two ticks alone.")
