"""By when something is done, in working days; days on which the college is closed are none
(domain.md 6.4, 6.5 PR-19, PR-24)."""

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from assessments.records.rules.deadlines import Closure, is_working_day, working_day_after

__all__ = ["Closure", "is_working_day", "working_day_after"]  # the house’s, counted from here, too

# A reviewer or a countersigner whose turn it is hears of it again after so many working days.
NUDGES = (5, 10, 15)
# The mentor who may sign, and has not.
SIGN_REMINDERS = (3, 5)
# The mentor who has not answered, counted from the last day to read.
ANSWER_REMINDERS = (0, 5)
BEFORE_SELF_DUE = 2
BETWEEN_SELF_REMINDERS = 3
BEFORE_MEETING = 3
BEFORE_DRAFT_DUE = 10
REMINDERS_BEFORE_NOTING = 2


def working_day_before(day: date, days: int, closed: Collection[Closure] = ()) -> date:
    while days:
        day -= timedelta(days=1)
        days -= is_working_day(day, closed)
    return day


def working_days_between(first: date, last: date, closed: Collection[Closure] = ()) -> int:
    """How many have begun after `first`, up to `last`; none when it is earlier."""
    span = range(1, (last - first).days + 1)
    return sum(is_working_day(first + timedelta(days=count), closed) for count in span)


def may_sign_from(shared_on: date, days_to_read: int, closed: Collection[Closure] = ()) -> date:
    return working_day_after(shared_on, days_to_read, closed)


def finish_by(met_on: date, days: int, closed: Collection[Closure] = ()) -> date:
    return working_day_after(met_on, days, closed)


def meet_by(answered_on: date, days: int, closed: Collection[Closure] = ()) -> date:
    return working_day_after(answered_on, days, closed)


def self_reminders_due(
    self_due_on: date, today: date, most: int, closed: Collection[Closure] = ()
) -> int:
    """How many reminders of the self-assessment there should have been by today: one shortly
    before the day, the rest after it."""
    days = [
        working_day_before(self_due_on, BEFORE_SELF_DUE, closed),
        *(
            working_day_after(self_due_on, BETWEEN_SELF_REMINDERS * number, closed)
            for number in range(1, most)
        ),
    ]
    return sum(today >= day for day in days[:most])


def answer_reminders_due(
    shared_on: date, days_to_read: int, today: date, closed: Collection[Closure] = ()
) -> int:
    due = [days_to_read + more for more in ANSWER_REMINDERS]
    return passed(shared_on, due, today, closed)


def sign_reminders_due(may_sign_on: date, today: date, closed: Collection[Closure] = ()) -> int:
    return passed(may_sign_on, SIGN_REMINDERS, today, closed)


def nudges_due(since: date, today: date, closed: Collection[Closure] = ()) -> int:
    return passed(since, NUDGES, today, closed)


def passed(since: date, days: Sequence[int], today: date, closed: Collection[Closure] = ()) -> int:
    """Of these numbers of working days after a day, how many are over."""
    return sum(today >= working_day_after(since, count, closed) for count in days)
