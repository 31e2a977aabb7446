"""The best safe path and the worst one, through the moments of a story.

Best is the highest percentage, and the shortest of those. Where no path comes back, that is exact.
Where one does, a percentage can often be raised by going round, which no expert would do: then the
best path is the one that leaves the fewest points behind, and a better one without going round
where there is one to be found.
"""

from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass
from fractions import Fraction
from heapq import heappop, heappush

from assessments.scenarios.rules.graph import (
    LOWEST,
    Condition,
    ConditionKind,
    EndBand,
    Graph,
    MustKind,
)
from assessments.scenarios.rules.moments import (
    MOST_MOMENTS,
    Moment,
    Moments,
    Move,
    Path,
    any_move,
    in_order,
    leading_to,
)
from assessments.scenarios.rules.play import State
from assessments.scenarios.rules.scoring import STRONG

MOST_ROUNDS_OF_WORK = 2_000_000  # comparisons before a search is given up

# A moment, and whether there were points to be had before it: 0 of 0 is no percentage.
Spot = tuple[Moment, bool]
Weight = Callable[[Move], int]


@dataclass(frozen=True, slots=True)
class Trail:
    """A way to a spot, as its last move and what came before."""

    weight: int = 0
    length: int = 0
    move: Move | None = None
    before: "Trail | None" = None

    def then(self, move: Move, weight: int) -> "Trail":
        return Trail(self.weight + weight, self.length + 1, move, self)

    def is_before(self, other: "Trail | None") -> bool:
        return other is None or (-self.weight, self.length) < (-other.weight, other.length)

    @property
    def moves(self) -> list[Move]:
        moves: list[Move] = []
        trail: Trail | None = self
        while trail and trail.move:
            moves.append(trail.move)
            trail = trail.before
        return moves[::-1]

    @property
    def path(self) -> Path:
        return [(move.scene, move.option) for move in self.moves]

    @property
    def part(self) -> Fraction:
        """Earned of what was to be had."""
        moves = self.moves
        available = sum(move.available for move in moves)
        return Fraction(sum(move.earned for move in moves), available) if available else Fraction(0)


class Search:
    """For the path to a goal by allowed moves that has the highest percentage, or the lowest."""

    def __init__(
        self,
        moments: Moments,
        is_goal: Callable[[Moment], bool],
        *,
        is_allowed: Callable[[Move], bool] = any_move,
        lowest: bool = False,
    ) -> None:
        self.moments, self.is_goal, self.is_allowed = moments, is_goal, is_allowed
        self.lowest = lowest
        self.ideal = Fraction(0 if lowest else 1)

    def found(self) -> Trail | None:
        """The best there is; of very many moments, the best that a look around finds."""
        found = self.nearest() or self.nearest(straight_on=True)
        if found is None or found.part == self.ideal or not self._explore():
            return found
        board = Board(self)
        # Each round finds a better percentage, or shows that there is none (Dinkelbach).
        part, better = self.ideal, board.best(self.weight(self.ideal))
        while better is not None:
            found = better
            if found.part == part:
                break
            part = found.part
            better = board.best(self.weight(part))
        return found

    def _explore(self) -> bool:
        return self.moments.explore(is_allowed=self.is_allowed)

    def weight(self, part: Fraction) -> Weight:
        """By how much a move is better than this part of the points, in parts of a point."""
        sign = -1 if self.lowest else 1
        earned, available = sign * part.denominator, sign * part.numerator
        return lambda move: earned * move.earned - available * move.available

    def nearest(self, *, straight_on: bool = False) -> Trail | None:
        """The path that leaves the fewest points behind (or takes the fewest) and is the shortest
        of those. Only as many moments are looked at as it takes; `straight_on` finds one of those
        paths sooner, but not always the shortest."""
        weight = self.weight(self.ideal)
        start: Spot = (self.moments.start, False)
        trails = {start: Trail()}
        todo = [(0, 0, 0, start)]
        fallback = None
        done: set[Spot] = set()
        while todo and len(done) < 2 * MOST_MOMENTS:
            spot = heappop(todo)[-1]
            if spot in done:
                continue
            done.add(spot)
            moment, has_points = spot
            if self.is_goal(moment):
                if has_points or self.lowest:  # nothing of nothing is as low as can be
                    return trails[spot]
                fallback = fallback or trails[spot]
            for move in self.moments.moves(moment):
                there = (move.to, has_points or move.available > 0)
                if self.is_allowed(move) and there not in done:
                    trail = trails[spot].then(move, weight(move))
                    if trail.is_before(trails.get(there)):
                        trails[there] = trail
                        length = -trail.length if straight_on else trail.length
                        heappush(todo, (-trail.weight, length, len(todo), there))
        return fallback

    def can_reach(self, percent: int) -> bool:
        """Whether some path comes to a percentage, going round as often as it likes."""
        found = self.nearest(straight_on=True)
        if found is not None and 100 * found.part >= percent:
            return True
        if not self._explore():
            return True  # there is too much to look through, so nobody can say that there is none
        if found is None:
            return False
        part = Fraction(percent, 100)
        best = Board(self).best(self.weight(part))
        return best is None or best.part >= part


