"""Things put where they belong: what is right, and whether it is safe to go on."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class SortItem:
    """One thing to place. `key` tells nothing of where it belongs, and neither does the order in
    which items come."""

    key: str
    text: str
    place: int
    feedback: str
    is_must: bool


@dataclass(frozen=True)
class Placed:
    item: SortItem
    chosen: int | None

    @property
    def is_right(self) -> bool:
        return self.chosen == self.item.place

    @property
    def is_placed(self) -> bool:
        return self.chosen is not None


@dataclass(frozen=True)
class SortReading:
    lines: tuple[Placed, ...]

    @property
    def right(self) -> int:
        return sum(line.is_right for line in self.lines)

    @property
    def total(self) -> int:
        return len(self.lines)

    @property
    def is_all_right(self) -> bool:
        return self.right == self.total

    @property
    def is_safe(self) -> bool:
        """Everything about safety is where it belongs."""
        return all(line.is_right for line in self.lines if line.item.is_must)

    @property
    def unsafe(self) -> int:
        return sum(line.item.is_must and not line.is_right for line in self.lines)


def items_of(places: Sequence[Mapping[str, Any]], *, seed: str) -> list[SortItem]:
    """The items of a sort block's plain content, in an order that is the same at every look."""
    found = [
        SortItem(
            key=hashlib.sha256(f"{seed}/{item['text']}".encode()).hexdigest()[:12],
            text=item["text"],
            place=number,
            feedback=item.get("feedback") or "",
            is_must=bool(item.get("must")),
        )
        for number, place in enumerate(places)
        for item in place["items"]
    ]
    return sorted(found, key=lambda item: item.key)


def read_sort(items: Sequence[SortItem], chosen: Mapping[str, str], *, places: int) -> SortReading:
    """`chosen` is a place's number, as text, by an item's key; anything else is not placed."""
    return SortReading(
        tuple(Placed(item, _place(chosen.get(item.key, ""), places)) for item in items)
    )


def _place(text: str, places: int) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and int(text) < places else None
