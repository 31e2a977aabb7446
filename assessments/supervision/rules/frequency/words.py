"""A standing in plain sentences. None names a policy, a need or the days somebody was away."""

from datetime import date

from .values import Because, Policy, Status


def count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"


def day_words(day: date, on: date) -> str:
    """“Saturday 28 November”, with the year when it is another."""
    year = f" {day.year}" if day.year != on.year else ""
    return f"{day:%A} {day.day} {day:%B}{year}"


def last_words(since: date, on: date, *, counted: int, is_first: bool) -> str:
    """“Last met 62 days ago (20 of these days do not count)”."""
    days = (on - since).days
    if is_first:
        said = f"Not met yet since {day_words(since, on)}"
    else:
        near = {0: "Last met today", 1: "Last met yesterday"}
        said = near.get(days, f"Last met {count(days, 'day')} ago")
    if (left_out := days - counted) > 0:
        said += f" ({left_out} of these days {'does' if left_out == 1 else 'do'} not count)"
    return said


def left_out_words(policy: Policy, *, is_short: bool, is_group: bool) -> str:
    if is_short:
        return f"a later session was shorter than {count(policy.min_minutes, 'minute')}"
    if is_group:
        return "a later group session is more than the share that counts"
    return "a later session was of a kind that does not count here"


def rhythm_words(policy: Policy, interval: int, because: Because, is_agreed: bool) -> str:
    if because == Because.RETURN:
        within = count(policy.back_within_days or 0, "working day")
        return f"the first session is due within {within} of the return"
    every = "every day" if interval == 1 else f"every {interval} days"
    if because == Because.HOURS:
        return f"one after {policy.contact_hours} hours with learners, which came before the " + (
            "day" if interval == 1 else f"{interval} days"
        )
    return f"{every}, as agreed" if is_agreed else every


def due_words(
    status: Status, due_on: date | None, latest_on: date | None, *, on: date, is_first: bool
) -> str:
    if due_on is None:
        return "the next day follows after the absence"
    day = day_words(due_on, on)
    if due_on < on:
        is_over = status in (Status.OVERDUE, Status.SERIOUSLY_OVERDUE) or latest_on is None
        return (
            f"was due on {day}"
            if is_over
            else f"was due on {day}, with grace until "
            + ("today" if latest_on == on else day_words(latest_on or due_on, on))
        )
    what = "first due" if is_first else "next due"
    return f"{what} today" if due_on == on else f"{what} on {day}"


def grace_words(tolerance: int, *, is_late: bool, is_running: bool) -> str:
    if (is_running and not is_late) or (is_late and not tolerance):
        return ""
    if not tolerance:
        return "no days of grace"
    if is_late:
        return (
            "the day of grace is over"
            if tolerance == 1
            else (f"the {tolerance} days of grace are over")
        )
    return f"{count(tolerance, 'day')} of grace"


def sentence(*parts: str) -> str:
    said = "; ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def too_few_words(met: int, months: int, least: int) -> str:
    met_words = {0: "Not met", 1: "Met once", 2: "Met twice"}.get(met, f"Met {met} times")
    return (
        f"{met_words} in the last {count(months, 'month')}; "
        f"it should never be fewer than {least} times a year."
    )
