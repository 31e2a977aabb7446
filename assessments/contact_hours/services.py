"""The only writers of contact hours. Nothing is audited: the numbers are their owner's alone."""

from dataclasses import asdict
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User

from . import rules
from .access import can_keep_hours_of
from .models import ContactMonth
from .queries import month_of
from .rules import MonthNumbers


@transaction.atomic
def set_month(
    *,
    owner: User,
    month_on: date,
    numbers: MonthNumbers,
    by: User,
    at: datetime | None = None,
) -> MonthNumbers:
    """What the month holds, whatever it held before. Nothing at all takes the month out."""
    _check_keeper(by, owner)
    rules.check_month(month_on, numbers, today=timezone.localdate(at))
    if numbers.is_empty:
        ContactMonth.objects.filter(owner=owner, month_on=month_on).delete()
        return numbers
    ContactMonth.objects.update_or_create(owner=owner, month_on=month_on, defaults=asdict(numbers))
    return numbers


@transaction.atomic
def add_to_month(
    *,
    owner: User,
    month_on: date,
    numbers: MonthNumbers,
    by: User,
    at: datetime | None = None,
) -> MonthNumbers:
    """On top of what the month holds: what it holds then. Two at once both count."""
    _check_keeper(by, owner)
    User.objects.select_for_update().get(pk=owner.pk)  # there may be no row of the month to lock
    rules.check_month(month_on, numbers, today=timezone.localdate(at))
    together = month_of(owner, month_on) + numbers
    return set_month(owner=owner, month_on=month_on, numbers=together, by=by, at=at)


def _check_keeper(by: User, owner: User) -> None:
    if not can_keep_hours_of(by, owner):
        raise PermissionDenied("Contact hours are kept by their owner alone.")
