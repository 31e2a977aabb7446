"""No hidden cell can be worked out: by hand, and against a reader who tries every table."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.figures.rules.suppression import (
    exposed_by_totals,
    hidden_cells,
    hidden_in_table,
)

counts_of_a_row = st.lists(st.integers(0, 40), min_size=1, max_size=8)
small_tables = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 30), min_size=width, max_size=width), min_size=1, max_size=5
    )
)
FEW = settings(max_examples=150, derandomize=True, deadline=None)


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ([], set()),
        ([12, 30, 10], set()),
        ([12, 0, 10], set()),  # a cell of nobody tells of no answer
        ([7, 30, 12], {0, 2}),  # 7 = total - 42, so the next smallest goes with it
        ([4, 3, 50, 20], {0, 1, 3}),  # 4 and 3 together are too few as well
        ([6, 8, 50], {0, 1}),
        ([7, 0, 0], {0}),  # nothing to hide behind: the total is the caller’s to hide
    ],
)
def test_the_smallest_goes_along_with_what_is_too_small(
    counts: list[int], hidden: set[int]
) -> None:
    assert hidden_cells(counts, threshold=10) == hidden


def test_without_a_total_only_the_small_are_hidden() -> None:
    assert hidden_cells([7, 30, 12], threshold=10, total_is_shown=False) == {0}


def test_five_times_one_is_not_given_away_by_the_sum() -> None:
    hidden = hidden_cells([1, 1, 1, 1, 1, 9], threshold=5)

    assert hidden == {0, 1, 2, 3, 4, 5}


@FEW
@given(counts_of_a_row, st.integers(5, 12))
def test_what_is_hidden_of_a_row_is_enough_and_not_alone(counts: list[int], threshold: int) -> None:
    hidden = hidden_cells(counts, threshold=threshold)

    together = sum(counts[place] for place in hidden)
    assert {place for place, count in enumerate(counts) if 0 < count < threshold} <= hidden
    if hidden and sum(counts) >= threshold and len([count for count in counts if count]) > 1:
        assert len(hidden) > 1
        assert together >= threshold
    assert all(counts[place] for place in hidden)


def test_a_table_hides_the_other_corners_of_a_rectangle() -> None:
    table = [[3, 20, 30], [25, 12, 40], [50, 60, 70]]

    hidden = hidden_in_table(table, threshold=10)

    assert hidden == {(0, 0), (0, 1), (1, 0), (1, 1)}


def test_a_table_with_nothing_small_hides_nothing() -> None:
    assert hidden_in_table([[10, 20], [0, 30]], threshold=10) == frozenset()


def test_one_row_is_given_away_by_the_totals_of_its_columns() -> None:
    table = [[3, 20]]

    hidden = hidden_in_table(table, threshold=10)

    assert hidden == {(0, 0), (0, 1)}
    assert exposed_by_totals(table, hidden) == ({0}, {0, 1})


@FEW
@given(small_tables, st.integers(5, 12))
def test_no_hidden_cell_is_a_sum_of_what_is_shown(table: list[list[int]], threshold: int) -> None:
    hidden = hidden_in_table(table, threshold=threshold)
    rows, columns = exposed_by_totals(table, hidden)

    known = [
        {(row, column) for column in range(len(line))} & hidden
        for row, line in enumerate(table)
        if row not in rows
    ] + [
        {(row, column) for row in range(len(table))} & hidden
        for column in range(len(table[0]))
        if column not in columns
    ]
    for cell in hidden:
        assert not is_in_span({cell}, known)


@settings(max_examples=40, derandomize=True, deadline=None)
@given(
    st.lists(st.lists(st.integers(0, 7), min_size=3, max_size=3), min_size=2, max_size=3),
)
def test_every_hidden_cell_has_two_values_that_fit(table: list[list[int]]) -> None:
    hidden = hidden_in_table(table, threshold=5)
    rows, columns = exposed_by_totals(table, hidden)

    seen = {cell: values_that_fit(table, hidden, cell) for cell in hidden}

    for (row, column), values in seen.items():
        assert len(values) > 1 or row in rows or column in columns


def values_that_fit(
    table: list[list[int]], hidden: frozenset[tuple[int, int]], cell: tuple[int, int]
) -> set[int]:
    """By trying each table, line by line, with the same totals and the same shown cells."""
    width = len(table[0])
    wanted = tuple(sum(line[column] for line in table) for column in range(width))
    fits: dict[tuple[int, ...], set[int | None]] = {(0,) * width: {None}}
    for row, line in enumerate(table):
        following: dict[tuple[int, ...], set[int | None]] = {}
        for option in lines_that_fit(line, [(row, column) in hidden for column in range(width)]):
            for sums, values in fits.items():
                after = tuple(map(sum, zip(sums, option, strict=True)))
                if all(have <= want for have, want in zip(after, wanted, strict=True)):
                    here = {option[cell[1]]} if row == cell[0] else values
                    following.setdefault(after, set()).update(here)
        fits = following
    return {value for value in fits.get(wanted, set()) if value is not None}


def lines_that_fit(line: list[int], is_hidden: list[bool]) -> list[tuple[int, ...]]:
    most = sum(line)
    choices = [
        range(1, most + 1) if out else (count,) for count, out in zip(line, is_hidden, strict=True)
    ]
    return [option for option in product(*choices) if sum(option) == most]


def is_in_span(wanted: set[tuple[int, int]], known: list[set[tuple[int, int]]]) -> bool:
    """Whether sums of the known totals, each with any factor, make up the wanted cell."""
    cells = sorted(set().union(wanted, *known))
    rows = [[Fraction(cell in total) for cell in cells] for total in known]
    target = [Fraction(cell in wanted) for cell in cells]
    for place in range(len(cells)):
        pivot = next((row for row in rows if row[place]), None)
        if pivot is None:
            continue
        rows.remove(pivot)
        for row in (*rows, target):
            factor = row[place] / pivot[place]
            row[:] = [one - factor * two for one, two in zip(row, pivot, strict=True)]
    return not any(target)
