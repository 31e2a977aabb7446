"""A line of a development plan, from the need to what came of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

MOST_STATEMENTS = 4
DUE_SOON = timedelta(days=14)
FURTHEST = timedelta(days=5 * 366)  # a later year was mistyped
LONGEST_OUTCOME = 1_000


class LineState(TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class Origin(TextChoices):
    SELF = "self", "My own idea"
    SUPERVISION = "supervision", "Supervision"
    REVIEW = "review", "A performance review"
    COLLEGE = "college", "A college priority"
    GAP = "gap", "A gap in my evidence"


class Due(TextChoices):
    """How near the day is that she has set herself; only an open line has one to keep."""

    NOT_SET = "", "No date"
    LATER = "later", "Later"
    SOON = "soon", "Due soon"
    OVERDUE = "overdue", "Overdue"


TRANSITIONS: dict[LineState, set[LineState]] = {
    LineState.OPEN: {LineState.DONE, LineState.DROPPED},
    LineState.DONE: {LineState.OPEN},
    LineState.DROPPED: {LineState.OPEN},
}
CLOSED = (LineState.DONE, LineState.DROPPED)
WORDLESS = {
    LineState.DONE: "Say in a sentence what came of it.",
    LineState.DROPPED: "Say in a sentence why you let it go.",
}


@dataclass(frozen=True)
class LineContent:
    """What its owner says of a line. Only the need has to be there to begin with."""

    need: str
    origin: str = Origin.SELF
    activity: str = ""
    learner_outcome: str = ""
    due_on: date | None = None
    is_shared: bool = False


def check_line(content: LineContent, *, statements: int, today: date, before: date | None) -> None:
    """Raise what is wrong with a line, by field. `before` is the day it had until now: an old day
    may stay, a new one lies ahead."""
    problems: dict[str, str] = {}
    if not content.need.strip():
        problems["need"] = "Say in a few words what you want to get better at."
    if content.origin not in Origin.values:
        problems["origin"] = "Choose where it comes from."
    if content.due_on and content.due_on != before:
        if content.due_on < today:
            problems["due_on"] = "This day has passed. Choose one that is still to come."
        elif content.due_on > today + FURTHEST:
            problems["due_on"] = "Check the year: this day is more than five years away."
    if statements > MOST_STATEMENTS:
        problems["statements"] = (
            f"Choose the {MOST_STATEMENTS} statements it fits best, not {statements}."
        )
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})


def check_transition(state: str, to: LineState) -> None:
    if to in TRANSITIONS[LineState(state)]:
        return
    if to == LineState.OPEN:
        raise ValidationError("This line is open already.", code="transition")
    raise ValidationError(
        "This line is closed already. Reopen it if something more came of it.", code="transition"
    )


def check_can_be_changed(state: str) -> None:
    if state != LineState.OPEN:
        raise ValidationError("Reopen this line before you change it.", code="closed")


def check_outcome(to: LineState, outcome: str) -> None:
    """Nothing ends without a word: what came of it, or why it was let go."""
    if not outcome.strip():
        raise ValidationError({"outcome": [WORDLESS[to]]})
    if len(outcome) > LONGEST_OUTCOME:
        raise ValidationError({"outcome": [f"Keep it under {LONGEST_OUTCOME:,} characters."]})


def due(state: str, due_on: date | None, today: date) -> Due:
    if state != LineState.OPEN or due_on is None:
        return Due.NOT_SET
    if due_on < today:
        return Due.OVERDUE
    return Due.SOON if due_on - today <= DUE_SOON else Due.LATER
