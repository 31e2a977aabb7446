from collections.abc import Iterable
from dataclasses import dataclass

from assessments.scenarios.rules.graph import (
    Condition,
    ConditionKind,
    Meter,
    Scene,
)


@dataclass(frozen=True)
class Fault:
    """What is wrong, in words that name the place, and that place by its keys."""

    message: str
    scene: str = ""  # empty when it is the whole scenario, or an end
    option: str = ""  # of the scene; empty when it is the scene


class Place:
    """Where in a scenario a fault is, and how it is named there."""

    def __init__(self, scene: Scene, option: str = "") -> None:
        self.scene, self.option = scene.key, option
        self.name = f"Scene “{scene.key}”" + (f", option “{option}”" if option else "")

    def fault(self, words: str) -> Fault:
        """`words` follow the name of the place: “: …” or “ has no …”."""
        return Fault(self.name + words, self.scene, self.option)


def in_words(condition: Condition) -> str:
    """As somebody reads it: “trust is at least 4”, “told-dsl has not happened”."""
    if condition.kind in (ConditionKind.AT_LEAST, ConditionKind.AT_MOST):
        meter = dict(Meter.choices).get(condition.meter, condition.meter or "a meter")
        return f"{meter.lower()} {ConditionKind(condition.kind).label} {condition.value}"
    label = ConditionKind(condition.kind).label if condition.kind in ConditionKind.values else "?"
    return f"“{condition.fact}” {label}"


def all_in_words(conditions: Iterable[Condition]) -> str:
    return " and ".join(map(in_words, conditions))
