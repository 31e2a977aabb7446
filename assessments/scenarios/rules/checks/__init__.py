"""What makes a branching scenario sound: what stops it, and what deserves another look."""

from assessments.scenarios.rules.paths.best import has_safe_best_path

from .faults import Fault
from .notes import best_option, graph_notes
from .verdict import check_graph, graph_faults

__all__ = [
    "Fault",
    "best_option",
    "check_graph",
    "graph_faults",
    "graph_notes",
    "has_safe_best_path",
]
