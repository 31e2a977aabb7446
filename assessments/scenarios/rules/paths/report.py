"""How many paths a scenario has, how long they are and what they are worth."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assessments.scenarios.rules.graph import Graph, Option, Scene
from assessments.scenarios.rules.moments import (
    Moment,
    Moments,
    Move,
    Path,
    in_order,
    leading_to,
)
from assessments.scenarios.rules.paths.best import judged_moments, lowest_search, safe_search
from assessments.scenarios.rules.paths.spread import Spread, spread_by_chance, spread_of
from assessments.scenarios.rules.scoring import result_of
from content.language.rules import words
from content.material.measuring import WORDS_A_MINUTE

THINKING = 15  # seconds over a decision, besides the reading
WRITING = 60  # seconds to say something in one's own words
MANY = 1_000_000_000


@dataclass(frozen=True)
class PathReport:
    paths: int | None = None  # None where a path comes back, or there is too much to look through
    is_endless: bool = False  # a path comes back, so somebody can go round as often as she likes
    shortest: int | None = None  # in decisions
    longest: int | None = None
    minutes: int | None = None  # that the longest path to read takes; an estimate
    spread: Spread | None = None  # None when no path comes to an end
    best: Path = field(default_factory=list)  # empty when there is no safe one
    worst: Path = field(default_factory=list)

    @property
    def in_words(self) -> list[str]:
        return [*_count_in_words(self), *_spread_in_words(self.spread)]


def path_report(graph: Graph) -> PathReport:
    """Of any draft: what leads nowhere is left out."""
    if graph.scene(graph.start) is None:
        return PathReport()
    moments, judged = Moments(graph), judged_moments(graph)
    best, worst = safe_search(judged).found(), lowest_search(moments).found()
    ends = [result_of(graph, trail.path).percent for trail in (best, worst) if trail]
    # What asks for more memory has no fewer moments: where some were too many, all of them are.
    is_followed = moments.explore() and judged.explore()
    return replace(
        _lengths(moments),
        spread=_spread(judged, ends, is_followed=is_followed),
        best=best.path if best else [],
        worst=worst.path if worst else [],
    )


def _useful(moments: Moments) -> dict[Moment, list[Move]]:
    """The moves after which an end can still be reached."""
    useful = leading_to(moments.explored, moments.is_end)
    return {
        moment: [move for move in onward if move.to in useful]
        for moment, onward in moments.explored.items()
        if moment in useful
    }


def _lengths(moments: Moments) -> PathReport:
    if not moments.explore():
        return PathReport()
    moves = _useful(moments)
    if not moves.get(moments.start):
        return PathReport(paths=0)
    order = in_order(moves, moments.start)
    if order is None:
        return PathReport(is_endless=True, shortest=_fewest(moments, moves))
    counts, shortest, longest, seconds = {}, {}, {}, {}
    taken = _seconds(moments.graph)
    for moment in reversed(order):
        onward = moves[moment]
        if not onward:
            counts[moment], shortest[moment], longest[moment], seconds[moment] = 1, 0, 0, 0.0
            continue
        counts[moment] = sum(counts[move.to] for move in onward)
        shortest[moment] = 1 + min(shortest[move.to] for move in onward)
        longest[moment] = 1 + max(longest[move.to] for move in onward)
        seconds[moment] = max(seconds[move.to] + taken(move.scene, move.option) for move in onward)
    start = moments.start
    return PathReport(
        paths=counts[start],
        shortest=shortest[start],
        longest=longest[start],
        minutes=max(1, round(seconds[start] / 60)),
    )


def _fewest(moments: Moments, moves: Mapping[Moment, Sequence[Move]]) -> int | None:
    """Decisions to the nearest end."""
    here, seen, length = [moments.start], {moments.start}, 0
    while here:
        if any(moments.is_end(moment) for moment in here):
            return length
        ahead = {move.to: None for moment in here for move in moves[moment]}
        here = [moment for moment in ahead if moment not in seen]
        seen.update(here)
        length += 1
    return None


def _seconds(graph: Graph) -> Callable[[str, str], float]:
    """What a decision takes: reading the scene and what comes of the choice, and thinking."""
    scenes = {key: _seconds_at(scene) for key, scene in graph.scenes_by_key.items()}
    options = {
        (key, option.key): _seconds_after(option)
        for key, scene in graph.scenes_by_key.items()
        for option in reversed(scene.options)
    }
    return lambda scene, option: scenes[scene] + options[scene, option]


def _seconds_at(scene: Scene) -> float:
    texts = [scene.text, *(opening.text for opening in scene.openings)]
    texts += [option.text for option in scene.options]
    texts += [scene.clip.transcript] if scene.clip else []
    return _reading(texts) + THINKING + (WRITING if scene.own_words else 0)


def _seconds_after(option: Option) -> float:
    return _reading([option.out, option.why])


def _reading(texts: Sequence[str]) -> float:
    return 60 * sum(len(words(text)) for text in texts) / WORDS_A_MINUTE


def _spread(moments: Moments, known: Sequence[int], *, is_followed: bool) -> Spread | None:
    """`known` are the results of two paths that a sample may have missed."""
    if is_followed:
        moves = _useful(moments)
        spread = spread_of(moments, moves, in_order(moves, moments.start))
    else:
        spread = spread_by_chance(moments)
    if spread is None or spread.is_exact:
        return spread
    lowest, highest = min(spread.lowest, *known), max(spread.highest, *known)
    return replace(spread, lowest=lowest, highest=highest)


def _count_in_words(report: PathReport) -> list[str]:
    if report.is_endless:
        return [
            "A path comes back, so there is no end of paths. "
            f"The shortest has {decisions(report.shortest or 0)}."
        ]
    if report.paths is None:
        return ["There are too many ways through this story to count them."]
    if not report.paths:
        return ["No path comes to an end yet."]
    number = f"{report.paths:,}" if report.paths <= MANY else "More than a thousand million"
    if report.paths == 1:
        return [f"One path of {decisions(report.shortest or 0)}, about {minutes(report)}."]
    if report.shortest == report.longest:
        lengths = f"each of {decisions(report.longest or 0)}"
    else:
        lengths = f"from {report.shortest} to {decisions(report.longest or 0)}"
    return [f"{number} paths, {lengths}. The longest takes about {minutes(report)}."]


def decisions(number: int) -> str:
    return "one decision" if number == 1 else f"{number} decisions"


def minutes(report: PathReport) -> str:
    return "one minute" if report.minutes == 1 else f"{report.minutes} minutes"


def _spread_in_words(spread: Spread | None) -> list[str]:
    if spread is None:
        return []
    of_what = "all paths" if spread.is_exact else f"{spread.runs:,} runs by chance"
    shares = ", ".join(f"{_share(spread, band)} {band}" for band in spread.bands)
    return [
        f"Results go from {spread.lowest} % to {spread.highest} %, with {spread.median} % in the "
        "middle.",
        f"Of {of_what}: {shares}.",
    ]


def _share(spread: Spread, band: str) -> str:
    percent = spread.percent_in(band)
    return "under 1 %" if spread.bands[band] and percent < 1 else f"{percent:.0f} %"