class Board:
    """All moments that lie on some path to a goal."""

    def __init__(self, search: Search) -> None:
        self.search = search
        moves = {
            moment: [move for move in onward if search.is_allowed(move)]
            for moment, onward in search.moments.explored.items()
        }
        useful = leading_to(moves, search.is_goal)
        self.moves = {
            moment: [move for move in onward if move.to in useful]
            for moment, onward in moves.items()
            if moment in useful
        }
        self.order = in_order(self.moves, search.moments.start)

    def best(self, weight: Weight) -> Trail | None:
        """The path with the most weight, and the shortest of those; None when going round and
        round adds ever more."""
        start: Spot = (self.search.moments.start, False)
        trails = {start: Trail()}
        if self.order is not None:
            for moment in self.order:
                for spot in ((moment, False), (moment, True)):
                    self._go_on(spot, trails, weight)
            return self._at_goal(trails)
        changed = {start: None}
        work = 0
        for _ in range(2 * len(self.moves)):
            work += sum(len(self.moves.get(moment, ())) for moment, _ in changed)
            changed = {
                there: None for spot in changed for there in self._go_on(spot, trails, weight)
            }
            if not changed:
                return self._at_goal(trails)
            if work > MOST_ROUNDS_OF_WORK:
                break
        return None

    def _go_on(self, spot: Spot, trails: dict[Spot, Trail], weight: Weight) -> Iterable[Spot]:
        """The spots to which this one is a better way than was known."""
        trail = trails.get(spot)
        if trail is None:
            return []
        better = []
        for move in self.moves.get(spot[0], ()):
            there = (move.to, spot[1] or move.available > 0)
            onward = trail.then(move, weight(move))
            if onward.is_before(trails.get(there)):
                trails[there] = onward
                better.append(there)
        return better

    def _at_goal(self, trails: dict[Spot, Trail]) -> Trail | None:
        ends = [(spot, trail) for spot, trail in trails.items() if self.search.is_goal(spot[0])]
        key = max(ends, key=lambda end: (end[0][1], end[1].weight, -end[1].length), default=None)
        return key[1] if key else None


def judged_moments(
    graph: Graph, *, start: str | None = None, state: State | None = None
) -> Moments:
    """The moments with all that the end of a run is judged by."""
    return Moments(
        graph,
        meters=[gauge.meter for gauge in graph.meters if gauge.floor > LOWEST],
        facts=[must.fact for must in graph.musts],
        start=start,
        state=state,
    )


def safe_search(moments: Moments, *, lost: Container[str] = ()) -> Search:
    """For a path without a critical choice, to a good end, with all floors and musts kept, apart
    from those to avoid what has happened: `lost`."""
    graph = moments.graph
    kept = moments.memory.when(
        [
            *(
                Condition(ConditionKind.AT_LEAST, meter=gauge.meter, value=gauge.floor)
                for gauge in graph.meters
            ),
            *(
                Condition(
                    ConditionKind.HAPPENED if must.kind == MustKind.DO
                    else ConditionKind.NOT_HAPPENED,
                    fact=must.fact,
                )
                for must in graph.musts
                if must.kind == MustKind.DO or must.fact not in lost
            ),
        ]
    )  # fmt: skip
    return Search(
        moments,
        lambda moment: _is_good(moments, moment) and kept.holds(moment[1]),
        is_allowed=_is_safe,
    )


def lowest_search(moments: Moments) -> Search:
    return Search(moments, moments.is_end, lowest=True)


def _is_good(moments: Moments, moment: Moment) -> bool:
    end = moments.graph.end(moment[0])
    return end is not None and end.band == EndBand.GOOD and moments.is_end(moment)


def _is_safe(move: Move) -> bool:
    return not move.is_critical


def expert_path(graph: Graph) -> Path:
    """The best safe path; empty when there is none."""
    trail = safe_search(judged_moments(graph)).found()
    return trail.path if trail else []


def has_safe_best_path(graph: Graph) -> bool:
    """Whether somebody who chooses well and safely can reach a good end with a strong result."""
    return safe_search(judged_moments(graph)).can_reach(STRONG)


def worst_path(graph: Graph) -> Path:
    """The path with the lowest percentage, safe or not, and the shortest of those."""
    trail = lowest_search(Moments(graph)).found()
    return trail.path if trail else []


def best_continuation(graph: Graph, scene_key: str, state: State) -> Path:
    """What an expert would choose from a scene on. Where it is too late for a safe and good end,
    the best that can still be done without another unsafe choice, or at all."""
    moments = judged_moments(graph, start=scene_key, state=state)
    for search in (
        safe_search(moments, lost=state.facts),
        Search(moments, lambda moment: _is_good(moments, moment), is_allowed=_is_safe),
        Search(moments, moments.is_end, is_allowed=_is_safe),
        Search(moments, moments.is_end),
    ):
        if trail := search.found():
            return trail.path
    return []
