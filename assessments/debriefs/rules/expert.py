"""What an expert does: her own path, and what she would choose where somebody else stands."""

from collections.abc import Callable, Sequence

from assessments.scenarios.rules.graph import Graph, Option
from assessments.scenarios.rules.moments import Path
from assessments.scenarios.rules.paths import best_continuation
from assessments.scenarios.rules.play import State, Turn

WayOn = Callable[[Graph, str, State], Path]


def expert_choices(
    graph: Graph,
    own: Sequence[Turn],
    expert: Sequence[Turn],
    way_on: WayOn = best_continuation,
) -> list[Option]:
    """At each turn of `own`: as on the expert's path where all stood as it stands there, else what
    is best from here on. `way_on` may remember what it has found."""
    there = {(turn.scene.key, turn.before): turn.option for turn in expert}
    return [
        there.get((turn.scene.key, turn.before)) or _best_from(graph, turn, way_on) for turn in own
    ]


def _best_from(graph: Graph, turn: Turn, way_on: WayOn) -> Option:
    path = way_on(graph, turn.scene.key, turn.before)
    found = turn.scene.option(path[0][1]) if path else None
    return found or max(turn.offered, key=lambda option: (not option.critical, option.points))
