"""The mentor decides who else reads it. Each switch takes effect at once and can be taken back
(domain.md 2.3 rule 14)."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import record_evidence, withdraw_evidence
from cms.people.accounts.models import User

from .. import queries
from ..access import can_attach, can_share
from ..models import Observation
from ..rules import ObservationKind
from . import telling
from .locking import audit, held, save

SWITCHES = ("manager_reads", "supervisor_reads")


@transaction.atomic
def set_sharing(
    *, observation: Observation, switch: str, on: bool, by: User, at: datetime | None = None
) -> Observation:
    """A formal one is the manager's to read anyway; of it the supervisor is shown the next step."""
    locked = held(observation)
    if not can_share(by, locked):
        raise PermissionDenied("The mentor decides who else reads it.")
    is_for_formal = switch == "supervisor_reads"
    if switch not in SWITCHES or (locked.kind == ObservationKind.FORMAL and not is_for_formal):
        raise ValidationError("There is nothing of this kind to show.", code="switch")
    if getattr(locked, switch) == on:
        return locked
    setattr(locked, switch, on)
    save(locked, switch, at=at)
    audit(locked, "shown" if on else "unshown", by, at, {"to": switch.partition("_")[0]})
    if on:
        telling.of_sharing(locked, switch, by, at)
    return locked


@transaction.atomic
def stand_as_evidence(
    *,
    observation: Observation,
    codes: Collection[str],
    by: User,
    at: datetime | None = None,
) -> Observation:
    """A developmental one, by the mentor, for the statements she names. Nobody judged it, so it
    is a claim. What was taken back once does not come back into the ledger."""
    locked = held(observation)
    if not can_attach(by, locked):
        raise PermissionDenied("The mentor decides whether it stands as evidence.")
    offered = {one.code for one in queries.statements_of_template(locked.template)}
    if not set(codes) <= offered:
        raise ValidationError({"codes": ["Choose from the statements of the template."]})
    if not locked.is_evidence:
        locked.is_evidence = True
        save(locked, "is_evidence", at=at)
        audit(locked, "attached", by, at)
    record_evidence(
        person=locked.mentor,
        codes=codes,
        kind=EvidenceKind.OBSERVATION,
        strength=Strength.CLAIMED,
        source=locked,
        occurred_on=timezone.localdate(locked.seen_at),
        by=by,
        note=f"Developmental observation by {locked.observer.display_name}",
    )
    return locked


@transaction.atomic
def take_back_evidence(
    *, observation: Observation, by: User, at: datetime | None = None
) -> Observation:
    locked = held(observation)
    if not can_attach(by, locked):
        raise PermissionDenied("The mentor decides whether it stands as evidence.")
    if not locked.is_evidence:
        return locked
    locked.is_evidence = False
    save(locked, "is_evidence", at=at)
    audit(locked, "detached", by, at)
    withdraw_evidence(source=locked, reason="Taken back by the mentor", by=by)
    return locked
