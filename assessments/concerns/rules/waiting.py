"""How long a pointer has waited, and whom it goes to next (domain.md 4.7, step 4).

A working day is 24 hours of Monday to Friday. When the college is closed is not looked at: a
concern does not wait for the end of a holiday.
"""

from datetime import UTC, date, datetime, time, timedelta

from django.utils import timezone

from .states import Stage

ANSWER_WITHIN = timedelta(days=1)
SATURDAY = 5
NEXT: dict[str, Stage] = {Stage.LEAD: Stage.DEPUTIES, Stage.DEPUTIES: Stage.SENIOR}


def working_time(since: datetime, until: datetime) -> timedelta:
    """What lies of Monday to Friday between two moments."""
    total = timedelta()
    day, last = timezone.localdate(since), timezone.localdate(until)
    while day <= last:
        following = day + timedelta(days=1)
        if day.weekday() < SATURDAY:
            total += _overlap(_midnight(day), _midnight(following), since, until)
        day = following
    return total


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _overlap(first: datetime, last: datetime, since: datetime, until: datetime) -> timedelta:
    # In UTC, or an hour would be gained or lost when the clocks change.
    begins, ends = (each.astimezone(UTC) for each in (max(first, since), min(last, until)))
    return max(ends - begins, timedelta())


def is_late(asked_at: datetime, now: datetime) -> bool:
    return working_time(asked_at, now) >= ANSWER_WITHIN


def time_in_words(took: timedelta) -> str:
    """“35 min”, “3 h 20 min”, “1 day 4 h”: as exact as it is useful."""
    minutes = int(took.total_seconds()) // 60
    days, rest = divmod(minutes, 24 * 60)
    hours, left = divmod(rest, 60)
    if days:
        parts = [f"{days} day{'' if days == 1 else 's'}", f"{hours} h" if hours else ""]
    else:
        parts = [f"{hours} h" if hours else "", f"{left} min" if left or not hours else ""]
    return " ".join(part for part in parts if part)


def moment_in_words(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{local:%H:%M} on {local.day} {local:%B}"
