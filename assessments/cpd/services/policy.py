from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_change_policy
from ..models import CPDPolicy
from ..rules import Policy


@transaction.atomic
def set_policy(*, from_year: int, policy: Policy, by: User | None) -> CPDPolicy:
    """What holds from a CPD year on. Years before it keep the row they had."""
    if not can_change_policy(by):
        raise PermissionDenied("The CPD policy is set by HR, or by a site admin on request.")
    row = CPDPolicy.objects.filter(from_year=from_year).first() or CPDPolicy(from_year=from_year)
    before = asdict(row.values) if row.pk else {}
    for name, value in asdict(policy).items():
        setattr(row, name, value)
    row.changed_at, row.changed_by = timezone.now(), by
    row.full_clean()
    row.save()
    changed = sorted(
        name for name, value in asdict(row.values).items() if before.get(name) != value
    )
    detail = {"from_year": from_year, "changed": changed}
    record(actor=by, verb="cpd_policy.changed", obj=row, detail=detail)
    return row
