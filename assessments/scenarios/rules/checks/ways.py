"""Where the ways of a scenario lead, were every condition to hold at some time."""

from collections.abc import Iterable

from assessments.scenarios.rules.checks.faults import Fault
from assessments.scenarios.rules.graph import STOP, EndBand, Graph


def way_faults(graph: Graph) -> Iterable[Fault]:
    seen, leaving = graph.reached_from(graph.start), leaving_from(graph)
    for scene in graph.scenes:
        if scene.key not in seen:
            yield Fault(f"No path reaches scene “{scene.key}”. Lead to it or remove it.", scene.key)
        elif scene.options and scene.key not in leaving:
            yield Fault(f"From scene “{scene.key}” no path comes to an end.", scene.key)
    for end in graph.ends:
        # An unsafe end need not be led to: it is also what a critical choice shows.
        if end.key not in seen and end.band != EndBand.UNSAFE:
            yield Fault(f"No path reaches end “{end.key}”. Lead to it or remove it.")


def leaving_from(graph: Graph) -> set[str]:
    """The scenes and ends from which a run can come to an end."""
    before = _before(graph)
    leaving = {STOP, *graph.ends_by_key}
    todo = list(leaving)
    while todo:
        for earlier in before.get(todo.pop(), ()):
            if earlier not in leaving:
                leaving.add(earlier)
                todo.append(earlier)
    return leaving


def _before(graph: Graph) -> dict[str, list[str]]:
    before: dict[str, list[str]] = {}
    for scene in graph.scenes_by_key.values():
        for option in scene.options:
            for target in option.targets:
                before.setdefault(target, []).append(scene.key)
    return before


def circles(graph: Graph) -> list[list[str]]:
    """The scenes among which a path goes round, one list a circle, as they stand in the story."""
    finished: list[str] = []
    seen: set[str] = set()
    for key in graph.scenes_by_key:
        if key in seen:
            continue
        seen.add(key)
        trail = [(key, iter(_targets(graph, key)))]
        while trail:  # depth first, without the depth of Python's own stack
            here, targets = trail[-1]
            onward = next((target for target in targets if target not in seen), None)
            if onward is None:
                finished.append(here)
                trail.pop()
            else:
                seen.add(onward)
                trail.append((onward, iter(_targets(graph, onward))))
    before, taken = _before(graph), set[str]()
    found: list[set[str]] = []
    for key in reversed(finished):
        if key in taken:
            continue
        taken.add(key)
        circle = {key}
        todo = [key]
        while todo:
            for earlier in before.get(todo.pop(), ()):
                if earlier not in taken:
                    taken.add(earlier)
                    circle.add(earlier)
                    todo.append(earlier)
        if len(circle) > 1 or key in _targets(graph, key):
            found.append(circle)
    places = {scene.key: number for number, scene in reversed(list(enumerate(graph.scenes)))}
    return sorted(
        (sorted(circle, key=places.__getitem__) for circle in found),
        key=lambda circle: places[circle[0]],
    )


def _targets(graph: Graph, key: str) -> dict[str, None]:
    """The scenes that follow on a scene."""
    scene = graph.scene(key)
    return {
        target: None
        for option in (scene.options if scene else ())
        for target in option.targets
        if target in graph.scenes_by_key
    }
