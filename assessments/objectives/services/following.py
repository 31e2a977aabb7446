"""How an objective goes: words by either of the two, with evidence; and who has read it."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.standards.models import Evidence
from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import rules
from ..access import can_add_progress
from ..models import Objective, ObjectiveProgress
from .telling import tell_the_other

OPENED = "objective.opened"


@transaction.atomic
def add_progress(
    *,
    objective: Objective,
    text: str,
    evidence: Evidence | None = None,
    by: User,
    at: datetime | None = None,
) -> ObjectiveProgress:
    """A dated word that stays. `evidence` is a standing row of the owner's own ledger. The same
    words again, from a form sent twice, give the row that is there."""
    locked = (
        Objective.objects.select_for_update(of=("self",))
        .select_related("owner")
        .get(pk=objective.pk)
    )
    if not can_add_progress(by, locked):
        raise PermissionDenied("The owner and her line manager of today say how it goes.")
    rules.check_progress(locked.state, text)
    if evidence is not None:
        _check_evidence(evidence, locked)
    words = {"author": by, "text": text.strip(), "evidence": evidence}
    last = locked.progress.order_by("-at", "-pk").first()
    if last is not None and all(getattr(last, name) == value for name, value in words.items()):
        return last
    row = ObjectiveProgress.objects.create(objective=locked, at=at or timezone.now(), **words)
    tell_the_other(locked, what="progress", key=str(row.pk), by=by, at=at)
    return row


def _check_evidence(evidence: Evidence, objective: Objective) -> None:
    standing = Evidence.objects.standing().filter(pk=evidence.pk, person=objective.owner_id)
    if not standing.exists():
        raise ValidationError(
            {"evidence": ["Choose evidence that stands in the owner’s own record."]},
            code="evidence",
        )


def note_opened(*, objectives: Iterable[Objective], person: User, by: User) -> None:
    """That somebody else read them: one line of the audit a page, which the owner sees."""
    read = list(objectives)
    if not read or by.pk == person.pk:
        return
    obj = read[0] if len(read) == 1 else person
    detail = {"objectives": [objective.pk for objective in read]}
    record(actor=by, verb=OPENED, obj=obj, about=person, detail=detail)
