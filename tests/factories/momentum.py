"""Dips of the college year."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from content.momentum.models import CollegeYear, Dip


def dip(
    title: str = "Week 3 wobble", from_week: int = 3, until_week: int = 4, **values: Any
) -> Dip:
    words = {"why": "The first work is due.", "tactic": "Find the *quiet* ones.", **values}
    key = values.pop("key", title.lower().replace(" ", "-"))
    return Dip.objects.create(
        **{"key": key, "title": title, "from_week": from_week, "until_week": until_week, **words}
    )


def it_is_week(week: int) -> CollegeYear:
    """The college year in which today is in that week."""
    today = timezone.localdate()
    starts_on = today - timedelta(weeks=week - 1)
    return CollegeYear.objects.update_or_create(pk=1, defaults={"teaching_starts_on": starts_on})[0]
