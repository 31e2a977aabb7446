"""What the supervisee makes of an action: a line of her plan, an entry of her log. Both are kept
in plain text in places of their own, so that no word of the action is copied there by the site."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import ActivityType
from assessments.cpd.services import Proposal, propose_entry
from assessments.plans.models import PlanLine
from assessments.plans.rules import LineContent, Origin
from assessments.plans.services import add_line
from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..models import SupervisionAction
from .writing import locked_for


@transaction.atomic
def plan_from_action(
    *, action: SupervisionAction, need: str = "", by: User, at: datetime | None = None
) -> PlanLine:
    """A line of her own plan. `need` is what she calls it; without it the line says where it
    comes from. Asked again, the line that is there."""
    locked = _own(action, by)
    if locked.plan_line is not None:
        return locked.plan_line
    moment = at or timezone.now()
    statements = list(locked.statements.select_related("framework"))
    is_ahead = locked.due_on >= timezone.localdate(moment)
    line = add_line(
        owner=by,
        content=LineContent(
            need=need.strip() or _said_plainly(locked),
            origin=Origin.SUPERVISION,
            due_on=locked.due_on if is_ahead else None,
        ),
        statements=statements,
        by=by,
        at=at,
    )
    locked.plan_line = line
    locked.save(update_fields=["plan_line"])
    record(
        actor=by,
        verb="supervision_action.planned",
        obj=locked,
        about=by,
        detail={"line": line.pk},
        at=at,
    )
    return line


@transaction.atomic
def begin_entry(
    *, action: SupervisionAction, by: User, at: datetime | None = None
) -> tuple[CPDEntry, bool]:
    """The draft of an entry in her log with the action's statements, and whether it is new: one
    an action, however often it is asked for."""
    locked = _own(action, by)
    statements = locked.statements.filter(framework__is_default=True)
    proposal = Proposal(
        title=_said_plainly(locked),
        activity_type=ActivityType.ACTION_RESEARCH,
        start_on=timezone.localdate(at),
        codes=[statement.code for statement in statements],
    )
    return propose_entry(owner=by, source=locked, proposal=proposal, by=by, at=at)


def _own(action: SupervisionAction, by: User) -> SupervisionAction:
    locked = locked_for(action, by)
    if by.pk != locked.supervisee_id:
        raise PermissionDenied("A plan and a log are kept by their owner alone.")
    return locked


def _said_plainly(action: SupervisionAction) -> str:
    agreed_on = timezone.localdate(action.created_at)
    return f"From supervision: agreed on {agreed_on.day} {agreed_on:%B %Y}"
