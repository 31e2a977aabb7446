"""What may be written, when, and what is kept of a change (domain.md 6.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from .smart import PARTS, ObjectiveValues, missing_parts, missing_words
from .states import CLOSED, TRANSITIONS, About, ObjectiveOrigin, ObjectiveState

OPEN = (ObjectiveState.DRAFT, ObjectiveState.ACTIVE)
MOST_STATEMENTS = 4
LONGEST_PROGRESS = 600
LONGEST_REASON = 1_000
DUE_SOON = timedelta(days=14)
FURTHEST = timedelta(days=3 * 366)  # a later year was mistyped
LABELS: dict[str, str] = {**PARTS, "about": "what it is about", "weight": "weight"}
NOTHING = "nothing"


class Due(TextChoices):
    """How near its day is; only an open objective has one to keep."""

    NOT_SET = "", "No day to keep"
    LATER = "later", "Later"
    SOON = "soon", "Due soon"
    OVERDUE = "overdue", "Overdue"


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str


def due(state: str, due_on: date | None, today: date) -> Due:
    if state not in OPEN or due_on is None:
        return Due.NOT_SET
    if due_on < today:
        return Due.OVERDUE
    return Due.SOON if due_on - today <= DUE_SOON else Due.LATER


def check_values(
    values: ObjectiveValues, *, today: date, before: date | None = None, statements: int = 0
) -> None:
    """Raise what is wrong, by field. `before` is the day it had until now: an old day may stay, a
    new one lies ahead."""
    problems: dict[str, str] = {}
    if not values.outcome.strip():
        problems["outcome"] = "Say in a sentence what will be different."
    if values.about not in About.values:
        problems["about"] = "Choose what it is about."
    if values.due_on and values.due_on != before:
        if values.due_on < today:
            problems["due_on"] = "This day has passed. Choose one that is still to come."
        elif values.due_on > today + FURTHEST:
            problems["due_on"] = "Check the year: this day is more than three years away."
    if values.weight is not None and not 1 <= values.weight <= 100:
        problems["weight"] = "A weight is between 1 and 100 %. Leave it empty if you use none."
    if statements > MOST_STATEMENTS:
        problems["statements"] = (
            f"Choose the {MOST_STATEMENTS} statements it fits best, not {statements}."
        )
    _raise(problems)


def check_origin(origin: str, *, has_priority: bool, has_plan_line: bool, has_action: bool) -> None:
    """Where it comes from is there to be looked at (R10)."""
    if origin not in ObjectiveOrigin.values:
        raise ValidationError("Choose where it comes from.", code="origin")
    asked = {
        ObjectiveOrigin.PLAN: (has_plan_line, "Choose the line of the plan that it comes from."),
        ObjectiveOrigin.SUPERVISION: (has_action, "Choose the agreed action that it comes from."),
        ObjectiveOrigin.COLLEGE: (has_priority, "Choose the college priority that it serves."),
    }
    is_there, words = asked.get(ObjectiveOrigin(origin), (True, ""))
    if not is_there:
        raise ValidationError(words, code="origin")


def check_transition(state: str, to: str) -> None:
    if to not in ObjectiveState.values:
        raise ValidationError("Choose what came of it.", code="transition")
    if to in TRANSITIONS[ObjectiveState(state)]:
        return
    if state in CLOSED:
        raise ValidationError("This objective is closed already.", code="transition")
    if to == ObjectiveState.ACTIVE:
        raise ValidationError("This objective is agreed already.", code="transition")
    raise ValidationError(
        "This objective is not agreed yet. It can be agreed, or dropped with a reason.",
        code="transition",
    )


def check_can_be_agreed(values: ObjectiveValues) -> None:
    """PR-07: nobody can be held to what is not said."""
    missing = missing_parts(values)
    if missing:
        raise ValidationError(
            f"It is not said yet: {missing_words(missing)}. Add that, then agree it.",
            code="missing",
        )


def check_can_be_changed(state: str) -> None:
    if state in CLOSED:
        raise ValidationError(
            "This objective is closed and stays as it ended. Write another.", code="closed"
        )


def check_agreed_together(state: str, is_agreed_together: bool) -> None:
    """An agreed one is both of theirs: what it was stays readable, and neither changes it alone."""
    if state == ObjectiveState.ACTIVE and not is_agreed_together:
        raise ValidationError(
            {"is_agreed_together": ["Talk about the change first, then tick that you both agree."]}
        )


def check_revision(held: int, seen: int | None) -> None:
    """`seen` is what the screen showed; None where nobody looked at one."""
    if seen is not None and held != seen:
        raise ValidationError(
            "Somebody has changed this objective since you opened it. Look at it as it is now, "
            "then write your change again.",
            code="revision",
        )


def check_progress(state: str, text: str) -> None:
    if state != ObjectiveState.ACTIVE:
        raise ValidationError(
            "Words on how it goes belong to an agreed objective that is still open.", code="closed"
        )
    if not text.strip():
        raise ValidationError({"text": ["Say in a sentence how far it is."]})
    if len(text) > LONGEST_PROGRESS:
        raise ValidationError({"text": [f"Keep it under {LONGEST_PROGRESS} characters."]})


def check_reason(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": ["Say in a sentence what came of it, and why."]})
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": [f"Keep it under {LONGEST_REASON:,} characters."]})


def check_priority(title: str, from_on: date | None, to_on: date | None) -> None:
    problems: dict[str, str] = {}
    if not title.strip():
        problems["title"] = "Give it a short title."
    if from_on is None:
        problems["from_on"] = "Say from when it holds."
    if to_on is None:
        problems["to_on"] = "Say until when it holds."
    elif from_on is not None and to_on < from_on:
        problems["to_on"] = "The last day lies before the first."
    _raise(problems)


def changes_between(
    before: ObjectiveValues,
    after: ObjectiveValues,
    *,
    statements: tuple[Sequence[str], Sequence[str]] = ((), ()),
    priority: tuple[str, str] = ("", ""),
) -> list[Change]:
    """Part by part, in the words people read."""
    found = []
    for field in fields(ObjectiveValues):
        old, new = getattr(before, field.name), getattr(after, field.name)
        if old != new:
            found.append(Change(LABELS[field.name], _shown(old), _shown(new)))
    old_codes, new_codes = (", ".join(sorted(codes)) for codes in statements)
    if old_codes != new_codes:
        found.append(Change("statements", old_codes or NOTHING, new_codes or NOTHING))
    if priority[0] != priority[1]:
        found.append(Change("college priority", *(words or NOTHING for words in priority)))
    return found


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, int):
        return f"{value} %"
    text = str(value or "").strip()
    return About(text).label if text in About.values else text or NOTHING


def change_words(change: Change) -> list[str]:
    """What is kept of it: one line, or two where one would be too long for its row."""
    label = change.label[:1].upper() + change.label[1:]
    whole = f"{label}: from {_quoted(change.before)} to {_quoted(change.after)}"
    if len(whole) <= LONGEST_PROGRESS:
        return [whole]
    return [f"{label} was {_quoted(change.before)}", f"{label} is now {_quoted(change.after)}"]


def _quoted(text: str) -> str:
    return text if text == NOTHING else f"“{text}”"


def _raise(problems: dict[str, str]) -> None:
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})
