"""Acting on a need where it is seen: a module on the lists of those who lack the evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from assessments.standards.models import Statement
from cms.people.accounts.models import User
from cms.people.audit.services import record
from courses.catalogue.models import ModulePage
from courses.enrolment.models import Enrolment
from courses.enrolment.services import enrol

from .access import can_enrol_for_need


@dataclass(frozen=True)
class Enrolled:
    rows: list[Enrolment]
    left_out: list[User]  # on it already, or done and it still counts


@transaction.atomic
def enrol_for_need(
    *,
    statement: Statement,
    module: ModulePage,
    people: Iterable[User],
    by: User,
    at: datetime | None = None,
) -> Enrolled:
    """Everybody or nobody where a right is missing; who cannot begin it now is left out. Each is
    told by the enrolment itself."""
    chosen = list(people)
    if not chosen:
        raise ValidationError("Choose at least one person.", code="nobody")
    if not module.live:
        raise ValidationError("This module is not published any more.", code="not_live")
    if not all(can_enrol_for_need(by, person) for person in chosen):
        raise PermissionDenied("Her line manager or the quality lead puts a module on a list.")
    rows, left_out = [], []
    for person in chosen:
        try:
            with transaction.atomic():
                rows.append(enrol(participant=person, module=module, by=by, at=at))
        except ValidationError:
            left_out.append(person)
    detail = {"statement": statement.code, "module": module.code, "people": len(rows)}
    record(actor=by, verb="training_need.acted_on", obj=module, detail=detail, at=at)
    return Enrolled(rows, left_out)
