"""The time a reading is about, and how it is cut for a drawing."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

LONGEST_MONTHS = 36
MONTHS_DRAWN = 14  # more than that are drawn as quarters
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """A month of a period, or a quarter of a long one."""

    first_on: date
    last_on: date
    label: str  # “October 2025”
    short: str  # “O”
    year: str = ""  # where a drawing says the year

    def covers(self, day: date) -> bool:
        return self.first_on <= day <= self.last_on


def add_months(day: date, months: int) -> date:
    """The first of the month so many months on, or back."""
    month = day.month - 1 + months
    return date(day.year + month // 12, month % 12 + 1, 1)


def year_back(day: date) -> date:
    """The day after this one, a year ago: a year that ends today."""
    try:
        return day.replace(year=day.year - 1) + timedelta(days=1)
    except ValueError:  # 29 February
        return date(day.year - 1, 3, 1)


def months_between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1


def check_period(period_from: date, period_to: date, *, today: date) -> None:
    if period_from > period_to:
        raise ValidationError("The first day comes after the last: change one of them.")
    if period_from > today:
        raise ValidationError("This time is still to come, so there is nothing to read.")
    if months_between(period_from, period_to) > LONGEST_MONTHS:
        raise ValidationError("Choose three years or less.")


def spans(period_from: date, period_to: date) -> list[Span]:
    """Month by month; quarter by quarter where there would be too many to draw."""
    count = months_between(period_from, period_to)
    step = 1 if count <= MONTHS_DRAWN else 3
    found: list[Span] = []
    for number in range(0, count, step):
        first = add_months(period_from, number)
        last = min(add_months(first, step) - timedelta(days=1), period_to)
        found.append(
            Span(
                first_on=max(first, period_from),
                last_on=last,
                label=_label(first, last, step),
                short=MONTHS[first.month - 1][0],
                year=str(first.year) if not found or first.year != found[-1].last_on.year else "",
            )
        )
    return found


def _label(first: date, last: date, step: int) -> str:
    name = f"{MONTHS[first.month - 1]} {first.year}"
    if step == 1 or (first.month, first.year) == (last.month, last.year):
        return name
    return f"{name} to {MONTHS[last.month - 1]} {last.year}"


def place_in(day: date, period_from: date, period_to: date) -> float:
    """How far along a period a day lies, from 0 to 1."""
    length = (period_to - period_from).days or 1
    return min(max((day - period_from).days / length, 0.0), 1.0)


def day_words(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
