from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.cpd.rules import Policy
from assessments.targets.rules import asks_due, is_to_be_asked

POLICY = Policy()
LAST = date(2026, 9, 1)


def asked(weeks, *, asked=0, noted_at=None, days=0):
    today = LAST + timedelta(weeks=weeks, days=days)
    return is_to_be_asked(LAST, asked=asked, noted_at=noted_at, policy=POLICY, today=today)


@pytest.mark.parametrize(
    ("weeks", "days", "due"), [(5, 6, 0), (6, 0, 1), (11, 6, 1), (12, 0, 2), (40, 0, 2)]
)
def test_asked_after_six_and_after_twelve_weeks(weeks, days, due):
    today = LAST + timedelta(weeks=weeks, days=days)

    assert asks_due(LAST, policy=POLICY, today=today) == due


def test_once_each():
    assert asked(6)
    assert not asked(7, asked=1)
    assert asked(12, asked=1)
    assert not asked(13, asked=2)


def test_a_run_that_comes_late_asks_and_one_that_comes_much_too_late_does_not():
    assert asked(20)
    assert asked(38)
    assert not asked(38, days=1)


def test_too_early_to_say_is_an_answer_for_two_weeks():
    noted = datetime(2026, 11, 24, 12, tzinfo=UTC)  # the day of the second question

    assert not asked(12, asked=1, noted_at=noted)
    assert not asked(13, asked=1, noted_at=noted)
    assert asked(14, asked=1, noted_at=noted)


@given(st.lists(st.integers(0, 300), max_size=40))
def test_whenever_it_runs_nobody_is_asked_more_than_twice(days):
    times, number = 0, 0
    for day in sorted(days):
        today = LAST + timedelta(days=day)
        if is_to_be_asked(LAST, asked=number, noted_at=None, policy=POLICY, today=today):
            times, number = times + 1, asks_due(LAST, policy=POLICY, today=today)

    assert times <= 2
