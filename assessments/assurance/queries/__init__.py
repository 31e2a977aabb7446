from .figures import Assurance, TeamFigures, assurance
from .pulse import PulseResult, pulse_results, supervisors_to_ask_about

__all__ = [
    "Assurance",
    "PulseResult",
    "TeamFigures",
    "assurance",
    "pulse_results",
    "supervisors_to_ask_about",
]
