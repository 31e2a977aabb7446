"""Evidence carried over to a further framework, piece by piece, by a person."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_carry_over_for
from ..models import CarryOver, Evidence, Statement
from ..queries import Proposal, candidates
from ..queries.carrying import Candidate, grouped
from .evidence import add_withdrawals

GONE = "Some of this evidence, or its link, is no longer there. Look at the list again."

TAKEN_BACK = "This was taken back, or its source withdrawn, and cannot be carried over again."


@transaction.atomic
def carry_over(
    *,
    person: User,
    target: Statement,
    accepted: Iterable[int] = (),
    declined: Iterable[int] = (),
    by: User,
) -> list[Evidence]:
    """Decide which of somebody's evidence counts for a statement of another framework, too.

    `accepted` and `declined` are keys of her evidence. What is accepted stands there as a further
    row from the same source, of the same kind and day; the strength is kept where the statements
    say the same, and is a claim otherwise. Idempotent; what was left out may be taken later; what
    has been taken back, or was withdrawn, does not come back. Gives back the rows that are new.
    """
    if not can_carry_over_for(by, person):
        raise PermissionDenied("A person decides about her own evidence, or the quality lead.")
    User.objects.select_for_update().get(pk=person.pk)  # two tabs take turns
    yes = set(accepted)
    no = set(declined) - yes
    found = candidates(person, target.framework, target)
    if not yes | no <= {each.evidence.pk for each in found}:
        raise ValidationError(GONE, code="gone")
    rows, decided = [], 0
    for proposal in grouped(found):
        keys = {each.evidence.pk for each in proposal.candidates}
        if keys & yes and _is_free(proposal):
            rows.append(_stand(proposal))
            decided += _decide(proposal.candidates, target, True, by)
        elif keys & no:
            decided += _decline(proposal, target, by)
    if decided:
        detail = {"framework": target.framework.code, "codes": [target.code], "taken": len(rows)}
        record(actor=by, verb="evidence.carried_over", obj=target, about=person, detail=detail)
    return rows


def _is_free(proposal: Proposal) -> bool:
    """Whether the source does not stand there yet. Raises where it did and was taken back."""
    best = proposal.evidence
    row = Evidence.objects.filter(
        statement=proposal.target,
        withdraws=None,
        content_type_id=best.content_type_id,
        object_id=best.object_id,
    ).first()
    if row is not None and hasattr(row, "withdrawn_by_row"):
        raise ValidationError(TAKEN_BACK, code="taken_back")
    return row is None


def _stand(proposal: Proposal) -> Evidence:
    best = proposal.evidence
    return Evidence.objects.create(
        person_id=best.person_id,
        statement=proposal.target,
        kind=best.kind,
        strength=proposal.strength,
        content_type_id=best.content_type_id,
        object_id=best.object_id,
        occurred_on=best.occurred_on,
        note=_carried_note(proposal),
    )


def _carried_note(proposal: Proposal) -> str:
    """The words of the evidence, and from where they were carried."""
    best = proposal.evidence
    codes = dict.fromkeys(each.evidence.statement.code for each in proposal.candidates)
    origin = f"carried over from {', '.join(codes)} of {best.statement.framework.code}"
    words = best.note[: 300 - len(origin) - 3]
    return f"{words} ({origin})" if words else origin[:1].upper() + origin[1:]


def _decline(proposal: Proposal, target: Statement, by: User) -> int:
    """Left out. What stands is not touched by that: it is taken back on its own."""
    pks = [each.evidence.pk for each in proposal.candidates]
    taken = CarryOver.objects.filter(evidence__in=pks, target=target, is_accepted=True)
    return 0 if taken.exists() else _decide(proposal.candidates, target, False, by)


def _decide(found: Iterable[Candidate], target: Statement, is_accepted: bool, by: User) -> int:
    """How many decisions are new, or other than before."""
    changed = 0
    for evidence in {each.evidence.pk: each.evidence for each in found}.values():
        row = CarryOver.objects.filter(evidence=evidence, target=target).first()
        if row is not None and row.is_accepted == is_accepted:
            continue
        row = row or CarryOver(evidence=evidence, target=target)
        row.is_accepted, row.decided_by, row.decided_at = is_accepted, by, timezone.now()
        row.save()
        changed += 1
    return changed


@transaction.atomic
def take_back_carried(*, carried: CarryOver, by: User) -> list[Evidence]:
    """Withdraw what was carried over. It is then left out, for good: the ledger never rewrites."""
    evidence = carried.evidence
    person = evidence.person
    if not can_carry_over_for(by, person):
        raise PermissionDenied("A person decides about her own evidence, or the quality lead.")
    User.objects.select_for_update().get(pk=person.pk)
    of_source = {"content_type_id": evidence.content_type_id, "object_id": evidence.object_id}
    standing = Evidence.objects.standing().filter(statement=carried.target, **of_source)
    withdrawals = add_withdrawals(standing, "Left out after all")
    CarryOver.objects.filter(
        target=carried.target,
        is_accepted=True,
        evidence__content_type_id=evidence.content_type_id,
        evidence__object_id=evidence.object_id,
    ).update(is_accepted=False, decided_by=by, decided_at=timezone.now())
    if withdrawals:
        target = carried.target
        detail = {"framework": target.framework.code, "codes": [target.code], "why": "left out"}
        record(actor=by, verb="evidence.withdrawn", obj=target, about=person, detail=detail)
    return withdrawals
