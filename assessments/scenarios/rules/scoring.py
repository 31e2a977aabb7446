"""What one run is worth (domain.md 8.0): earned over available, on the scenes it came through."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from assessments.scenarios.rules.graph import (
    STOP,
    EndBand,
    Gauge,
    Graph,
    Must,
    MustKind,
    Points,
    most_points,
)
from assessments.scenarios.rules.play import State, Turn, opening_state, turns_of

STRONG, SOUND = 80, 60  # per cent of the points that were to be had on the path taken
UNSAFE_LABEL = "Repeat: unsafe"  # by a choice, or by a safety step that was missed
MIXED_TEXT = (
    "You reached a hopeful end, but too few of the choices on the way would hold up. "
    "Read the note beside each one, then take the path again."
)
UNSAFE_TEXT = (
    "One of your choices would be unsafe in real life, so this run asks to be repeated whatever "
    "its score. Read the note beside that choice, then take the path again. "
    "If it came close to home, talk it through with your {supervisor} or the {DSL}."
)


class RunBand(TextChoices):
    STRONG = "strong", "Strong"
    SOUND = "sound", "Sound"
    REPEAT = "repeat", "Repeat"


class Status(TextChoices):
    OPEN = "open", "Under way"
    ENDED = "ended", "Finished"
    ABANDONED = "abandoned", "Left before the end"


TRANSITIONS: dict[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.ENDED, Status.ABANDONED}),
    Status.ENDED: frozenset(),
    Status.ABANDONED: frozenset(),
}


def check_transition(current: str, new: Status) -> None:
    if new not in TRANSITIONS[Status(current)]:
        raise ValidationError("This run is over. Start a new one to choose again.", code="over")


@dataclass(frozen=True)
class CodeResult:
    code: str
    earned: Points
    available: Points

    @property
    def percent(self) -> int:
        return int(100 * self.earned // self.available)

    @property
    def is_sound(self) -> bool:
        return 100 * self.earned >= SOUND * self.available


@dataclass(frozen=True)
class Result:
    codes: tuple[CodeResult, ...]
    chose_unsafe: bool
    broken: tuple[Must, ...] = ()  # the safety steps that were missed, or taken and should not be
    low: tuple[Gauge, ...] = ()  # the meters that ended below their floor

    @property
    def is_unsafe(self) -> bool:
        return self.chose_unsafe or bool(self.broken)

    @property
    def missed(self) -> tuple[Must, ...]:
        return tuple(must for must in self.broken if must.kind == MustKind.DO)

    @property
    def taken(self) -> tuple[Must, ...]:
        return tuple(must for must in self.broken if must.kind == MustKind.AVOID)

    @property
    def earned(self) -> Points:
        return sum(code.earned for code in self.codes)

    @property
    def available(self) -> Points:
        return sum(code.available for code in self.codes)

    @property
    def percent(self) -> int:
        """Rounded down, so that the number never promises more than the band."""
        return int(100 * self.earned // self.available) if self.available else 0

    @property
    def band(self) -> RunBand:
        if self.is_unsafe or self.low or self.percent < SOUND:
            return RunBand.REPEAT
        return RunBand.STRONG if self.percent >= STRONG else RunBand.SOUND


def plain_points(points: Points) -> str:
    """As people read them: “2”, “1.5”; the share of a panel's votes to two places."""
    return f"{float(points):.2f}".rstrip("0").rstrip(".")


def run_label(band: str, is_unsafe: bool) -> str:
    return UNSAFE_LABEL if is_unsafe else str(RunBand(band).label)


def result_of(graph: Graph, choices: Iterable[tuple[str, str]]) -> Result:
    """Of a whole run; `choices` are (scene, option) keys in order. Raises ValidationError when a
    choice was never there to be made."""
    return result_of_turns(graph, turns_of(graph, choices))


def result_of_turns(graph: Graph, turns: list[Turn]) -> Result:
    """What was to be had at a scene is the most that any option on offer there gave."""
    earned: Counter[str] = Counter()
    available: Counter[str] = Counter()
    for turn in turns:
        earned.update(turn.option.scores)  # type: ignore[arg-type]  # fractions, where experts vote
        available.update(most_points(turn.offered))  # type: ignore[arg-type]
    order = [*graph.codes, *sorted(set(available) - set(graph.codes))]
    codes = tuple(CodeResult(code, earned[code], available[code]) for code in order)
    state = turns[-1].after if turns else opening_state(graph)
    broken = broken_musts(graph, state)
    if turns and turns[-1].target == STOP:
        # Of a story that stopped, nobody can say what would have been done further on.
        broken = tuple(must for must in broken if must.kind == MustKind.AVOID)
    return Result(
        codes=tuple(code for code in codes if code.available),
        chose_unsafe=any(turn.option.critical for turn in turns),
        broken=broken,
        low=low_meters(graph, state),
    )


def broken_musts(graph: Graph, state: State) -> tuple[Must, ...]:
    return tuple(
        must for must in graph.musts if (must.fact in state.facts) != (must.kind == MustKind.DO)
    )


def low_meters(graph: Graph, state: State) -> tuple[Gauge, ...]:
    return tuple(gauge for gauge in graph.meters if state.meter(gauge.meter) < gauge.floor)


@dataclass(frozen=True)
class Ending:
    band: str
    text: str
    unsafe_text: str = ""


def ending_of(graph: Graph, end_key: str, result: Result) -> Ending:
    """The end as it is shown: never better than the score, and with the unsafe text if need be."""
    if end_key == STOP:
        return Ending(EndBand.UNSAFE.value, unsafe_text_of(graph))
    end = graph.end(end_key)
    if end is None:
        raise ValidationError(f"“{end_key}” is not an end of this scenario.")
    band, text = end.band, end.text
    if band == EndBand.GOOD and (result.percent < SOUND or result.low):
        mixed = next((other for other in graph.ends if other.band == EndBand.MIXED), None)
        band, text = EndBand.MIXED.value, mixed.text if mixed else MIXED_TEXT
    unsafe_text = unsafe_text_of(graph)
    # The usual text speaks of a choice; a step that was missed is named by its own words.
    is_needed = result.chose_unsafe or (result.is_unsafe and unsafe_text != UNSAFE_TEXT)
    return Ending(band, text, unsafe_text if is_needed and unsafe_text != text else "")


def unsafe_text_of(graph: Graph) -> str:
    own = next((end.text for end in graph.ends if end.band == EndBand.UNSAFE), "")
    return graph.unsafe_text or own or UNSAFE_TEXT
