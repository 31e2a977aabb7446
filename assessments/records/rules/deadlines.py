"""By when a record is written and signed (domain.md 4.5), in working days; days on which the
college is closed are none."""

from collections.abc import Collection
from datetime import date, timedelta

DRAFT_WITHIN = 5
SIGN_WITHIN = 10
GROUP_LOCKS_AFTER = 5
# The first and the second reminder: so many days after the session, and after it was shared.
REMINDERS = ((8, 3), (10, 5))
WEEKEND = 5  # Saturday
Closure = tuple[date, date]


def working_day_after(day: date, days: int, closed: Collection[Closure] = ()) -> date:
    """The day on which so many working days have begun after `day`."""
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day, closed)
    return day


def is_working_day(day: date, closed: Collection[Closure] = ()) -> bool:
    return day.weekday() < WEEKEND and not any(first <= day <= last for first, last in closed)


def draft_due_on(held_on: date, closed: Collection[Closure] = ()) -> date:
    return working_day_after(held_on, DRAFT_WITHIN, closed)


def signatures_due_on(held_on: date, closed: Collection[Closure] = ()) -> date:
    return working_day_after(held_on, SIGN_WITHIN, closed)


def group_locks_on(shared_on: date, closed: Collection[Closure] = ()) -> date:
    return working_day_after(shared_on, GROUP_LOCKS_AFTER, closed)


def reminders_due(
    held_on: date, shared_on: date, today: date, closed: Collection[Closure] = ()
) -> int:
    """How many reminders somebody who has not signed should have had by today. One that was shared
    late is not chased twice at once."""
    return sum(
        today
        >= max(
            working_day_after(held_on, after_session, closed),
            working_day_after(shared_on, after_sharing, closed),
        )
        for after_session, after_sharing in REMINDERS
    )
