from datetime import date

from django.utils import timezone

from .. import rules
from ..models import CPDPolicy
from ..rules import CPDYear, Policy


def policy_of(year: CPDYear) -> Policy:
    """What holds in a CPD year: the latest row from it or from before, else the defaults."""
    row = CPDPolicy.objects.filter(from_year__lte=year.start).first()
    return row.values if row else rules.DEFAULT


def policy_on(day: date | None = None) -> Policy:
    return policy_of(rules.cpd_year(day or timezone.localdate()))
