"""A caseload is counted once a month: the day of it is the last there is so far."""

from calendar import monthrange
from datetime import date, timedelta

from django.core.exceptions import ValidationError

MONTHS_BACK = 12
OLD_AFTER = timedelta(days=62)  # two months without a count: it says little of today


def first_of(day: date) -> date:
    return day.replace(day=1)


def last_of(day: date) -> date:
    return day.replace(day=monthrange(day.year, day.month)[1])


def months_back(today: date) -> list[date]:
    """The day to count for this month and for each of the twelve before, the newest first."""
    days = [today]
    for _ in range(MONTHS_BACK):
        days.append(first_of(days[-1]) - timedelta(days=1))
    return days


def check_day(on: date, *, today: date) -> None:
    if on > today:
        raise ValidationError({"on": ["This day is still to come."]})
    if on < first_of(months_back(today)[-1]):
        words = "This is more than a year ago. A count from memory helps nobody."
        raise ValidationError({"on": [words]})


def is_old(on: date, today: date) -> bool:
    return today - on > OLD_AFTER
