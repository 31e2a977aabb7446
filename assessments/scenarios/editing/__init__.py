"""The trainer's form. A draft may be unfinished; what is published must be playable to a result.

The story itself (scenes, ends, meters, facts, musts and where it begins) is one field of the form:
JSON, as the editor's screen keeps it.
"""

from .forms import ScenarioPageForm, ScenePackForm, check_readable
from .panels import PACK_PANELS, PANELS

__all__ = ["PACK_PANELS", "PANELS", "ScenarioPageForm", "ScenePackForm", "check_readable"]
