"""Days that count: long absences and weeks of closure stop the clock."""

from collections.abc import Iterable
from datetime import date, timedelta

from .values import Period

DAY = timedelta(days=1)
SATURDAY = 5
Stretch = tuple[date, date]


def merged(periods: Iterable[Period]) -> tuple[Stretch, ...]:
    """In order and apart; one without an end lasts for ever."""
    found: list[Stretch] = []
    for first, last in sorted((first, last or date.max) for first, last in periods):
        if found and (found[-1][1] == date.max or first <= found[-1][1] + DAY):
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return tuple(found)


class Clock:
    """Counts days that are in none of the pauses."""

    def __init__(self, pauses: Iterable[Period] = ()) -> None:
        self.pauses = merged(pauses)

    def is_stopped(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.pauses)

    def between(self, after: date, until: date) -> int:
        """Days that count after the first of two days, the second included."""
        if until <= after:
            return 0
        stopped = 0
        for first, last in self.pauses:
            begins, ends = max(first, after + DAY), min(last, until)
            stopped += max((ends - begins).days + 1, 0)
        return (until - after).days - stopped

    def after(self, day: date, days: int) -> date | None:
        """The day by which so many days have counted; None when the clock stops before it."""
        for first, last in self.pauses:
            if days == 0:
                return day
            free = (first - day).days - 1
            if last <= day:
                continue
            if free >= days:
                break
            days -= max(free, 0)
            if last == date.max:
                return None
            day = last
        return day + timedelta(days=days)


def is_working(day: date, closed: Clock) -> bool:
    return day.weekday() < SATURDAY and not closed.is_stopped(day)


def working_days_in(first: date, last: date, closed: Clock) -> int:
    """Monday to Friday, when the college is open; both days counted."""
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return sum(is_working(day, closed) for day in days)


def working_day_from(day: date, closed: Clock) -> date:
    """The day itself, or the first working day after it."""
    while not is_working(day, closed):
        day += DAY
    return day


def working_day_after(day: date, days: int, closed: Clock) -> date:
    for _ in range(days):
        day = working_day_from(day + DAY, closed)
    return day
