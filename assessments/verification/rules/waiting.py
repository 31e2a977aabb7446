"""Working days: Monday to Friday. When the college is closed is known to nobody here, so a closure
counts as waiting; a policy that allows for it is the college's to set."""

from datetime import date, timedelta

WEEK, WORKING = 7, 5


def working_days_between(since: date, until: date) -> int:
    """How many working days began after `since`, `until` included; 0 when it lies before."""
    if until <= since:
        return 0
    weeks, rest = divmod((until - since).days, WEEK)
    over = ((since.weekday() + day) % WEEK for day in range(1, rest + 1))
    return weeks * WORKING + sum(day < WORKING for day in over)


def working_day_after(since: date, days: int) -> date:
    """The day on which that many working days have begun after `since`."""
    day = since
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < WORKING
    return day


def latest_before(today: date, days: int) -> date:
    """The last day since which more than so many working days have begun."""
    day = today - timedelta(weeks=days // WORKING)
    while working_days_between(day, today) <= days:
        day -= timedelta(days=1)
    return day
