"""What many runs of a scenario say about its scenes. Counts of people, never of a few.

Small numbers: nothing is said of a scene that fewer than `SMALLEST_GROUP` people came to, nor of a
scenario that fewer have played (domain.md 2.2: node heat map, n ≥ 5).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from assessments.scenarios.rules.graph import Grade, Graph, Scene, grade_of
from assessments.scenarios.rules.scoring import UNSAFE_LABEL, RunBand
from assessments.scenarios.rules.shares import SMALLEST_GROUP, percent_of

LEFT = "!left"  # where a run leads that was not played on; no scene can have this name


@dataclass(frozen=True)
class Move:
    """One decision of a run, with where it led."""

    scene: str
    option: str
    target: str
    seconds: int | None = None


@dataclass(frozen=True)
class Walk:
    """One run, without whose it is: `person` only tells people apart."""

    person: int
    moves: tuple[Move, ...]
    stands_at: str  # the scene it was left at or is at, or the end it came to
    has_ended: bool
    band: str = ""
    is_unsafe: bool = False


def people_in(walks: Iterable[Walk]) -> int:
    return len({walk.person for walk in walks})


def is_enough(walks: Iterable[Walk]) -> bool:
    return people_in(walks) >= SMALLEST_GROUP


@dataclass(frozen=True)
class Pick:
    key: str
    text: str
    grade: Grade
    count: int
    percent: int


@dataclass(frozen=True)
class SceneFigures:
    scene: Scene
    people: int
    visits: int
    picks: tuple[Pick, ...]
    left: int  # runs that were not played on from here
    seconds: int | None  # the middle one of the times that decisions took

    @property
    def left_percent(self) -> int:
        return percent_of(self.left, self.visits)


@dataclass(frozen=True)
class Hidden:
    """A scene that too few people came to."""

    scene: Scene


def scene_figures(graph: Graph, walks: Sequence[Walk]) -> list[SceneFigures | Hidden]:
    """Of every scene in the author's order; those nobody came to stand among the hidden."""
    people: dict[str, set[int]] = defaultdict(set)
    chosen: dict[str, Counter[str]] = defaultdict(Counter)
    times: dict[str, list[int]] = defaultdict(list)
    left: Counter[str] = Counter()
    for walk in walks:
        for move in walk.moves:
            people[move.scene].add(walk.person)
            chosen[move.scene][move.option] += 1
            if move.seconds is not None:
                times[move.scene].append(move.seconds)
        if not walk.has_ended:
            people[walk.stands_at].add(walk.person)
            left[walk.stands_at] += 1
    return [
        _figures(
            scene, len(people[scene.key]), chosen[scene.key], times[scene.key], left[scene.key]
        )
        if len(people[scene.key]) >= SMALLEST_GROUP
        else Hidden(scene)
        for scene in graph.scenes
    ]


def told_figures(graph: Graph, walks: Sequence[Walk]) -> list[SceneFigures]:
    """Without the scenes that too few people came to."""
    return [found for found in scene_figures(graph, walks) if isinstance(found, SceneFigures)]


def _figures(
    scene: Scene, people: int, chosen: Counter[str], times: list[int], left: int
) -> SceneFigures:
    made = chosen.total()
    return SceneFigures(
        scene=scene,
        people=people,
        visits=made + left,
        picks=tuple(
            Pick(
                key=option.key,
                text=option.text,
                grade=grade_of(scene, option),
                count=chosen[option.key],
                percent=percent_of(chosen[option.key], made),
            )
            for option in scene.options
        ),
        left=left,
        seconds=round(median(times)) if times else None,
    )


@dataclass(frozen=True)
class Share:
    name: str
    label: str
    count: int
    percent: int


UNSAFE = "unsafe"


def outcome_shares(walks: Sequence[Walk]) -> list[Share]:
    """How the runs went: strong, sound, repeat, unsafe, and those that did not come to an end."""
    counts = Counter(_outcome(walk) for walk in walks)
    labels = {
        **{band.value: str(band.label) for band in RunBand},
        UNSAFE: UNSAFE_LABEL,
        LEFT: "Not played to an end",
    }
    return [
        Share(name.lstrip("!"), label, counts[name], percent_of(counts[name], len(walks)))
        for name, label in labels.items()
    ]


def _outcome(walk: Walk) -> str:
    if not walk.has_ended:
        return LEFT
    return UNSAFE if walk.is_unsafe else walk.band
