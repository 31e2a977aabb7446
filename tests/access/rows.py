"""A row of the access tables: one address, one method, and what everybody gets there."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.access.scene import Scene
from tests.factories.people import days_ago

GET, POST = "GET", "POST"
SIGN_IN = "sign-in"
NOT_FOUND = 404
TODAY = days_ago(0).isoformat()


def nothing(_scene: Scene) -> dict[str, Any]:
    return {}


def of(name: str) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"pk": scene.pk(name)}


def code(scene: Scene) -> dict[str, Any]:
    return {"code": scene.certificate.code}


def token(scene: Scene) -> dict[str, Any]:
    return {"token": scene.token}


def question(scene: Scene) -> dict[str, Any]:
    return {"pk": scene.pk("open_attempt"), "position": 1}


def block(block_id: str, **more: Any) -> Callable[[Scene], dict[str, Any]]:
    return lambda scene: {"pk": scene.pk("exercises"), "block": block_id, **more}


def picture(_scene: Scene) -> dict[str, Any]:
    return {"path": "access.png"}


@dataclass(frozen=True)
class Row:
    name: str
    method: str
    expected: dict[int, str]
    kwargs: Callable[[Scene], dict[str, Any]] = nothing
    data: Callable[[Scene], dict[str, Any]] = nothing
    visitor: int | str = SIGN_IN
    query: str = ""  # in it, {mentor} and the like stand for the primary key of that row
    note: str = field(default="", compare=False)

    def __str__(self) -> str:
        return " ".join(filter(None, (self.method, self.name, self.query, self.note)))


def post(**data: Any) -> Callable[[Scene], dict[str, Any]]:
    return lambda _scene: data
