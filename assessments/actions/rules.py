"""An action's life: open until it is done, changed into another, or dropped with a reason
(domain.md 4.4)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

MOST_CARRIED = 3  # then it is re-scoped or dropped with a reason
MOST_STATEMENTS = 4
LONGEST_WORDS = 600
LONGEST_NOTE = 1_000
FURTHEST = timedelta(days=366)  # a later year was mistyped
DUE_SOON = timedelta(days=3)
UNDO_FOR = timedelta(days=14)


class ActionState(TextChoices):
    OPEN = "open", "Open"
    DONE = "done", "Done"
    CHANGED = "changed", "Changed into another"
    DROPPED = "dropped", "Dropped, with a reason"


class UpdateKind(TextChoices):
    PROGRESS = "progress", "How far it is"
    CARRIED = "carried", "Carried over"
    DONE = "done", "Done"
    CHANGED = "changed", "Re-scoped"
    DROPPED = "dropped", "Dropped"
    REOPENED = "reopened", "Opened again"


class Keeper(TextChoices):
    """Whose it is to do."""

    SUPERVISEE = "supervisee", "The supervisee"
    SUPERVISOR = "supervisor", "The supervisor"
    MANAGER = "manager", "Raised to the line manager"


class Due(TextChoices):
    """How near its day is; only an open action has one to keep."""

    CLOSED = "", "No day to keep"
    LATER = "later", "Later"
    SOON = "soon", "Due soon"
    OVERDUE = "overdue", "Overdue"


class Shelf(TextChoices):
    """Where an action stands in somebody's own lists."""

    TO_DO = "todo", "Mine to do"
    OTHERS = "others", "Others do for me"
    CLOSED = "closed", "Closed"


@dataclass(frozen=True)
class Counts:
    """What assurance reads of somebody's actions: how many, and never what they are."""

    open: int = 0
    overdue: int = 0
    carried_out: int = 0  # open, and carried as often as an action may be


TRANSITIONS: dict[ActionState, frozenset[ActionState]] = {
    ActionState.OPEN: frozenset({ActionState.DONE, ActionState.CHANGED, ActionState.DROPPED}),
    ActionState.DONE: frozenset({ActionState.OPEN}),
    ActionState.CHANGED: frozenset(),  # the new one is what they follow now
    ActionState.DROPPED: frozenset({ActionState.OPEN}),
}
CLOSED = (ActionState.DONE, ActionState.CHANGED, ActionState.DROPPED)


def check_transition(state: str, to: ActionState) -> None:
    if to in TRANSITIONS[ActionState(state)]:
        return
    if state == ActionState.CHANGED:
        raise ValidationError(
            "This action was changed into another. Go on with the new one.", code="transition"
        )
    if to == ActionState.OPEN:
        raise ValidationError("This action is open already.", code="transition")
    raise ValidationError(
        "This action is closed already. Open it again if there is more to say.", code="transition"
    )


def check_is_open(state: str) -> None:
    if state != ActionState.OPEN:
        raise ValidationError(
            "This action is closed. Open it again if there is more to say.", code="closed"
        )


def can_be_carried(carried_count: int) -> bool:
    return carried_count < MOST_CARRIED


def check_can_be_carried(carried_count: int) -> None:
    """After the third time carrying on does not help: it is made smaller, or let go
    (domain.md 4.4)."""
    if not can_be_carried(carried_count):
        raise ValidationError(
            "This action has been carried over three times. Change it into one that can be done, "
            "or drop it and say why.",
            code="carried",
        )


def check_action(words: str, due_on: date | None, *, earliest: date, statements: int = 0) -> None:
    """Raise what is wrong with an agreed action, by field. `earliest` is the first day it can be
    due: that of the session it was agreed in, or of the day it is written."""
    problems = {**_problem_of_words(words), **_problem_of_day(due_on, earliest)}
    if statements > MOST_STATEMENTS:
        problems["statements"] = (
            f"Choose the {MOST_STATEMENTS} statements it fits best, not {statements}."
        )
    _raise(problems)


def check_new_day(due_on: date | None, *, earliest: date) -> None:
    _raise(_problem_of_day(due_on, earliest))


def check_progress(words: str) -> None:
    _check_said("words", words, "Say in a sentence how far it is.")


def check_closing_note(note: str) -> None:
    _check_said("note", note, "Say in a sentence how it shows that it is done.")


def check_reason(reason: str) -> None:
    _check_said("reason", reason, "Say in a sentence why you let it go.")


def check_evidence(owner: int, supervisee: int, *, is_handed_in: bool) -> None:
    """Her own, and one that others may know of: handed in, or verified."""
    if owner != supervisee:
        raise ValidationError(
            {"evidence": ["Only an entry of the supervisee’s own log can be evidence."]},
            code="owner",
        )
    if not is_handed_in:
        raise ValidationError(
            {"evidence": ["Hand this entry in first, then choose it as evidence."]}, code="draft"
        )


def can_be_reopened(state: str, closed_at: datetime | None, now: datetime) -> bool:
    if closed_at is None or ActionState.OPEN not in TRANSITIONS[ActionState(state)]:
        return False
    return now - closed_at <= UNDO_FOR


def check_undo(closed_at: datetime | None, now: datetime) -> None:
    if closed_at is None or now - closed_at > UNDO_FOR:
        raise ValidationError(
            f"An action can be opened again for {UNDO_FOR.days} days. Agree a new one instead.",
            code="too_late",
        )


def due(state: str, due_on: date, today: date) -> Due:
    if state != ActionState.OPEN:
        return Due.CLOSED
    if due_on < today:
        return Due.OVERDUE
    return Due.SOON if due_on - today <= DUE_SOON else Due.LATER


def _check_said(field: str, words: str, otherwise: str) -> None:
    if not words.strip():
        raise ValidationError({field: [otherwise]})
    if len(words) > LONGEST_NOTE:
        raise ValidationError({field: [f"Keep it under {LONGEST_NOTE:,} characters."]})


def _problem_of_words(words: str) -> dict[str, str]:
    if not words.strip():
        return {"words": "Say in a sentence what will be done."}
    if len(words) > LONGEST_WORDS:
        return {"words": f"Keep it under {LONGEST_WORDS} characters: one step, in a sentence."}
    return {}


def _problem_of_day(due_on: date | None, earliest: date) -> dict[str, str]:
    if due_on is None:
        return {"due_on": "Say by when."}
    if due_on < earliest:
        return {"due_on": "This day has passed. Choose one that is still to come."}
    if due_on > earliest + FURTHEST:
        return {"due_on": "Check the year: this day is more than a year away."}
    return {}


def _raise(problems: dict[str, str]) -> None:
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})
