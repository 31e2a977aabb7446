"""Files that go with a notice's e-mail: made by the slice that sends it, when it is sent."""

from collections.abc import Callable
from typing import Any

Attachment = tuple[str, bytes, str]  # name, content, type
_MAKERS: dict[str, Callable[[Any], list[Attachment]]] = {}


def attach_to(kind: str, maker: Callable[[Any], list[Attachment]]) -> None:
    """Called once a kind of notice, when the box that sends it is ready."""
    _MAKERS[kind] = maker


def attachments_for(notice: Any) -> list[Attachment]:
    maker = _MAKERS.get(notice.kind)
    return maker(notice) if maker else []
