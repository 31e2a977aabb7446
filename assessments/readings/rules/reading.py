"""What a review reads of one person over a period, as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from .inputs import CAVEATS, InputKind

LONGEST_LABEL = 200  # what a link of a review keeps of a piece


def shortened(words: str, most: int = LONGEST_LABEL) -> str:
    """On one line, cut between two words."""
    line = " ".join(words.split())
    return line if len(line) <= most else f"{line[: most - 2].rsplit(' ', 1)[0]} …"


@dataclass(frozen=True)
class Piece:
    """One piece of evidence that a judgement can rest on. `key` names it for good, as in
    "observation:12" or "voice:3"; `url` leads to it, if the reader may open it."""

    key: str
    label: str
    kind: InputKind
    on: date | None = None
    url: str = ""
    meta: str = ""
    codes: tuple[str, ...] = ()  # statements of the standard it stands for


@dataclass(frozen=True)
class Figure:
    """A number in words: `n` and the interval are printed beside it. `value` is empty where too few
    stand behind it."""

    label: str
    value: str
    n: int | None = None
    interval: str = ""
    note: str = ""


@dataclass(frozen=True)
class Table:
    """The same as a chart, to read: a caption, column heads and rows of words."""

    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str]]

    @property
    def lines(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Each row as its head and its cells under their column heads."""
        return [(row[0], list(zip(self.heads[1:], row[1:], strict=True))) for row in self.rows]


@dataclass(frozen=True)
class Chart:
    """A drawing of the server's, as inline SVG from `template` with `values`; `table` says the
    same in words, all of it."""

    template: str
    values: object
    table: Table


@dataclass(frozen=True)
class Section:
    kind: InputKind
    figures: Sequence[Figure] = ()
    pieces: Sequence[Piece] = ()
    chart: Chart | None = None
    gaps: Sequence[str] = ()  # what is missing or hidden, each as a sentence
    notes: Sequence[str] = ()  # context printed beside
    tables: Sequence[Table] = ()  # what is better read in rows

    @property
    def caveat(self) -> str:
        return CAVEATS[self.kind]

    @property
    def is_empty(self) -> bool:
        return not (self.figures or self.pieces or self.tables)


@dataclass(frozen=True)
class Reading:
    sections: Sequence[Section] = field(default_factory=list)
    period_from: date | None = None
    period_to: date | None = None
    charts: Sequence[Chart] = ()  # what stands above the sections: the standard, and the year

    def section(self, kind: InputKind) -> Section:
        return next((s for s in self.sections if s.kind == kind), Section(kind))

    def pieces(self) -> dict[str, Piece]:
        """Every piece by its key."""
        return {piece.key: piece for section in self.sections for piece in section.pieces}
