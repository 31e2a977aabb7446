"""A scenario, what its authors share between scenarios, and the runs people make."""

from .pages import ScenarioPage, ScenarioVersion
from .parts import Character, ScenePack
from .runs import OwnWords, ScenarioAttempt, ScenarioStep, ScenarioWayOut

__all__ = [
    "Character",
    "OwnWords",
    "ScenarioAttempt",
    "ScenarioPage",
    "ScenarioStep",
    "ScenarioVersion",
    "ScenarioWayOut",
    "ScenePack",
]
