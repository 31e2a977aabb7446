"""What is looked for in the grid, and in which order it stands: worst first, explained."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from .cells import Cell, Column, Level

DEFAULT_SORT = "needs"
NAME = "name"
ANYTHING = "any"
NEEDS: tuple[tuple[str, str], ...] = (
    (ANYTHING, "Needs something"),
    *((column.value, f"{column.label} needs something") for column in Column),
)


class HasCells(Protocol):
    """A row as far as it is looked for and sorted."""

    @property
    def cells(self) -> Mapping[Column, Cell]: ...
    @property
    def name(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def team_code(self) -> str: ...


Row = TypeVar("Row", bound=HasCells)


@dataclass(frozen=True)
class Asked:
    """What is looked for. Words that mean nothing are as if they were not said."""

    search: str = ""
    need: str = ""
    team: str = ""
    sort: str = DEFAULT_SORT

    @property
    def is_filtered(self) -> bool:
        return bool(self.search or self.need or self.team)


def order_of(row: HasCells) -> tuple[Any, ...]:
    """Most serious things first, then most late, then most that are due; then by name."""
    levels = [cell.level for cell in row.cells.values()]
    counts = (-levels.count(level) for level in (Level.SERIOUS, Level.LATE, Level.SOON))
    return (*counts, row.name)


def matches(row: HasCells, asked: Asked) -> bool:
    if asked.team and row.team_code != asked.team:
        return False
    if asked.need == ANYTHING and not any(cell.needs for cell in row.cells.values()):
        return False
    if asked.need in Column.values and not row.cells[Column(asked.need)].needs:
        return False
    return all(word in row.words for word in asked.search.casefold().split())


def sorted_rows(rows: Sequence[Row], sort: str) -> list[Row]:
    name = sort.removeprefix("-")
    return sorted(rows, key=_key(name), reverse=sort.startswith("-"))


def _key(name: str) -> Callable[[HasCells], Any]:
    if name == NAME:
        return lambda row: row.name
    if name in Column.values:
        column = Column(name)
        return lambda row: (*row.cells[column].worst_first, row.name)
    return order_of
