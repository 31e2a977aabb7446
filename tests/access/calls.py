"""A row of the service table: one service, who may call it, and with what of the scene."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.access.scene import Scene

Call = Callable[[Scene, Any], dict[str, Any]]


@dataclass(frozen=True)
class Row:
    service: str
    allowed: str
    call: Call
    note: str = ""

    def __str__(self) -> str:
        return f"{self.service} {self.note}".strip()


def of(**names: str) -> Call:
    """Arguments that are rows of the scene: `person="peer"`."""
    return lambda scene, _by: {word: getattr(scene, name) for word, name in names.items()}


def also(names: dict[str, str], **values: Any) -> Call:
    return lambda scene, by: {**of(**names)(scene, by), **values}


def own(word: str, **names: str) -> Call:
    """The person who acts does it for herself."""
    return lambda scene, by: {word: by, **of(**names)(scene, by)}
