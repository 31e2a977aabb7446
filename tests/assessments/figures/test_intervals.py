import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.figures.rules.intervals import (
    Interval,
    difference_interval,
    mean_interval,
    percent_words,
    t_quantile,
    wilson,
)

TABLE = Path(__file__).with_name("reference.csv")
NEAR = 1e-9  # the table has ten places


def reference(what: str) -> list[tuple[list[float], list[float]]]:
    """What was given, and value, low and high as another package worked them out."""
    lines = [line for line in TABLE.read_text().splitlines() if not line.startswith("#")]
    return [
        (
            [float(number) for number in row["given"].split()],
            [float(row[name]) for name in ("value", "low", "high") if row[name]],
        )
        for row in csv.DictReader(lines)
        if row["what"] == what
    ]


def test_the_table_has_rows_of_every_kind():
    assert {what: len(reference(what)) >= 7 for what in ("wilson", "t", "mean", "difference")} == {
        "wilson": True, "t": True, "mean": True, "difference": True,
    }  # fmt: skip


def test_wilson_is_as_in_the_table():
    for (numerator, denominator), (_, low, high) in reference("wilson"):
        found = wilson(int(numerator), int(denominator))
        assert (found.low, found.high) == pytest.approx((low, high), abs=NEAR)


def test_the_quantile_of_t_is_as_in_the_table():
    for (freedom,), (t,) in reference("t"):
        assert t_quantile(int(freedom)) == pytest.approx(t, abs=NEAR)


def test_the_interval_of_a_mean_is_as_in_the_table():
    for values, (mean, low, high) in reference("mean"):
        found, interval = mean_interval(values)
        assert (found, interval.low, interval.high) == pytest.approx((mean, low, high), abs=NEAR)


def test_the_interval_of_a_difference_is_as_in_the_table():
    for given_, (_, low, high) in reference("difference"):
        n1, d1, n2, d2 = (int(number) for number in given_)
        found = difference_interval(n1, d1, n2, d2)
        assert (found.low, found.high) == pytest.approx((low, high), abs=NEAR)


@st.composite
def shares(draw: st.DrawFn) -> tuple[int, int]:
    denominator = draw(st.integers(1, 5_000))
    return draw(st.integers(0, denominator)), denominator


@given(shares())
def test_a_share_lies_in_its_interval_and_the_interval_within_nought_and_one(share):
    found = wilson(*share)

    assert 0 <= found.low <= share[0] / share[1] <= found.high <= 1


@given(shares(), shares())
def test_a_difference_the_other_way_round_is_its_mirror(one, other):
    there, back = difference_interval(*one, *other), difference_interval(*other, *one)

    assert (there.low, there.high) == pytest.approx((-back.high, -back.low), abs=NEAR)
    assert one[0] / one[1] - other[0] / other[1] in Interval(there.low - NEAR, there.high + NEAR)


@given(st.integers(1, 400))
def test_more_degrees_of_freedom_make_t_smaller(freedom):
    assert t_quantile(freedom) > t_quantile(freedom + 1) > 1.959963


def test_equal_values_have_an_interval_without_width():
    assert mean_interval([4, 4, 4]) == (4, Interval(4, 4))


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (-1, 5), (6, 5)])
def test_what_is_no_share_is_refused(numerator, denominator):
    for refuse in (wilson, percent_words):
        with pytest.raises(ValueError, match="no share"):
            refuse(numerator, denominator)


@pytest.mark.parametrize("values", [[], [3]])
def test_a_mean_needs_two_values(values):
    with pytest.raises(ValueError, match="two values"):
        mean_interval(values)


def test_t_needs_a_degree_of_freedom():
    with pytest.raises(ValueError, match="degree"):
        t_quantile(0)


@pytest.mark.parametrize(
    ("share", "words"),
    [
        ((379, 431), "87.9 %"), ((364, 402), "90.5 %"), ((0, 7), "0.0 %"), ((7, 7), "100.0 %"),
        ((1, 8), "12.5 %"), ((1, 2000), "0.1 %"), ((2, 3), "66.7 %"), ((1, 3), "33.3 %"),
    ],
)  # fmt: skip
def test_per_cents_have_one_place(share, words):
    assert percent_words(*share) == words
