"""What colleagues chose, shown so that nobody's choice can be told.

Fewer than five people are never shown; and the group grows by five at a time, so that the figures
of yesterday and of today do not give away the one who played in between.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assessments.scenarios.rules.shares import SMALLEST_GROUP, percent_of


@dataclass(frozen=True)
class Split:
    people: int
    percents: dict[str, int]  # by option


def split_of(choices: Sequence[str]) -> Split | None:
    """Of the options that others chose in a scene, the earliest first; None for too few people."""
    people = len(choices) - len(choices) % SMALLEST_GROUP
    if not people:
        return None
    counts = Counter(choices[:people])
    return Split(people, {key: percent_of(count, people) for key, count in counts.items()})
