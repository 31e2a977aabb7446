"""When a module is complete and what state it is in: plain values in, an answer out."""

import re
from calendar import monthrange
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

EXPIRING_DAYS = 60


class ModuleState(TextChoices):
    NOT_ENROLLED = "not_enrolled", "Not on the list"
    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    OVERDUE = "overdue", "Overdue"
    COMPLETE = "complete", "Complete"
    EXPIRING = "expiring", "Runs out soon"
    EXPIRED = "expired", "Run out"


# What a manager must see first.
URGENCY = {
    ModuleState.EXPIRED: 0,
    ModuleState.OVERDUE: 1,
    ModuleState.EXPIRING: 2,
    ModuleState.IN_PROGRESS: 3,
    ModuleState.NOT_STARTED: 4,
    ModuleState.COMPLETE: 5,
    ModuleState.NOT_ENROLLED: 6,
}

# The words of the look's badges and step lists.
BADGES = {
    ModuleState.NOT_ENROLLED: "info",
    ModuleState.NOT_STARTED: "todo",
    ModuleState.IN_PROGRESS: "doing",
    ModuleState.OVERDUE: "overdue",
    ModuleState.COMPLETE: "done",
    ModuleState.EXPIRING: "due",
    ModuleState.EXPIRED: "expired",
}


@dataclass(frozen=True)
class StepGoal:
    """What a step asks for, in the words of its kind."""

    pk: int
    title: str
    kind: str
    goal_one: str
    goal_many: str


def is_complete(
    *, required: Collection[int], offered: Collection[int], done: Collection[int]
) -> bool:
    """Every required live step is done; where none is required, every live step is.

    A module without live steps is never complete: an empty page proves nothing.
    """
    asked = set(required) or set(offered)
    return bool(asked) and asked <= set(done)


def percent(*, done: int, total: int) -> int:
    """Rounded down, so that 100 is shown only when everything is done."""
    return 0 if not total else min(100, done * 100 // total)


def expires_on(*, completed_on: date, validity_months: int | None) -> date | None:
    """The last day on which it counts; the 31st becomes the last day of a shorter month."""
    if not validity_months:
        return None
    month = completed_on.month - 1 + validity_months
    year, month = completed_on.year + month // 12, month % 12 + 1
    return date(year, month, min(completed_on.day, monthrange(year, month)[1]))


def is_expired(expires: date | None, *, today: date) -> bool:
    return expires is not None and today > expires


def is_expiring(expires: date | None, *, today: date) -> bool:
    return (
        expires is not None
        and not is_expired(expires, today=today)
        and today >= expires - timedelta(days=EXPIRING_DAYS)
    )


def module_state(
    *,
    is_enrolled: bool,
    is_started: bool,
    is_done: bool,
    due_on: date | None,
    expires: date | None,
    held_before: bool = False,
    today: date,
) -> ModuleState:
    """The one word for a module on a day.

    `expires` belongs to the newest completion, of this cycle or of one before (`held_before`):
    while a renewal is under way the old completion decides whether the person is covered.
    """
    if is_done or held_before:
        if is_expired(expires, today=today):
            return ModuleState.EXPIRED
        if is_expiring(expires, today=today):
            return ModuleState.EXPIRING
        return ModuleState.COMPLETE
    if not is_enrolled:
        return ModuleState.NOT_ENROLLED
    if due_on is not None and today > due_on:
        return ModuleState.OVERDUE
    return ModuleState.IN_PROGRESS if is_started else ModuleState.NOT_STARTED


def better_result(old: str, new: str) -> str:
    """The best result stands: "83 %" is not replaced by a later "67 %"."""
    if not new:
        return old
    old_number, new_number = re.match(r"\d+", old), re.match(r"\d+", new)
    if old_number and new_number:
        return new if int(new_number[0]) > int(old_number[0]) else old
    return old or new


def sentence(goals: Sequence[str]) -> str:
    """Goals as one English list: "a, b and c"."""
    if len(goals) < 2:
        return "".join(goals)
    return f"{', '.join(goals[:-1])} and {goals[-1]}"


def goals_of(steps: Sequence[StepGoal]) -> list[str]:
    """One phrase for every kind of step, in the order in which the kinds first come."""
    kinds: dict[str, list[StepGoal]] = {}
    for step in steps:
        kinds.setdefault(step.kind, []).append(step)
    return [
        group[0].goal_one.format(title=group[0].title)
        if len(group) == 1
        else group[0].goal_many.format(count=len(group))
        for group in kinds.values()
    ]


def completion_sentence(asked: Sequence[StepGoal]) -> str:
    """The rule, read back: what the whole module asks for."""
    if not asked:
        return "This module has no steps yet, so it cannot be completed."
    return f"This module is complete when you {sentence(goals_of(asked))}."


def missing_sentence(missing: Sequence[StepGoal]) -> str:
    """Why it is not complete, empty when nothing is missing."""
    return f"Still to do: {sentence(goals_of(missing))}." if missing else ""


def check_exercises(*, asked: Collection[str], passed: Collection[str]) -> None:
    """Raise while an exercise that guards the end of a lesson is not done right."""
    if set(asked) - set(passed):
        raise ValidationError(
            "Something in this lesson has to be done first. Where it is about safety, everything "
            "marked has to be right; then the lesson counts as read.",
            code="exercise",
        )


def check_reflection(text: str) -> None:
    if len(text) > 10_000:
        raise ValidationError(
            "Keep a reflection under 10,000 characters, and save the rest elsewhere."
        )


def check_block_id(block_id: str) -> None:
    if not re.fullmatch(r"[0-9A-Za-z-]{1,64}", block_id):
        raise ValidationError("This is not a part of a page.")


# Reminders -------------------------------------------------------------------

DUE_STAGES = (7, -1, -7)  # days left when a reminder goes out; below 0 it is overdue
EXPIRY_STAGES = (60, 30, 7, -1)


def reminder_stage(days_left: int, stages: Sequence[int]) -> int | None:
    """The last reminder that is due with so many days left; None while the first is still ahead.

    Asked late (a night without the worker), it names the stage that fits today and no earlier one.
    """
    return min((stage for stage in stages if days_left <= stage), default=None)


def days_in_words(days_left: int) -> str:
    """How near a day is: "in 3 days", "today", "2 days ago"."""
    if days_left == 0:
        return "today"
    count = abs(days_left)
    words = f"{count} day{'' if count == 1 else 's'}"
    return f"in {words}" if days_left > 0 else f"{words} ago"
