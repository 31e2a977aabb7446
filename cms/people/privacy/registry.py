"""Every kind of record about people, named by the slice that keeps it (its `privacy.py`).

A rights request reads the passages, retention removes the rows, a grant opens one kind: none of
them needs to know the slices above it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import Any

from django.db.models import QuerySet

from .rules import CountedFrom


@dataclass(frozen=True)
class Passage:
    """Words about a person in one place: `part` names the field, `author` who wrote them."""

    object_id: str
    part: str
    title: str
    words: str
    on: date | None = None
    author: Any = None
    url: str = ""


@dataclass(frozen=True)
class RecordClass:
    """One kind of record.

    `about(person)` gives every passage about her, hers and others', decrypted. `aged(day)` gives
    the rows whose clock (`counted_from`) had started before that day, `subject` is the lookup from
    a row to the person a legal hold names. `remove(rows)` removes them with all that hangs on
    them and returns how many rows of this kind went; None: kept by another kind's removal.
    """

    key: str
    label: str
    why: str
    counted_from: CountedFrom
    months: int
    about: Callable[[Any], Iterable[Passage]]
    aged: Callable[[date], QuerySet[Any]] | None = None
    subject: str = ""
    remove: Callable[[QuerySet[Any]], int] | None = None
    is_openable: bool = False  # by a grant


_CLASSES: dict[str, RecordClass] = {}


def register(*classes: RecordClass) -> None:
    """Called once a kind, when the box that keeps it is ready."""
    for kind in classes:
        if kind.key in _CLASSES and _CLASSES[kind.key] != kind:
            raise ValueError(f"Two kinds of record are called {kind.key}.")
        _CLASSES[kind.key] = kind


def load_box(box: str) -> None:
    """Import the `privacy.py` of every slice of a box that has one: it registers its kinds."""
    package = import_module(box)
    for found in iter_modules(package.__path__, f"{box}."):
        if found.ispkg and find_spec(f"{found.name}.privacy") is not None:
            import_module(f"{found.name}.privacy")


def record_classes() -> list[RecordClass]:
    return sorted(_CLASSES.values(), key=lambda kind: kind.label)


def record_class(key: str) -> RecordClass:
    """Raises KeyError for a kind nobody keeps."""
    return _CLASSES[key]
