"""The standard as a drawing: a mark for each statement. Its shape says how strong the best evidence
is, its fill how old the newest is, and both stand under it as words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .periods import day_words
from .reading import Chart, Table

TEMPLATE = "readings/coverage.svg.html"
A_ROW, CELL_WIDTH, CELL_HEIGHT = 6, 56, 74
NOTHING = "none"
STRENGTH_WORDS = {
    "verified": "verified",
    "assessed": "assessed",
    "claimed": "claimed",
    NOTHING: "nothing",
}
AGE_WORDS = {"fresh": "", "ageing": "1 year +", "old": "2 years +"}
AGE_SAID = {"fresh": "within a year", "ageing": "over a year old", "old": "over two years old"}


@dataclass(frozen=True)
class Standing:
    """One statement as it stands: what the drawing and the table say of it."""

    code: str
    title: str
    strength: str = NOTHING  # of the best that is not out of date, else of the best there is
    age: str = ""  # of the newest: fresh, ageing, old
    count: int = 0
    last_on: date | None = None
    status: str = ""  # the verdict in words


@dataclass(frozen=True)
class Mark:
    standing: Standing
    x: int
    y: int

    @property
    def words(self) -> str:
        return STRENGTH_WORDS[self.standing.strength]

    @property
    def age_words(self) -> str:
        return AGE_WORDS.get(self.standing.age, "")


@dataclass(frozen=True)
class MarkGroup:
    key: str
    title: str
    marks: Sequence[Mark]

    @property
    def height(self) -> int:
        return -(-len(self.marks) // A_ROW) * CELL_HEIGHT

    @property
    def width(self) -> int:
        return A_ROW * CELL_WIDTH

    @property
    def with_evidence(self) -> int:
        return sum(mark.standing.count > 0 for mark in self.marks)


def matrix(groups: Iterable[tuple[str, str, Sequence[Standing]]]) -> Chart:
    """Of (key, title, statements in order)."""
    groups = [group for group in groups if group[2]]
    drawn = [MarkGroup(key, title, _laid_out(rows)) for key, title, rows in groups]
    rows = [_row(title, each) for _, title, found in groups for each in found]
    heads = ["Statement", "Kind", "Status", "Pieces", "Best", "Newest"]
    return Chart(TEMPLATE, drawn, Table("Evidence for each statement", heads, rows))


def _laid_out(rows: Sequence[Standing]) -> list[Mark]:
    return [
        Mark(
            standing=standing,
            x=number % A_ROW * CELL_WIDTH + CELL_WIDTH // 2,
            y=number // A_ROW * CELL_HEIGHT,
        )
        for number, standing in enumerate(rows)
    ]


def _row(kind: str, each: Standing) -> list[str]:
    newest = f"{day_words(each.last_on)}, {AGE_SAID[each.age]}" if each.last_on else "–"
    best = STRENGTH_WORDS[each.strength] if each.count else "–"
    return [f"{each.code} {each.title}", kind, each.status, str(each.count or "–"), best, newest]
