"""How hard questions were, over everybody and of nobody: plain values in, figures out.

A figure is shown from five people on (`LEAST_PEOPLE`). Each person stands in it once, with her
first finished attempt, whichever version that was; and what is worked out over everybody stays back
while some of it could be told by taking away what is shown.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean

LEAST_PEOPLE = 5
# The answers to choose from are the author's words; what people type may name somebody.
WITH_CHOICES = frozenset({
    "choice", "long-choice", "true-false", "matching", "sequencing", "likert",
})  # fmt: skip


@dataclass(frozen=True, order=True)
class Asked:
    """A question as it was put: with other words or another key it is another question."""

    place: str  # the id of the part, empty for the whole activity
    kind: str
    question: str
    expected: tuple[str, ...]


@dataclass(frozen=True)
class Reply:
    """One person's answer to one question."""

    person: int
    asked: Asked
    given: tuple[str, ...]
    is_right: bool | None


@dataclass(frozen=True)
class Item:
    """`answers`: what was chosen and by how many, the most chosen first; a person who chose several
    counts at each. `others` is how many gave answers that are not listed."""

    asked: Asked
    people: int
    right_percent: int | None
    answers: tuple[tuple[str, int], ...]
    others: int = 0


@dataclass(frozen=True)
class Items:
    shown: tuple[Item, ...]
    held_back: int  # questions that fewer than five people have answered


def item_statistics(replies: Iterable[Reply]) -> Items:
    """In the order in which the questions come; of a person only her first reply to each."""
    by_question: dict[Asked, dict[int, Reply]] = defaultdict(dict)
    for reply in replies:
        by_question[reply.asked].setdefault(reply.person, reply)
    shown = tuple(
        item_of(asked, list(people.values()))
        for asked, people in by_question.items()
        if len(people) >= LEAST_PEOPLE
    )
    return Items(shown, len(by_question) - len(shown))


def item_of(asked: Asked, replies: Sequence[Reply]) -> Item:
    judged = [reply.is_right for reply in replies if reply.is_right is not None]
    listed, others = chosen(asked, replies)
    return Item(
        asked=asked,
        people=len(replies),
        # Of some only would tell about the rest by taking away.
        right_percent=_percent(sum(judged), len(judged)) if len(judged) == len(replies) else None,
        answers=listed,
        others=others,
    )


def chosen(asked: Asked, replies: Sequence[Reply]) -> tuple[tuple[tuple[str, int], ...], int]:
    """What was typed is listed only where five people typed the very same."""
    counts = Counter(given for reply in replies for given in dict.fromkeys(reply.given))
    least = 1 if asked.kind in WITH_CHOICES else LEAST_PEOPLE
    listed = {given: count for given, count in counts.items() if count >= least}
    others = sum(not listed.keys() >= set(reply.given) for reply in replies)
    ordered = sorted(listed.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(ordered), others


def average_percent(percents: Sequence[Decimal], items: Items) -> int | None:
    """None for fewer than five, and while a question is held back: the average of all, less the
    answers that are shown, would be the answers of the few."""
    if len(percents) < LEAST_PEOPLE or items.held_back:
        return None
    return round(fmean(percents))


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole)
