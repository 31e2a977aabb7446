"""All that can happen in a small story, one run after another, without any of the checker's means.

Only the rules of play and of scoring are used: what a run is and what it is worth.
"""

from collections import Counter, deque
from collections.abc import Iterator
from functools import cached_property

from hypothesis import assume

from assessments.scenarios.rules.graph import STOP, Graph, most_points
from assessments.scenarios.rules.play import (
    State,
    Turn,
    opening_state,
    options_on_offer,
    take,
)
from assessments.scenarios.rules.scoring import Result, result_of_turns

MOST_RUNS = 4_000
Node = tuple[str, State]
Run = list[Turn]


def turns_at(graph: Graph, node: Node) -> list[Turn]:
    scene = graph.scene(node[0])
    if scene is None:
        return []
    return [take(scene, node[1], option) for option in options_on_offer(scene, node[1])]


class World:
    """Every scene with every memory that runs come to it with."""

    def __init__(self, graph: Graph, start: Node | None = None) -> None:
        self.graph = graph
        self.start = start or (graph.start, opening_state(graph))
        self.turns: dict[Node, list[Turn]] = {}
        todo = [self.start]
        while todo:
            node = todo.pop()
            if node not in self.turns:
                self.turns[node] = turns_at(graph, node)
                todo += [(turn.target, turn.after) for turn in self.turns[node]]

    @property
    def reached(self) -> set[str]:
        return {key for key, _ in self.turns} - {STOP}

    def states_at(self, key: str) -> list[State]:
        return [state for scene, state in self.turns if scene == key]

    def is_end(self, node: Node) -> bool:
        return self.graph.scene(node[0]) is None

    def can_end(self, node: Node) -> bool:
        return node in self.ending

    @cached_property
    def ending(self) -> set[Node]:
        """From where a run can still come to an end."""
        ending = {node for node in self.turns if self.is_end(node)}
        while more := {
            node for node in self.turns if node not in ending and ending & {*self.turns_to(node)}
        }:
            ending |= more
        return ending

    def turns_to(self, node: Node) -> list[Node]:
        return [(turn.target, turn.after) for turn in self.turns[node]]

    @property
    def is_endless(self) -> bool:
        """Whether a run that can still end can go round."""
        left = set(self.ending)
        while over := {node for node in left if not left & {*self.turns_to(node)}}:
            left -= over
        return bool(left)

    def runs(self) -> list[Run]:
        """All that come to an end; only where none goes round."""
        found = []
        for run in self._runs(self.start, []):
            found.append(run)
            assume(len(found) <= MOST_RUNS)
        return found

    def _runs(self, node: Node, run: Run) -> Iterator[Run]:
        if self.is_end(node):
            yield run
        elif self.can_end(node):
            for turn in self.turns[node]:
                yield from self._runs((turn.target, turn.after), [*run, turn])

    # Safe and good --------------------------------------------------------------

    def is_safe_end(self, run: Run) -> bool:
        result = result_of_turns(self.graph, run)
        end = self.graph.end(run[-1].target)
        return not result.is_unsafe and not result.low and bool(end and end.band == "good")

    def can_be_strong(self) -> bool:
        """Whether some safe run, however long, comes to 80 % at a good end.

        What a run is above 80 % is followed up to bounds that no straight way could make up for.
        """
        bound = 16 * len(self.turns)
        highest: dict[tuple[Node, bool], int] = {}
        todo = deque([(self.start, 0, False)])
        while todo:
            node, above, had_points = todo.popleft()
            is_lower = above <= highest.get((node, had_points), -bound)
            if is_lower or node not in self.ending:
                continue
            highest[node, had_points] = above
            for turn in self.turns[node]:
                if not turn.option.critical:
                    value = min(bound, above + 5 * turn.option.points - 4 * available(turn))
                    points = had_points or available(turn) > 0
                    there = (turn.target, turn.after)
                    if self.is_end(there) and points and value >= 0 and self.is_safe_end([turn]):
                        return True
                    todo.append((there, value, points))
        return False

    def shortest_perfect(self) -> int | None:
        """Decisions of the shortest safe and good run that loses nothing."""
        here, seen, length = {(self.start, False)}, set(), 0
        while here:
            ahead = set()
            for node, has_points in here:
                for turn in self.turns[node]:
                    if not turn.option.critical and turn.option.points == available(turn):
                        there = (turn.target, turn.after)
                        points = has_points or available(turn) > 0
                        if points and self.is_end(there) and self.is_safe_end([turn]):
                            return length + 1
                        ahead.add((there, points))
            seen |= here
            here, length = ahead - seen, length + 1
        return None


def available(turn: Turn) -> int:
    return int(sum(most_points(turn.offered).values()))


def part(result: Result) -> float:
    return result.earned / result.available if result.available else 0.0


def band_of(result: Result) -> str:
    return "unsafe" if result.is_unsafe else result.band.value


def tally(graph: Graph, runs: list[Run]) -> Counter[tuple[int, str]]:
    results = [result_of_turns(graph, run) for run in runs]
    return Counter((result.percent, band_of(result)) for result in results)


def played(graph: Graph, path: list[tuple[str, str]], start: Node | None = None) -> Run:
    """A path as it is played, each choice on offer where the one before led."""
    key, state = start or (graph.start, opening_state(graph))
    run = []
    for scene_key, option_key in path:
        assert scene_key == key
        (turn,) = [one for one in turns_at(graph, (key, state)) if one.option.key == option_key]
        run.append(turn)
        key, state = turn.target, turn.after
    assert graph.scene(key) is None
    return run
