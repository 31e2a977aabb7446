"""What the line manager may read: only when both have ticked, and never before (domain.md 2.3,
rule 10)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_mark
from ..models import SupervisionAction
from ..rules import ActionState, Keeper
from .telling import tell_the_manager
from .writing import locked_for


@transaction.atomic
def mark_action(
    *, action: SupervisionAction, shares: bool, by: User, at: datetime | None = None
) -> SupervisionAction:
    """Each for herself, at any time, and back again. With the second tick a line manager to whom
    it is raised is told that there is something to read, and not what."""
    locked = locked_for(action, by)
    if not can_mark(by, locked):
        raise PermissionDenied("What the line manager may read each of the two ticks alone.")
    part = "supervisee_shares" if by.pk == locked.supervisee_id else "supervisor_shares"
    if getattr(locked, part) == shares:
        return locked
    setattr(locked, part, shares)
    locked.save(update_fields=[part])
    record(
        actor=by,
        verb=f"supervision_action.{'shared' if shares else 'unshared'}",
        obj=locked,
        about=locked.supervisee,
        at=at,
    )
    is_raised = locked.keeper == Keeper.MANAGER and locked.state == ActionState.OPEN
    if is_raised and locked.is_shared_with_manager:
        tell_the_manager(locked, by=by, at=at)
    return locked
