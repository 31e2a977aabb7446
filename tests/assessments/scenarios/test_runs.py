"""Clocks, thinking time, which run is told of, and points as people read them: no database."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from assessments.scenarios.rules.runs import (
    GRACE,
    check_answer,
    check_confidence,
    check_own_words,
    is_time_up,
    reported_run,
    seconds_left,
    seconds_taken,
)
from assessments.scenarios.rules.scoring import plain_points

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


def ago(seconds):
    return NOW - timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("allowed", "shown_at", "left"),
    [(30, ago(0), 30), (30, ago(12.7), 18), (30, ago(30), 0), (30, ago(99), 0), (30, None, 0),
     (0, ago(1), 0)],
)  # fmt: skip
def test_seconds_left(allowed, shown_at, left):
    assert seconds_left(allowed, shown_at, NOW) == left


@pytest.mark.parametrize(
    ("allowed", "shown_at", "is_up"),
    [
        (30, ago(30 - GRACE), True),
        (30, ago(30 - GRACE - 0.1), False),
        (30, ago(500), True),
        (30, None, False),
        (0, ago(500), False),
    ],
)
def test_the_clock_chooses_only_when_it_has_run_out(allowed, shown_at, is_up):
    assert is_time_up(allowed, shown_at, NOW) == is_up


@pytest.mark.parametrize(
    ("shown_at", "taken"),
    [(ago(0), 0), (ago(75.9), 75), (ago(1800), 1800), (ago(1801), None), (ago(-5), None),
     (None, None)],
)  # fmt: skip
def test_thinking_time_never_counts_a_night(shown_at, taken):
    assert seconds_taken(shown_at, NOW) == taken


@dataclass
class Run:
    number: int
    percent: int
    counts: bool


@pytest.mark.parametrize(("counting", "number"), [("best", 2), ("first", 1), ("last", 4)])
def test_the_run_that_is_told_of(counting, number):
    runs = [Run(4, 45, False), Run(3, 100, False), Run(2, 75, True), Run(1, 50, False)]

    assert reported_run(runs, counting).number == number


def test_where_no_run_is_safe_the_one_with_most_points_is_told_of():
    assert reported_run([Run(1, 40, False), Run(2, 55, False)], "best").number == 2
    assert reported_run([], "best") is None


@pytest.mark.parametrize(
    ("points", "words"),
    [(0, "0"), (2, "2"), (10, "10"), (Fraction(3, 2), "1.5"), (Fraction(4, 3), "1.33"),
     (Fraction(2), "2"), (Fraction(0), "0")],
)  # fmt: skip
def test_points_are_plain_numbers(points, words):
    assert plain_points(points) == words


@pytest.mark.parametrize("confidence", [0, 4, -1])
def test_how_sure_is_one_of_three(confidence):
    check_confidence(None)
    check_confidence(3)
    with pytest.raises(ValidationError):
        check_confidence(confidence)


@pytest.mark.parametrize("text", ["", "  \n", "x" * 501])
def test_own_words_are_some_and_few(text):
    check_own_words("x" * 500)
    with pytest.raises(ValidationError):
        check_own_words(text)


@pytest.mark.parametrize("text", ["", "Nine words are one word less than it takes.", "x " * 6000])
def test_an_answer_is_some_words(text):
    check_answer("Ten words are as many as it takes to answer.")
    with pytest.raises(ValidationError):
        check_answer(text)
