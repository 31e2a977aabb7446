"""Rows that come with the site, as text files beside the code.

They are added when they are missing and kept up to date while they are as they came. What a trainer
has changed is hers: `material_hash` is the mark of the words as they were loaded, and a row whose
words have another mark by now is left alone. A row of her own has no mark.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from django.core.exceptions import ValidationError

from content.material.shapes import LineOf, MaterialError

CREATED, UPDATED, KEPT = "created", "updated", "kept: edited here"


class Marked(Protocol):
    material_hash: str


class Located(Protocol):
    @property
    def path(self) -> Path: ...

    @property
    def line_of(self) -> LineOf: ...


@dataclass(frozen=True)
class ShippedLine:
    """What became of one row."""

    action: str
    title: str

    def __str__(self) -> str:
        return f"{self.action}: {self.title}"


def mark_of(words: Mapping[str, Any]) -> str:
    text = json.dumps(words, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def words_of(row: Any, names: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}


def action_for(row: Marked | None, words: Mapping[str, Any]) -> str:
    """What a load has to do with a row for which the site brings these words; "" for nothing."""
    if row is None:
        return CREATED
    brought, here = mark_of(words), mark_of(words_of(row, words))
    if here == row.material_hash:
        return "" if brought == here else UPDATED
    return "" if brought in (here, row.material_hash) else KEPT


def write_words(row: Any, words: Mapping[str, Any]) -> None:
    for name, value in words.items():
        setattr(row, name, value)
    row.material_hash = mark_of(words)


def located(problem: ValidationError, material: Located) -> Iterator[MaterialError]:
    """Each message with the line of the field it is about."""
    for name, errors in problem.error_dict.items():
        for error in errors:
            line = material.line_of() if name == "__all__" else material.line_of(name)
            yield MaterialError(material.path, line, " ".join(error.messages))
