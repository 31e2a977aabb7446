"""What a run says when it is looked back on. Plain values only."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import TextChoices

from assessments.scenarios.rules.graph import HIGHEST, Gauge, Graph, Must, MustKind, meter_label
from assessments.scenarios.rules.play import State, Turn, meter_in_words
from assessments.scenarios.rules.runs import Confidence

# The drawing of a meter, in its own units.
WIDTH, HEIGHT, EDGE = 320, 88, 8


# Sure, and unsafe ---------------------------------------------------------------


def is_unsafe(graph: Graph, turn: Turn) -> bool:
    """Unsafe by itself, or a step that no run may take."""
    forbidden = {must.fact for must in graph.musts if must.kind == MustKind.AVOID}
    return turn.option.critical or bool(forbidden.intersection(turn.option.facts))


def is_sure(confidence: int | None) -> bool:
    return confidence == Confidence.SURE


# Asked and told -----------------------------------------------------------------


@dataclass(frozen=True)
class Asking:
    """How many of the choices ask, on her path and on an expert's."""

    asked: int
    of: int
    expert_asked: int = 0
    expert_of: int = 0

    @property
    def told(self) -> int:
        return self.of - self.asked

    @property
    def meaning(self) -> str:
        if self.asked * self.expert_of < self.expert_asked * self.of:
            return (
                "A question hands the thinking to the {learner}. Look for a turn at which you told "
                "and could have asked."
            )
        if self.asked * self.expert_of > self.expert_asked * self.of:
            return (
                "Asking hands the thinking to the {learner}. Where there is a risk, or a plain "
                "fact is missing, telling is the kinder thing."
            )
        return "That is as often as on an expert’s path."


def asking_of(own: Sequence[Turn], expert: Sequence[Turn]) -> Asking:
    return Asking(
        asked=sum(turn.option.asks for turn in own),
        of=len(own),
        expert_asked=sum(turn.option.asks for turn in expert),
        expert_of=len(expert),
    )


# The steps that no run may miss or take ------------------------------------------


class MustState(TextChoices):
    KEPT = "kept", "Kept"
    BROKEN = "broken", "Missed"
    TAKEN = "taken", "Not kept"
    AHEAD = "ahead", "Not reached"


@dataclass(frozen=True)
class MustLine:
    must: Must
    state: MustState
    turn: int = 0  # at which it happened, from 1


def must_lines(graph: Graph, turns: Sequence[Turn], *, whole: bool) -> list[MustLine]:
    return [_must_line(must, turns, whole) for must in graph.musts]


def _must_line(must: Must, turns: Sequence[Turn], whole: bool) -> MustLine:
    happened = (
        number for number, turn in enumerate(turns, start=1) if must.fact in turn.option.facts
    )
    number = next(happened, 0)
    if must.kind == MustKind.AVOID:
        return MustLine(must, MustState.TAKEN if number else MustState.KEPT, number)
    if number:
        return MustLine(must, MustState.KEPT, number)
    return MustLine(must, MustState.BROKEN if whole else MustState.AHEAD)


# The meters over the run ---------------------------------------------------------


@dataclass(frozen=True)
class MeterLine:
    gauge: Gauge
    values: tuple[int, ...]  # before the first turn, then after each

    @property
    def name(self) -> str:
        return meter_label(self.gauge.meter)

    @property
    def dots(self) -> list[tuple[float, float]]:
        stretches = max(len(self.values) - 1, 1)
        step = (WIDTH - 2 * EDGE) / stretches
        return [(round(EDGE + n * step, 1), height_of(v)) for n, v in enumerate(self.values)]

    @property
    def points(self) -> str:
        """As SVG has them."""
        return " ".join(f"{x},{y}" for x, y in self.dots)

    @property
    def floor_at(self) -> float | None:
        return height_of(self.gauge.floor) if self.gauge.floor else None

    @property
    def is_low(self) -> bool:
        return self.values[-1] < self.gauge.floor

    @property
    def in_words(self) -> str:
        return f"from {_level(self.values[0])} to {_level(self.values[-1])}"


def _level(value: int) -> str:
    return f"{meter_in_words(value)} ({value})"


def height_of(value: int) -> float:
    return round(HEIGHT - EDGE - value * (HEIGHT - 2 * EDGE) / HIGHEST, 1)


def meter_lines(graph: Graph, opening: State, turns: Sequence[Turn]) -> list[MeterLine]:
    states = [opening, *(turn.after for turn in turns)]
    return [
        MeterLine(gauge, tuple(state.meter(gauge.meter) for state in states))
        for gauge in graph.meters
    ]
