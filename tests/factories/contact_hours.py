"""Months of contact hours. Rows are written directly, for a scene."""

from datetime import date
from typing import Any

from django.utils import timezone

from assessments.contact_hours.models import ContactMonth
from cms.people.accounts.models import User


def this_month() -> date:
    return timezone.localdate().replace(day=1)


def contact_month(owner: User, month_on: date | None = None, **fields: Any) -> ContactMonth:
    """Four meetings in three hours, and no group."""
    defaults: dict[str, Any] = {"one_to_one_sessions": 4, "one_to_one_minutes": 180}
    return ContactMonth.objects.create(
        owner=owner, month_on=month_on or this_month(), **{**defaults, **fields}
    )
