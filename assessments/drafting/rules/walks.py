"""Every path tried at once: what no run can come to, and where one would be left standing."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from assessments.scenarios.rules.conditions import all_written
from assessments.scenarios.rules.graph import End, Graph, Option, Scene
from assessments.scenarios.rules.moments import Moment, Moments, leading_to
from assessments.scenarios.rules.play import State

MOST_MOMENTS = 20_000

Part = TypeVar("Part", Scene, End)


@dataclass(frozen=True)
class Note:
    message: str
    scene: str = ""  # from which to try it


@dataclass(frozen=True)
class Walk:
    scenes: int  # that were entered
    options: int  # that could be taken somewhere
    moments: int  # scenes, told apart by what a run remembers
    is_whole: bool  # False when there was too much to walk through
    stopped: tuple[Note, ...]  # where a run would be left standing
    missed: tuple[Note, ...]  # what no run from here comes to; nothing is said unless it is whole


def walk(graph: Graph, scene: str, state: State, most: int = MOST_MOMENTS) -> Walk:
    moments = Moments(graph, start=scene, state=state)
    is_whole = graph.scene(scene) is not None and moments.explore(most)
    entered = [moment for moment in moments.explored if graph.scene(moment[0])]
    offered = {
        (moment[0], choice.option.key) for moment in entered for choice in moments.offered(moment)
    }
    reached = {key for moves in moments.explored.values() for move in moves for key in [move.to[0]]}
    scenes = {key for key, _ in entered} | {key for key in reached if graph.scene(key)}
    stopped = [*_nowhere(moments, entered), *(_endless(moments) if is_whole else ())]
    return Walk(
        scenes=len(scenes),
        options=len(offered),
        moments=len(entered),
        is_whole=is_whole,
        stopped=tuple(dict.fromkeys(stopped)),
        missed=tuple(_missed(graph, scenes, reached, offered)) if is_whole else (),
    )


def _nowhere(moments: Moments, entered: Iterable[Moment]) -> Iterable[Note]:
    for key, memory in entered:
        offered = moments.offered((key, memory))
        if not offered:
            yield Note(f"Scene “{key}” has no options: whoever comes here stays here.", key)
        for choice in offered:
            target = choice.target(choice.change.of(memory))
            if target not in moments.masks:
                where = f"“{target}”, which is not there" if target else "nowhere yet"
                yield Note(f"Scene “{key}”, option “{choice.option.key}” leads to {where}.", key)


def _endless(moments: Moments) -> Iterable[Note]:
    """Where a run can only go round."""
    saved = leading_to(moments.explored, moments.is_end)
    for moment, moves in moments.explored.items():
        if moves and moment not in saved:
            yield Note(f"From scene “{moment[0]}” a run can come to no end.", moment[0])


def _missed(
    graph: Graph, scenes: set[str], reached: set[str], offered: set[tuple[str, str]]
) -> Iterable[Note]:
    for scene in each_once(graph.scenes):
        if scene.key not in scenes:
            yield Note(f"Scene “{scene.key}” is not reached.", scene.key)
            continue
        for option in scene.options:
            if (scene.key, option.key) not in offered:
                yield Note(_why_not(scene, option), scene.key)
    for end in each_once(graph.ends):
        if end.key not in reached:
            yield Note(f"End “{end.key}” is not reached.")


def each_once(parts: Iterable[Part]) -> Iterable[Part]:
    """In order; of a name that stands twice the first, which is the one that is played."""
    seen: set[str] = set()
    for part in parts:
        if part.key not in seen:
            seen.add(part.key)
            yield part


def _why_not(scene: Scene, option: Option) -> str:
    when = all_written(option.when)
    return f"Scene “{scene.key}”, option “{option.key}” is never on offer: {when} never holds here."
