"""The runs of a scenario as a river: a column for each turn, a bar for each scene people were at,
and bands from bar to bar as wide as the number of runs. Plain numbers; the template draws them."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assessments.insights.rules.figures import LEFT, Walk
from assessments.scenarios.rules.shares import SMALLEST_GROUP

MOST_COLUMNS = 12
BAR, GAP = 14.0, 18.0  # the width of a bar, and the space between two in a column
COLUMN, HEIGHT, TOP = 190.0, 320.0, 24.0
NAMES = 30.0  # below the last bar of a column, which may be thinner than its name
FEW = "!few"  # all the places of a column that too few people came to
LATER = "!later"  # what lies beyond the last column


@dataclass(frozen=True)
class Flow:
    """Runs that went from one place to the next on the same turn."""

    turn: int  # the column it starts in, from 1
    source: str
    target: str
    count: int


@dataclass(frozen=True)
class Bar:
    turn: int
    name: str
    count: int
    x: float
    y: float
    height: float


@dataclass(frozen=True)
class Band:
    flow: Flow
    path: str  # of an SVG
    width: float


@dataclass(frozen=True)
class River:
    width: float
    height: float
    bars: tuple[Bar, ...]
    bands: tuple[Band, ...]


def flows_of(walks: Sequence[Walk]) -> list[Flow]:
    """Turn by turn. A place where too few people were on a turn is not named."""
    people: dict[tuple[int, str], set[int]] = defaultdict(set)
    routes = [(walk.person, _places(walk)) for walk in walks]
    for person, places in routes:
        for turn, place in enumerate(places, start=1):
            people[turn, place].add(person)
    counts: Counter[tuple[int, str, str]] = Counter()
    for _, places in routes:
        named = [
            place if len(people[turn, place]) >= SMALLEST_GROUP else FEW
            for turn, place in enumerate(places, start=1)
        ]
        for turn, (source, target) in enumerate(pairwise(named), start=1):
            counts[turn, source, target] += 1
    return [Flow(*key, count) for key, count in sorted(counts.items())]


def _places(walk: Walk) -> list[str]:
    places = [move.scene for move in walk.moves]
    places += [walk.stands_at] if walk.has_ended else [walk.stands_at, LEFT]
    if len(places) > MOST_COLUMNS:
        return [*places[: MOST_COLUMNS - 1], LATER]
    return places


def river_of(flows: Sequence[Flow]) -> River:
    columns: dict[int, Counter[str]] = defaultdict(Counter)
    for flow in flows:
        columns[flow.turn][flow.source] += flow.count
    arrived: dict[int, Counter[str]] = defaultdict(Counter)
    for flow in flows:
        arrived[flow.turn + 1][flow.target] += flow.count
    for turn, counts in arrived.items():
        for name, count in counts.items():
            columns[turn][name] = max(columns[turn][name], count)
    if not columns:
        return River(0, 0, (), ())
    most = max(counts.total() for counts in columns.values())
    crowd = max(len(counts) for counts in columns.values())
    scale = HEIGHT / most
    bars = {
        (bar.turn, bar.name): bar
        for turn, counts in sorted(columns.items())
        for bar in _column(turn, counts, scale)
    }
    return River(
        width=COLUMN * (max(columns) - 1) + BAR + COLUMN * 0.75,
        height=TOP + HEIGHT + GAP * crowd + NAMES,
        bars=tuple(bars.values()),
        bands=tuple(_bands(flows, bars, scale)),
    )


def _column(turn: int, counts: Counter[str], scale: float) -> list[Bar]:
    y = TOP
    bars = []
    for name, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
        bars.append(
            Bar(turn, name, count, COLUMN * (turn - 1), round(y, 1), round(count * scale, 1))
        )
        y += count * scale + GAP
    return bars


def _bands(flows: Sequence[Flow], bars: dict[tuple[int, str], Bar], scale: float) -> list[Band]:
    out: dict[tuple[int, str], float] = {}
    into: dict[tuple[int, str], float] = {}
    bands = []
    order = sorted(flows, key=lambda flow: (flow.turn, _y(bars, flow, 0), _y(bars, flow, 1)))
    for flow in order:
        source, target = (flow.turn, flow.source), (flow.turn + 1, flow.target)
        width = flow.count * scale
        y1 = out.setdefault(source, bars[source].y) + width / 2
        y2 = into.setdefault(target, bars[target].y) + width / 2
        out[source] += width
        into[target] += width
        x1, x2 = bars[source].x + BAR, bars[target].x
        middle = (x1 + x2) / 2
        path = f"M{x1:.0f} {y1:.1f}C{middle:.0f} {y1:.1f} {middle:.0f} {y2:.1f} {x2:.0f} {y2:.1f}"
        bands.append(Band(flow, path, round(max(width, 1), 1)))
    return bands


def _y(bars: dict[tuple[int, str], Bar], flow: Flow, later: int) -> float:
    return bars[flow.turn + later, flow.target if later else flow.source].y
