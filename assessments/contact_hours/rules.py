"""How much a mentor works with learners in a month, in numbers alone (domain.md 7.3)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

EARLIEST = date(2000, 1, 1)  # before it, a year was mistyped
MOST_MINUTES = 744 * 60  # what the longest month has
MOST_SESSIONS = 2_000


@dataclass(frozen=True)
class MonthNumbers:
    one_to_one_sessions: int = 0
    one_to_one_minutes: int = 0
    group_sessions: int = 0
    group_minutes: int = 0

    def __add__(self, other: "MonthNumbers") -> "MonthNumbers":
        return MonthNumbers(
            self.one_to_one_sessions + other.one_to_one_sessions,
            self.one_to_one_minutes + other.one_to_one_minutes,
            self.group_sessions + other.group_sessions,
            self.group_minutes + other.group_minutes,
        )

    @property
    def sessions(self) -> int:
        return self.one_to_one_sessions + self.group_sessions

    @property
    def minutes(self) -> int:
        return self.one_to_one_minutes + self.group_minutes

    @property
    def is_empty(self) -> bool:
        return not (self.sessions or self.minutes)


def first_of(day: date) -> date:
    return day.replace(day=1)


def months_of(first_on: date) -> list[date]:
    """The twelve months of a year that begins on this first of a month."""
    months = (first_on.month - 1 + n for n in range(12))
    return [date(first_on.year + n // 12, n % 12 + 1, 1) for n in months]


def weeks_in(months: list[date], today: date) -> float:
    """How many weeks these months have; of the month of today the days until now."""
    days = 0
    for month in months:
        is_now = first_of(today) == month
        days += today.day if is_now else monthrange(month.year, month.month)[1]
    return days / 7


def check_month(month_on: date, numbers: MonthNumbers, *, today: date) -> None:
    """Raise what cannot be, by field."""
    problems: dict[str, str] = {}
    if month_on > today:
        problems["month_on"] = "This month is still to come."
    elif month_on < EARLIEST or month_on.day != 1:
        problems["month_on"] = "Choose a month of the list."
    for kind, name in (("one_to_one", "meetings"), ("group", "sessions")):
        sessions: int = getattr(numbers, f"{kind}_sessions")
        minutes: int = getattr(numbers, f"{kind}_minutes")
        if not 0 <= sessions <= MOST_SESSIONS:
            problems[f"{kind}_sessions"] = f"Give a number from 0 to {MOST_SESSIONS:,}."
        if minutes < 0:
            problems[f"{kind}_minutes"] = "Time cannot be less than nothing."
        elif minutes and sessions == 0:
            problems[f"{kind}_sessions"] = f"Say in how many {name} this time was spent."
    if numbers.minutes > MOST_MINUTES:
        problems["one_to_one_minutes"] = (
            "A month has 744 hours at most, and this is more. Check the time: 90 is an hour and a "
            "half, 90h is ninety hours."
        )
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})
