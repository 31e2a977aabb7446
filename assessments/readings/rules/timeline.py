"""The time as a drawing: months across, kinds of evidence down, a dot where there is any."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from .inputs import InputKind
from .periods import Span, spans
from .reading import Chart, Piece, Table

TEMPLATE = "readings/timeline.svg.html"
LEFT, RIGHT, TOP, WIDTH, ROW = 104, 6, 34, 344, 26
SHORT: dict[InputKind, str] = {
    InputKind.MODULE: "Modules",
    InputKind.TRAINING: "Quiz, scenario",
    InputKind.CPD: "CPD",
    InputKind.SUPERVISION: "Supervision",
    InputKind.OBSERVATION: "Observation",
    InputKind.VOICE: "Learner voice",
    InputKind.OUTCOME: "Outcomes",
    InputKind.FORMATIVE: "Feedback",
    InputKind.OBJECTIVE: "Objectives",
    InputKind.COLLEAGUE: "Colleagues",
    InputKind.SELF: "Self-assessed",
    InputKind.CASELOAD: "Caseload",
}


@dataclass(frozen=True)
class Dot:
    x: int
    count: int

    @property
    def radius(self) -> int:
        return 5 if self.count == 1 else 8


@dataclass(frozen=True)
class Lane:
    label: str
    y: int
    dots: Sequence[Dot]


@dataclass(frozen=True)
class Column:
    x: int
    span: Span


@dataclass(frozen=True)
class Timeline:
    """What the template draws, in the units of its view box."""

    columns: Sequence[Column]
    lanes: Sequence[Lane]
    count: int
    width: int = WIDTH
    left: int = LEFT

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.lanes) + 4

    @property
    def right(self) -> int:
        return self.width - RIGHT

    @property
    def period_words(self) -> str:
        return f"{self.columns[0].span.label} to {self.columns[-1].span.label}"


def timeline(
    pieces: Iterable[Piece],
    *,
    period_from: date,
    period_to: date,
    kinds: Sequence[InputKind] = tuple(SHORT),
) -> Chart | None:
    """None while nothing has a day: an empty grid says nothing."""
    months = spans(period_from, period_to)
    counts = Counter(
        (piece.kind, place)
        for piece in pieces
        if piece.on is not None and (place := _place(piece.on, months)) is not None
    )
    if not counts:
        return None
    there = [kind for kind in kinds if any(counts[kind, n] for n in range(len(months)))]
    step = (WIDTH - LEFT - RIGHT) / len(months)
    xs = [round(LEFT + step * (number + 0.5)) for number in range(len(months))]
    drawn = Timeline(
        columns=[Column(x, span) for x, span in zip(xs, months, strict=True)],
        lanes=[
            Lane(
                label=SHORT[kind],
                y=TOP + ROW * row + ROW // 2,
                dots=[Dot(x, counts[kind, n]) for n, x in enumerate(xs) if counts[kind, n]],
            )
            for row, kind in enumerate(there)
        ],
        count=counts.total(),
    )
    return Chart(TEMPLATE, drawn, _table(there, months, counts))


def _place(day: date, months: Sequence[Span]) -> int | None:
    return next((number for number, span in enumerate(months) if span.covers(day)), None)


def _table(
    kinds: Sequence[InputKind],
    months: Sequence[Span],
    counts: Counter[tuple[InputKind, int]],
) -> Table:
    """The months down and the kinds across: a month with nothing is left out."""
    rows = [
        [span.label, *(str(counts[kind, number] or "–") for kind in kinds)]
        for number, span in enumerate(months)
        if any(counts[kind, number] for kind in kinds)
    ]
    heads = ["Month", *(str(kind.label) for kind in kinds)]
    return Table("Pieces of evidence by month and kind", heads, rows)
