"""What must be there before a record is shared, and before it is locked (domain.md 4.4, 4.5, 4.7).

A draft may be as incomplete as it likes: it is saved every few seconds.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError

from assessments.actions.rules import MOST_CARRIED

from .content import Decision, NewAction, RecordContent, Review, ReviewKind
from .states import Asked

ASK = (
    "Answer the safeguarding question: is there any concern that has not yet been passed on? "
    "A record cannot go on without the answer."
)
REMINDERS_BEFORE = 2  # domain.md 4.5
NO_POINTER = (
    "The answer to the safeguarding question is yes, and nothing says yet that it was reported. "
    "Report it first, then note in the concern panel when and to whom. Do not write the concern "
    "here."
)
WORDLESS = {
    ReviewKind.PROGRESS: "say how far it is",
    ReviewKind.DONE: "say how it shows that it is done",
    ReviewKind.CHANGED: "write what will be done instead",
    ReviewKind.DROPPED: "say why it is dropped",
}


@dataclass(frozen=True)
class OpenAction:
    """What the checks need to know of an open action."""

    pk: int
    carried: int = 0


def unreviewed(
    content: RecordContent, open_actions: Iterable[OpenAction], updated: Collection[int]
) -> list[OpenAction]:
    """Open actions of which nothing was said: neither here, nor in this session elsewhere."""
    said = {row.action for row in content.reviews if row.kind} | set(updated)
    return [action for action in open_actions if action.pk not in said]


def missing(
    content: RecordContent,
    *,
    open_actions: Collection[OpenAction] = (),
    updated: Collection[int] = (),
    is_group: bool = False,
    earliest: date,
) -> list[str]:
    """What has to be put right before the supervisee reads it, in sentences. `earliest` is the
    day of the session: a record is written in the days after it."""
    found = [] if content.safeguarding_asked in Asked.values else [ASK]
    left = len(unreviewed(content, open_actions, updated))
    if left:
        found.append(_count(left, "open action has", "open actions have") + " no update yet.")
    carried = {action.pk: action.carried for action in open_actions}
    for number, review in enumerate(content.reviews, 1):
        found += _review(number, review, carried.get(review.action, 0), earliest)
    for number, item in enumerate(content.agenda, 1):
        if not item.heading:
            found.append(f"What we talked about, {number}: give it a heading.")
    for number, decision in enumerate(content.decisions, 1):
        if not decision.what:
            found.append(f"Decision {number}: say what was decided.")
    for number, action in enumerate(content.actions, 1):
        found += _action(number, action, is_group, earliest)
    for number, need in enumerate(content.needs, 1):
        if is_group and need.person is None:
            found.append(f"What to learn next, {number}: say for whom.")
    return found


def _review(number: int, row: Review, carried: int, earliest: date) -> list[str]:
    found = []
    name = f"Action from before, {number}"
    if row.kind == ReviewKind.CARRIED and carried >= MOST_CARRIED:
        found.append(
            f"{name}: it was carried over {MOST_CARRIED} times. Re-scope it or drop it with a "
            "reason, unless it is done."
        )
    if row.kind in (ReviewKind.CARRIED, ReviewKind.CHANGED) and not _is_ahead(row.due_on, earliest):
        found.append(f"{name}: give it a new date, after the session.")
    if row.kind in WORDLESS and not row.words:
        found.append(f"{name}: {WORDLESS[ReviewKind(row.kind)]}.")
    return found


def _action(number: int, action: NewAction, is_group: bool, earliest: date) -> list[str]:
    found = []
    if not _is_ahead(action.due_on, earliest):
        found.append(f"New action {number}: give it a date, after the session.")
    if is_group and action.person is None:
        found.append(f"New action {number}: say whose it is.")
    return found


def _is_ahead(day: date | None, earliest: date) -> bool:
    return day is not None and day >= earliest


def _count(number: int, one: str, many: str) -> str:
    return f"1 {one}" if number == 1 else f"{number} {many}"


def check_can_be_shared(problems: Collection[str]) -> None:
    if problems:
        raise ValidationError(list(problems), code="incomplete")


def check_can_be_locked(asked: str, *, pointers: int, left: int) -> None:
    """`left` are open actions that nobody has said anything of."""
    problems = []
    if asked not in Asked.values:
        problems.append(ASK)
    if asked == Asked.YES and not pointers:
        problems.append(NO_POINTER)
    if left:
        problems.append(_count(left, "open action has", "open actions have") + " no update yet.")
    if problems:
        raise ValidationError(problems, code="not_lockable")


def without_reason(decisions: Iterable[Decision]) -> int:
    """How many decisions do not say why. They may stay so; they are asked about."""
    return sum(bool(row.what and not row.why) for row in decisions)


def check_can_be_noted(reminded: int) -> None:
    if reminded < REMINDERS_BEFORE:
        raise ValidationError(
            "That it was not signed can be noted after two reminders. They are sent by themselves.",
            code="not_yet",
        )
