"""All that stops a scenario from being published."""

from django.core.exceptions import ValidationError

from assessments.scenarios.rules.checks.faults import Fault
from assessments.scenarios.rules.checks.parts import frame_faults, part_faults
from assessments.scenarios.rules.checks.playing import playing_faults
from assessments.scenarios.rules.checks.ways import way_faults
from assessments.scenarios.rules.graph import Graph
from assessments.scenarios.rules.paths.best import has_safe_best_path

NO_BEST_PATH = (
    "No safe path leads to a good end with a strong result. Check where the best option of each "
    "scene leads, what it is worth, and that it is not marked unsafe."
)
NO_KEPT_PATH = (
    "No safe path leads to a good end with a strong result, with every must kept and no meter "
    "below its floor. Check what the best options change and make happen, and where they lead."
)


def check_graph(graph: Graph) -> None:
    """Refuse a scenario that cannot be played to a fair result, with every fault at once."""
    if faults := graph_faults(graph):
        raise ValidationError([fault.message for fault in faults])


def graph_faults(graph: Graph) -> list[Fault]:
    """Those of the whole scenario first, then scene by scene."""
    frame = frame_faults(graph)
    faults = [*frame, *part_faults(graph)]
    if graph.scene(graph.start):
        faults += way_faults(graph)
    if not frame:
        faults += playing_faults(graph)
    if not faults and not has_safe_best_path(graph):
        is_judged = graph.musts or any(gauge.floor for gauge in graph.meters)
        return [Fault(NO_KEPT_PATH if is_judged else NO_BEST_PATH)]
    order = {scene.key: number for number, scene in enumerate(graph.scenes)}
    return sorted(faults, key=lambda fault: order.get(fault.scene, -1))
