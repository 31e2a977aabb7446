from datetime import date
from decimal import Decimal

import pytest

from assessments.cpd.rules import CPDYear
from assessments.targets.rules import (
    Post,
    add_months,
    is_away,
    is_in_post,
    is_longer_than,
    months_in_post,
    times_away,
    whole_months,
)

YEAR = CPDYear(2026)
TODAY = date(2026, 11, 22)


def post(started_on=None, left_on=None):
    return Post(Decimal("1"), started_on, left_on)


@pytest.mark.parametrize(
    ("started_on", "month", "is_in"),
    [
        (date(2026, 11, 2), date(2026, 11, 1), True),  # the 1st was a Sunday
        (date(2026, 11, 3), date(2026, 11, 1), False),
        (date(2026, 10, 15), date(2026, 10, 1), False),
        (date(2026, 8, 3), date(2026, 8, 1), True),  # the 1st was a Saturday
        (date(2026, 7, 27), date(2026, 8, 1), True),
        (None, date(2026, 8, 1), True),
    ],
)
def test_a_month_counts_from_its_first_weekday(started_on, month, is_in):
    assert is_in_post(post(started_on), month) is is_in


@pytest.mark.parametrize(
    ("left_on", "is_in"),
    [
        (date(2027, 1, 29), True),  # the 30th and the 31st were a weekend
        (date(2027, 1, 28), False),
        (date(2027, 1, 31), True),
    ],
)
def test_a_month_counts_to_its_last_weekday(left_on, is_in):
    assert is_in_post(post(left_on=left_on), date(2027, 1, 1)) is is_in


@pytest.mark.parametrize(
    ("started_on", "left_on", "months"),
    [
        (None, None, 12),
        (date(2027, 1, 1), None, 7),
        (date(2026, 10, 15), None, 9),
        (None, date(2026, 12, 31), 5),
        (date(2027, 8, 1), None, 0),
        (date(2020, 1, 1), date(2026, 7, 31), 0),
    ],
)
def test_months_in_post(started_on, left_on, months):
    assert months_in_post(post(started_on, left_on), YEAR) == months


def test_only_months_that_are_over_are_over():
    assert months_in_post(post(), YEAR, until=TODAY) == 3
    assert months_in_post(post(), YEAR, until=date(2026, 8, 31)) == 0
    assert months_in_post(post(), YEAR, until=date(2026, 9, 1)) == 1
    assert months_in_post(post(), YEAR, until=date(2027, 8, 1)) == 12
    assert months_in_post(post(), YEAR, until=date(2026, 7, 1)) == 0


@pytest.mark.parametrize(
    ("first_on", "last_on", "months"),
    [
        (date(2026, 10, 15), date(2027, 2, 14), 4),
        (date(2026, 10, 15), date(2027, 2, 13), 3),
        (date(2026, 8, 1), date(2026, 8, 31), 1),
        (date(2027, 1, 31), date(2027, 2, 28), 1),
        (date(2026, 10, 15), date(2026, 10, 14), 0),
    ],
)
def test_whole_months_that_have_gone_by(first_on, last_on, months):
    assert whole_months(first_on, last_on) == months


def test_the_same_day_some_months_on_is_the_last_where_there_is_none():
    assert add_months(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert add_months(date(2026, 8, 1), 12) == date(2027, 8, 1)


def test_longer_than_three_months_is_longer_than_three_months():
    assert not is_longer_than(date(2026, 10, 15), date(2027, 1, 14), 3)
    assert is_longer_than(date(2026, 10, 15), date(2027, 1, 15), 3)


def away(absences, **more):
    asked = {"over_months": 3, "today": TODAY, **more}
    return times_away(absences, YEAR, asked.pop("post", post()), **asked)


def test_a_long_absence_takes_out_its_whole_months():
    found = away([(date(2026, 10, 15), date(2027, 2, 14))])

    assert [(each.months, each.is_open) for each in found] == [(4, False)]


def test_one_of_three_months_takes_out_none():
    assert away([(date(2026, 10, 15), date(2027, 1, 14))]) == []


def test_its_length_is_its_own_and_its_months_are_those_inside_the_year():
    found = away([(date(2026, 5, 1), date(2026, 9, 30))])

    assert [(each.first_on, each.months) for each in found] == [(date(2026, 8, 1), 2)]


def test_two_that_follow_on_each_other_are_one():
    whole = [(date(2026, 10, 1), date(2026, 12, 31)), (date(2027, 1, 1), date(2027, 1, 31))]

    assert [each.months for each in away(whole)] == [4]
    assert away([whole[0], (date(2027, 1, 2), date(2027, 1, 31))]) == []


def test_an_open_one_is_counted_as_far_as_today():
    found = away([(date(2026, 7, 1), None)])

    assert [(each.months, each.is_open, each.last_on) for each in found] == [(3, True, TODAY)]


def test_one_before_she_was_in_post_takes_out_nothing_of_that_time():
    found = away([(date(2026, 8, 1), date(2027, 1, 31))], post=post(started_on=date(2026, 12, 1)))

    assert [each.months for each in found] == [2]


def test_so_far_only_what_is_over_is_taken_out():
    assert [
        each.months for each in away([(date(2026, 10, 15), date(2027, 2, 14))], until=TODAY)
    ] == [1]


def test_away_on_the_first_and_on_the_last_day():
    absence = [(date(2026, 11, 1), date(2026, 11, 30))]

    assert is_away(absence, date(2026, 11, 1))
    assert is_away(absence, date(2026, 11, 30))
    assert not is_away(absence, date(2026, 12, 1))
    assert is_away([(date(2026, 11, 1), None)], date(2030, 1, 1))
