from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assessments.outcomes.rules import MetricKind
from assessments.outcomes.rules.notes import check_note, is_mostly_within
from assessments.outcomes.rules.reading import figure_reading, points_words
from assessments.outcomes.rules.values import MetricValues, unpacked


def test_a_figure_is_read_with_its_interval_and_its_comparator():
    found = figure_reading(
        379, 431, label="the college", other_numerator=5253, other_denominator=5850
    )

    assert found.percent == "87.9 %"
    assert found.interval_words == "84.5 % to 90.7 %"
    other = found.comparison
    assert (other.percent, other.denominator) == ("89.8 %", 5850)
    assert other.difference == pytest.approx(-1.86, abs=0.01)
    assert other.is_ordinary
    assert other.words == (
        "1.9 points below the college (from 5.4 points below to 1.0 points above): "
        "within ordinary variation for groups of this size."
    )


def test_a_larger_difference_is_said_to_be_more_and_not_why():
    found = figure_reading(
        300, 431, label="the college", other_numerator=5253, other_denominator=5850
    )

    assert not found.comparison.is_ordinary
    assert "more than ordinary variation alone. It does not say why." in found.comparison.words


def test_nothing_compared_says_nothing():
    assert figure_reading(9, 10).comparison is None


def test_two_small_groups_rarely_differ_by_more_than_chance():
    found = figure_reading(7, 10, other_numerator=10, other_denominator=10)

    assert found.comparison.is_ordinary


@pytest.mark.parametrize(
    ("points", "words"),
    [(2.14, "2.1 points above"), (-2.16, "2.2 points below"), (1.0, "1.0 points above"),
     (0.04, "no difference"), (-0.04, "no difference")],
)  # fmt: skip
def test_points_are_said_without_a_sign(points, words):
    assert points_words(points) == words


# Of the fictional college’s table: 87.9 with 431 is within 4 points, as its note says.
def test_differences_under_four_points_on_groups_this_size_are_ordinary():
    for retained, leavers in ((364, 402), (379, 431), (357, 388), (271, 296), (311, 355)):
        found = figure_reading(retained, leavers, other_numerator=5253, other_denominator=5850)
        assert found.comparison.is_ordinary is (abs(found.comparison.difference) < 4)


def note(reasons=(), text="", replaces=False):
    check_note(list(reasons), text, replaces=replaces)


def test_a_note_says_something():
    note(["level_mix"])
    note(text="Two classes were taught by cover.")
    note(replaces=True)
    for wrong in ({}, {"reasons": ["other"]}, {"reasons": ["rank"]}, {"text": "x" * 401}):
        with pytest.raises(ValidationError):
            note(**wrong)


@pytest.mark.parametrize(
    ("period", "is_within"),
    [
        ((date(2025, 8, 1), date(2026, 7, 31)), True),
        ((date(2025, 9, 1), date(2026, 7, 15)), True),
        ((date(2026, 1, 1), date(2026, 12, 31)), True),  # 212 of 365 days
        ((date(2026, 3, 1), date(2027, 2, 28)), False),
        ((date(2024, 8, 1), date(2025, 7, 31)), False),
    ],
)
def test_a_figure_belongs_to_the_period_with_most_of_its_days(period, is_within):
    assert is_mostly_within(date(2025, 8, 1), date(2026, 7, 31), *period) is is_within


def test_values_are_packed_and_unpacked_unchanged():
    values = MetricValues(
        None, 2, MetricKind.PASS, date(2025, 8, 1), date(2026, 7, 31), 5, 12, 100, 200
    )

    assert unpacked(values.packed()) == values
