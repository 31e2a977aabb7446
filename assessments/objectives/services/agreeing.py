"""An objective is agreed, and at its end says what came of it."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from assessments.standards.queries import default_statements
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import record_evidence
from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import rules
from ..access import can_agree, can_close, can_show
from ..models import Objective
from ..rules import ObjectiveState
from .telling import tell_the_other

# The ledger is read by more people than the objective is: never its words.
LEDGER_NOTE = "An agreed objective that was met"


@transaction.atomic
def agree_objective(
    *,
    objective: Objective,
    revision: int | None = None,
    by: User | None,
    at: datetime | None = None,
) -> Objective:
    """From now on both are held to it. Nothing may be missing (PR-07).

    ``by`` is the line manager of today, or None when a review becomes final. One that is agreed
    already stays as it was agreed.
    """
    locked = Objective.objects.select_for_update(of=("self",)).get(pk=objective.pk)
    if not can_agree(by, locked):
        raise PermissionDenied("An objective is agreed by the line manager of today.")
    if locked.state == ObjectiveState.ACTIVE:
        return locked
    rules.check_transition(locked.state, ObjectiveState.ACTIVE)
    rules.check_revision(locked.revision, revision)
    rules.check_can_be_agreed(rules.values_of(locked))
    locked.state = ObjectiveState.ACTIVE
    locked.agreed_at = locked.changed_at = at or timezone.now()
    locked.revision += 1
    locked.save(update_fields=["state", "agreed_at", "changed_at", "revision"])
    record(actor=by, verb="objective.agreed", obj=locked, about=locked.owner, at=at)
    tell_the_other(locked, what="agreed", key="", by=by, at=at)
    return locked


@transaction.atomic
def show_objective(
    *, objective: Objective, by: User | None, at: datetime | None = None
) -> Objective:
    """To its owner, when the review it stands in is shared; she hears of it as of any draft."""
    locked = Objective.objects.select_for_update(of=("self",)).get(pk=objective.pk)
    if not can_show(by, locked):
        raise PermissionDenied("An objective is shown by the line manager of today.")
    if locked.is_held_back:
        locked.is_held_back = False
        locked.save(update_fields=["is_held_back"])
        tell_the_other(locked, what="written", key="shown", by=by, at=at)
    return locked


@transaction.atomic
def close_objective(
    *,
    objective: Objective,
    to: ObjectiveState | str,
    reason: str,
    by: User,
    at: datetime | None = None,
) -> Objective:
    """What came of it, and why (PR-10). One that was met stands as evidence for its statements,
    once; a draft can only be dropped."""
    locked = Objective.objects.select_for_update(of=("self",)).get(pk=objective.pk)
    if not can_close(by, locked):
        raise PermissionDenied("An agreed objective is closed by the line manager of today.")
    rules.check_transition(locked.state, to)
    rules.check_reason(reason)
    moment = at or timezone.now()
    locked.state, locked.closed_reason = ObjectiveState(to), reason.strip()
    locked.closed_at = locked.changed_at = moment
    locked.revision += 1
    locked.save(update_fields=["state", "closed_reason", "closed_at", "changed_at", "revision"])
    if locked.state == ObjectiveState.MET:
        _stand_evidence(locked, moment)
    detail = {"outcome": str(locked.state)}
    record(actor=by, verb="objective.closed", obj=locked, about=locked.owner, detail=detail, at=at)
    tell_the_other(locked, what="closed", key="", by=by, at=at)
    return locked


def _stand_evidence(objective: Objective, moment: datetime) -> None:
    """Assessed by the manager, stood by the site: for statements of the college's framework."""
    ours = {statement.pk for statement in default_statements().values()}
    codes = [each.code for each in objective.statements.all() if each.pk in ours]
    record_evidence(
        person=objective.owner,
        codes=codes,
        kind=EvidenceKind.OBJECTIVE,
        strength=Strength.ASSESSED,
        source=objective,
        occurred_on=timezone.localdate(moment),
        by=None,
        note=LEDGER_NOTE,
    )
