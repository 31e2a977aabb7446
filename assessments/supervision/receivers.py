"""Says to those below who supervises whom: whom a cover concerns, what a conflict forbids."""

from datetime import date

from django.db.models import Q, QuerySet

from cms.people.teams.registry import Relation, register_relation
from cms.people.teams.rules import CoverKind

from .models import SupervisionAgreement
from .rules.states import AgreementState


def _agreements(first: date, last: date | None) -> QuerySet[SupervisionAgreement]:
    rows = SupervisionAgreement.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=first), state=AgreementState.IN_FORCE
    )
    return rows if last is None else rows.filter(starts_on__lte=last)


register_relation(Relation(CoverKind.SUPERVISOR, _agreements, "supervisor", "supervisee"))
