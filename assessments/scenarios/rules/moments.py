"""The moments of a story: a scene, and what of a run's memory is still asked about from there on.

Runs that come to the same scene and differ only in what nothing further on asks about are at the
same moment. So all runs of a scenario can be followed at once, exactly, while there are few enough
moments; their number is what decides, not that of the paths.
"""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from assessments.scenarios.rules.graph import STOP, Graph, Option, Scene, most_points
from assessments.scenarios.rules.memory import Change, Memory, When
from assessments.scenarios.rules.play import State, opening_state

MOST_MOMENTS = 20_000

Moment = tuple[str, int]  # the key of a scene, an end or STOP, and the memory
Path = list[tuple[str, str]]  # (scene, option) keys


class Move(NamedTuple):
    """A choice at a moment, with points as whole numbers (`Moments.scale` to a point)."""

    scene: str
    option: str
    to: Moment
    earned: int
    available: int
    is_critical: bool


def any_move(_move: Move) -> bool:
    return True


class Choice(NamedTuple):
    """An option, made ready."""

    option: Option
    key: str
    when: When
    change: Change
    changes: bool
    ways: tuple[tuple[When, str], ...]
    otherwise: str  # where it leads when none of the ways does
    points: int
    is_critical: bool

    def target(self, after: int) -> str:
        for when, target in self.ways:
            if when.holds(after):
                return target
        return self.otherwise


class Moments:
    """`meters` and `facts` are those that the end of a run is judged by.

    What leads to a scene that is not there leads nowhere, and is left out.
    """

    def __init__(
        self,
        graph: Graph,
        *,
        meters: Iterable[str] = (),
        facts: Iterable[str] = (),
        start: str | None = None,
        state: State | None = None,
    ) -> None:
        self.graph = graph
        self.memory = Memory.of(graph)
        self.scale = _scale(graph)
        self.choices = {key: self._choices(scene) for key, scene in graph.scenes_by_key.items()}
        self.masks = self._masks(self.memory.mask(meters=meters, facts=facts))
        self._asking = {
            key for key, choices in self.choices.items() if any(one.option.when for one in choices)
        }
        self._most: dict[tuple[str, tuple[str, ...]], int] = {}
        self._moves: dict[Moment, list[Move]] = {}
        key = graph.start if start is None else start
        began = opening_state(graph) if state is None else state
        self.start: Moment = (key, self.memory.pack(began) & self.masks.get(key, 0))

    def _choices(self, scene: Scene) -> tuple[Choice, ...]:
        return tuple(self._choice(option) for option in scene.options)

    def _choice(self, option: Option) -> Choice:
        change = self.memory.change(option.effects, option.facts)
        ways = () if option.stops else option.ways
        return Choice(
            option=option,
            key=option.key,
            when=self.memory.when(option.when),
            change=change,
            changes=change != Change(),
            ways=tuple((self.memory.when(way.when), way.target) for way in ways),
            otherwise=STOP if option.stops else option.target,
            points=int(option.points * self.scale),
            is_critical=option.critical,
        )

    def _masks(self, lasting: int) -> dict[str, int]:
        """By scene and end, what of a memory is still asked about from there on."""
        masks = {STOP: lasting, **dict.fromkeys(self.graph.ends_by_key, lasting)}
        before: dict[str, list[str]] = {}
        for key, scene in self.graph.scenes_by_key.items():
            tests = [self.memory.when(opening.when) for opening in scene.openings]
            for choice in self.choices[key]:
                tests += [choice.when, *(when for when, _ in choice.ways)]
                for target in choice.option.targets:
                    before.setdefault(target, []).append(key)
            reads = 0
            for test in tests:
                reads |= test.reads
            masks[key] = reads
        todo = list(masks)
        while todo:
            key = todo.pop()
            for earlier in before.get(key, ()):
                if masks[key] & ~masks[earlier]:
                    masks[earlier] |= masks[key]
                    todo.append(earlier)
        return masks

    def offered(self, moment: Moment) -> tuple[Choice, ...]:
        """As in play: all of them, where none would be on offer."""
        choices = self.choices.get(moment[0], ())
        if moment[0] not in self._asking:
            return choices
        return tuple([one for one in choices if one.when.holds(moment[1])]) or choices

    def moves(self, moment: Moment) -> list[Move]:
        moves = self._moves.get(moment)
        if moves is None:
            moves = self._moves[moment] = self._moves_from(moment)
        return moves

    def _moves_from(self, moment: Moment) -> list[Move]:
        scene, memory = moment
        offered = self.offered(moment)
        if not offered:
            return []
        available, masks = self._available(scene, offered), self.masks
        moves = []
        for choice in offered:
            after = choice.change.of(memory) if choice.changes else memory
            target = choice.target(after)
            mask = masks.get(target)
            if mask is not None:
                moves.append(
                    Move(scene, choice.key, (target, after & mask), choice.points, available,
                         choice.is_critical)
                )  # fmt: skip
        return moves

    def _available(self, scene: str, offered: tuple[Choice, ...]) -> int:
        key = (scene, tuple([choice.key for choice in offered]) if scene in self._asking else ())
        known = self._most.get(key)
        if known is None:
            most = most_points(tuple(choice.option for choice in offered))
            known = self._most[key] = int(sum(most.values()) * self.scale)
        return known

    def explore(
        self,
        most: int = MOST_MOMENTS,
        *,
        is_allowed: Callable[[Move], bool] = any_move,
    ) -> bool:
        """Come to every moment there is; False when there are more of them than `most`."""
        todo = [self.start]
        seen = {self.start}
        while todo:
            moment = todo.pop()
            for move in self.moves(moment):
                if move.to not in seen and is_allowed(move):
                    if len(seen) >= most:
                        return False
                    seen.add(move.to)
                    todo.append(move.to)
        return True

    @property
    def explored(self) -> Mapping[Moment, list[Move]]:
        return self._moves

    def is_end(self, moment: Moment) -> bool:
        return moment[0] not in self.choices and moment[0] in self.masks


def _scale(graph: Graph) -> int:
    """The least number of parts to a point with which all points are whole."""
    points = {value for scene in graph.scenes for one in scene.options
              for value in one.scores.values()}  # fmt: skip
    return lcm(*(Fraction(value).denominator for value in points))


def leading_to(
    moves: Mapping[Moment, Iterable[Move]], is_goal: Callable[[Moment], bool]
) -> set[Moment]:
    """The moments from which a goal can be reached, the goals included."""
    before: dict[Moment, list[Moment]] = {}
    seen: set[Moment] = set()
    for moment, onward in moves.items():
        if is_goal(moment):
            seen.add(moment)
        for move in onward:
            before.setdefault(move.to, []).append(moment)
            if is_goal(move.to):
                seen.add(move.to)
    todo = list(seen)
    while todo:
        for earlier in before.get(todo.pop(), ()):
            if earlier not in seen:
                seen.add(earlier)
                todo.append(earlier)
    return seen


def in_order(moves: Mapping[Moment, Iterable[Move]], start: Moment) -> list[Moment] | None:
    """Every moment after all that lead to it; None where a path comes back."""
    waiting: dict[Moment, int] = {start: 0}
    todo = [start]
    while todo:
        for move in moves.get(todo.pop(), ()):
            if move.to not in waiting:
                waiting[move.to] = 0
                todo.append(move.to)
            waiting[move.to] += 1
    if waiting[start]:
        return None
    order = [start]
    for moment in order:
        for move in moves.get(moment, ()):
            waiting[move.to] -= 1
            if not waiting[move.to]:
                order.append(move.to)
    return order if len(order) == len(waiting) else None
