"""The paths through a scenario: the best, the worst, how many, and what they are worth."""

from .best import best_continuation, expert_path, has_safe_best_path, worst_path
from .report import PathReport, path_report
from .spread import PathBand, Spread

__all__ = [
    "PathBand",
    "PathReport",
    "Spread",
    "best_continuation",
    "expert_path",
    "has_safe_best_path",
    "path_report",
    "worst_path",
]
