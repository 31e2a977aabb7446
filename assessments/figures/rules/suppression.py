"""Which cells are not shown, so that no hidden one can be worked out from what is (domain.md 6.2).

A cell under the threshold is hidden (primary). Whoever knows a total takes from it what is shown
and has what is hidden, so further cells go with it (complementary), the smallest first. A cell of
nobody is always shown: it tells of no answer and shelters none. That is known to a reader too, who
therefore takes every hidden cell to be at least 1.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

Cell = tuple[int, int]
LEAST = 1  # what a reader knows of every hidden cell


def is_small(count: int, threshold: int) -> bool:
    return 0 < count < threshold


def hidden_cells(
    counts: Sequence[int], *, threshold: int, total_is_shown: bool = True
) -> frozenset[int]:
    """The places of one row whose counts are not shown.

    With a total that is shown, what is hidden adds up to at least the threshold, is at least two
    cells, and leaves each of them more than one value. A total under the threshold is for the
    caller to hide; then every cell with somebody in it is hidden here.
    """
    hidden = {place for place, count in enumerate(counts) if is_small(count, threshold)}
    if not hidden or not total_is_shown:
        return frozenset(hidden)
    others = [place for place, count in enumerate(counts) if count >= threshold]
    for place in sorted(others, key=lambda place: (counts[place], place)):
        if _is_safe_row([counts[place] for place in hidden], threshold):
            break
        hidden.add(place)
    return frozenset(hidden)


def _is_safe_row(hidden: Sequence[int], threshold: int) -> bool:
    total = sum(hidden)
    return len(hidden) > 1 and total >= threshold and total > LEAST * len(hidden)


def hidden_in_table(table: Sequence[Sequence[int]], *, threshold: int) -> frozenset[Cell]:
    """The (row, column) of each cell that is not shown, where the totals of rows, of columns and of
    the whole are.

    No hidden cell then has only one value that fits the rest, and what is hidden of a line adds up
    to at least the threshold. A total that is made of a single cell gives that cell away whatever
    else is hidden: `exposed_by_totals` names those, and the caller shows neither of the two.
    """
    cells = _cells_of(table)
    hidden = {cell for cell, count in cells.items() if is_small(count, threshold)}
    while True:
        shown = {cell for cell, count in cells.items() if count and cell not in hidden}
        more = _to_thicken(cells, hidden, shown, threshold) or _to_free(cells, hidden, shown)
        if not more:
            return frozenset(hidden)
        hidden |= more


def exposed_by_totals(
    table: Sequence[Sequence[int]], hidden: Iterable[Cell]
) -> tuple[frozenset[int], frozenset[int]]:
    """The rows and the columns whose total, if it were shown, would be a hidden cell's own count,
    or would leave such a cell one value: their totals are not shown."""
    cells = _cells_of(table)
    found = [cell for cell in hidden if _is_determined(cell, cells, set(hidden))]
    return frozenset(row for row, _ in found), frozenset(column for _, column in found)


def _cells_of(table: Sequence[Sequence[int]]) -> dict[Cell, int]:
    return {
        (row, column): count for row, line in enumerate(table) for column, count in enumerate(line)
    }


def _to_thicken(
    cells: dict[Cell, int], hidden: set[Cell], shown: set[Cell], threshold: int
) -> set[Cell]:
    """The smallest shown cell of a line whose hidden part is itself under the threshold."""
    for axis, line in sorted({(axis, cell[axis]) for cell in hidden for axis in (0, 1)}):
        beside = [cell for cell in shown if cell[axis] == line]
        part = sum(cells[cell] for cell in hidden if cell[axis] == line)
        if part < threshold and beside:
            return {min(beside, key=lambda cell: (cells[cell], cell))}
    return set()


def _to_free(cells: dict[Cell, int], hidden: set[Cell], shown: set[Cell]) -> set[Cell]:
    """The cheapest cells to hide as well, so that one more hidden cell can no longer be worked
    out; none where every one is safe, or nothing would help."""
    for cell in sorted(hidden):
        if not _is_determined(cell, cells, hidden):
            continue
        helpful = [
            more
            for more in _rectangles(cell, shown)
            if more and not _is_determined(cell, cells, hidden | more)
        ]
        if helpful:
            return min(helpful, key=lambda more: (sum(cells[one] for one in more), sorted(more)))
        if beside := [one for one in shown if cell[0] == one[0] or cell[1] == one[1]]:
            return {min(beside, key=lambda one: (cells[one], one))}
    return set()


def _rectangles(cell: Cell, shown: set[Cell]) -> Iterator[set[Cell]]:
    """For each way to close a rectangle with this corner: the corners of it that are shown."""
    rows = {row for row, _ in shown} - {cell[0]}
    columns = {column for _, column in shown} - {cell[1]}
    for row, column in product(sorted(rows), sorted(columns)):
        corners = {(cell[0], column), (row, cell[1]), (row, column)}
        yield corners & shown


def _is_determined(cell: Cell, cells: dict[Cell, int], hidden: set[Cell]) -> bool:
    """Whether every table with these totals and these shown cells has the same count here.

    The hidden cells are the edges between rows and columns, and a table that fits as well differs
    along a closed way on which counts rise and fall in turn: so a cell is free where such a way
    leads through it. This is exact, for whole numbers and for shares.
    """
    return not (_can_rise(cell, cells, hidden) or _can_fall(cell, cells, hidden))


def _can_rise(cell: Cell, cells: dict[Cell, int], hidden: set[Cell]) -> bool:
    return _is_reached(("column", cell[1]), ("row", cell[0]), cell, cells, hidden)


def _can_fall(cell: Cell, cells: dict[Cell, int], hidden: set[Cell]) -> bool:
    if cells[cell] <= LEAST:
        return False
    return _is_reached(("row", cell[0]), ("column", cell[1]), cell, cells, hidden)


def _is_reached(
    start: tuple[str, int],
    end: tuple[str, int],
    cell: Cell,
    cells: dict[Cell, int],
    hidden: set[Cell],
) -> bool:
    """From a column the way goes on where a count may fall, from a row where one may rise."""
    seen, todo = {start}, [start]
    while todo:
        kind, place = todo.pop()
        for row, column in hidden - {cell}:
            if kind == "column" and column == place and cells[row, column] > LEAST:
                following = ("row", row)
            elif kind == "row" and row == place:
                following = ("column", column)
            else:
                continue
            if following == end:
                return True
            if following not in seen:
                seen.add(following)
                todo.append(following)
    return False
