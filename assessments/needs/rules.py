"""When a statement is in need, and which counts are too small to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.figures.rules.suppression import is_small
from assessments.standards.rules import Status

SMALLEST_SHOWN = 3
LACKING = (Status.NONE, Status.LAPSED)  # nothing at all, or nothing within two years
MOST_MODULES = 3


@dataclass(frozen=True)
class Count:
    """Mentors of a team without evidence, or with none but old; None where that is not shown."""

    none: int | None
    old: int | None
    people: int
    is_floor: bool = False  # of a sum: what is not shown comes to it

    @property
    def lacking(self) -> int | None:
        return None if self.none is None or self.old is None else self.none + self.old

    @property
    def is_hidden(self) -> bool:
        return self.lacking is None

    @property
    def value_words(self) -> str:
        if self.lacking is None:
            return f"under {SMALLEST_SHOWN}"
        if self.is_floor:
            return f"more than {self.lacking}"
        return str(self.lacking)

    @property
    def words(self) -> str:
        """Why the number is what it is: “3 with nothing, 1 with old evidence only”."""
        parts = []
        if self.none:
            parts.append(f"{self.none} with nothing")
        if self.old:
            parts.append(f"{self.old} with old evidence only")
        return ", ".join(parts)


def hide_small(counts: Sequence[Count], is_own: Sequence[bool]) -> tuple[list[Count], Count]:
    """The counts of one statement by team as they may be shown, and their sum.

    Of a team that is not hers a small count is hidden. The sum is then of the others alone and
    says so: hiding more teams to save it would keep the larger ones from being helped.
    """
    shown = [
        count if own or not is_small(count.lacking or 0, SMALLEST_SHOWN) else _hidden(count)
        for count, own in zip(counts, is_own, strict=True)
    ]
    total = Count(
        none=sum(count.none or 0 for count in shown),
        old=sum(count.old or 0 for count in shown),
        people=sum(count.people for count in shown),
        is_floor=any(count.is_hidden for count in shown),
    )
    return shown, total


def _hidden(count: Count) -> Count:
    return Count(None, None, count.people)
