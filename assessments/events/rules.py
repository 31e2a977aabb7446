"""A live session: its code, when the code works, and what may be said of it. Plain values only."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

CODE_LENGTH = 6
LASTS = timedelta(days=1)  # after the day of the session: whoever forgot to scan does it next day
FURTHEST = timedelta(days=366)
MOST_MINUTES = 8 * 60  # of one day; what a log can hold (assessments.cpd.rules)
MOST_STATEMENTS = 4
WRONG_CODES = 10  # by one person in a minute, before she has to wait


class Moment(TextChoices):
    """Where a session stands. Nothing closes it but its host and the calendar."""

    COMING = "coming", "Still to come"
    OPEN = "open", "Open"
    CLOSED = "closed", "Closed by its host"
    OVER = "over", "Over"


WHY_NOT = {
    Moment.COMING: "This session is still to come. Its code works from the day it is held.",
    Moment.CLOSED: "The host has closed this session. If you were there, ask for it to be opened "
    "again, or add it to your log yourself.",
    Moment.OVER: "The code of this session has ended: it works on the day and the day after. If "
    "you were there, add it to your log yourself.",
}


def last_on(held_on: date) -> date:
    """The last day on which its code works."""
    return held_on + LASTS


def moment_of(held_on: date, *, is_closed: bool, today: date) -> Moment:
    if today > last_on(held_on):
        return Moment.OVER
    if is_closed:
        return Moment.CLOSED
    return Moment.COMING if today < held_on else Moment.OPEN


def check_open(moment: Moment) -> None:
    if moment != Moment.OPEN:
        raise ValidationError(WHY_NOT[moment], code=str(moment))


def check_can_be_reopened(moment: Moment) -> None:
    if moment == Moment.OVER:
        raise ValidationError(
            "Its day is over, so its code has ended for good. People can still add the session to "
            "their logs themselves.",
            code="over",
        )


def check_event(
    *,
    title: str,
    held_on: date | None,
    minutes: int | None,
    statements: int,
    today: date,
    before: date | None = None,
) -> None:
    """Raise what is wrong, by field. `before` is the day it had until now, which may stay."""
    problems: dict[str, str] = {}
    if not title.strip():
        problems["title"] = "Say what the session is called."
    if held_on and held_on != before:
        if today > last_on(held_on):
            problems["held_on"] = (
                "A code works on the day and the day after, so this one would be closed. Choose a "
                "later day."
            )
        elif held_on > today + FURTHEST:
            problems["held_on"] = "Check the year: this day is more than a year away."
    if minutes is not None and not 0 < minutes <= MOST_MINUTES:
        problems["minutes"] = "Say how long it lasts, up to 8 hours, such as 45, 1h30 or 1:30."
    if statements > MOST_STATEMENTS:
        problems["statements"] = (
            f"Choose the {MOST_STATEMENTS} statements it fits best, not {statements}."
        )
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})


def clean_code(text: str) -> str:
    """As people type it: in small letters, with a gap in the middle."""
    return "".join(letter for letter in text[:40].upper() if letter.isascii() and letter.isalnum())


def is_code(code: str) -> bool:
    return len(code) == CODE_LENGTH


def spaced(code: str) -> str:
    """As people read it from afar."""
    half = (len(code) + 1) // 2
    return f"{code[:half]} {code[half:]}".strip()
