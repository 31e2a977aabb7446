from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.contact_hours import rules
from assessments.contact_hours.rules import MonthNumbers

TODAY = date(2026, 11, 26)
NOVEMBER = date(2026, 11, 1)
NUMBERS = st.builds(MonthNumbers, *[st.integers(0, 2000)] * 4)


@pytest.mark.parametrize(
    ("month", "numbers", "field"),
    [
        (date(2026, 12, 1), MonthNumbers(1, 60), "month_on"),
        (date(2026, 11, 2), MonthNumbers(1, 60), "month_on"),
        (date(1999, 12, 1), MonthNumbers(1, 60), "month_on"),
        (NOVEMBER, MonthNumbers(-1, 0), "one_to_one_sessions"),
        (NOVEMBER, MonthNumbers(2001, 0), "one_to_one_sessions"),
        (NOVEMBER, MonthNumbers(0, 60), "one_to_one_sessions"),
        (NOVEMBER, MonthNumbers(1, -5), "one_to_one_minutes"),
        (NOVEMBER, MonthNumbers(0, 0, 0, 45), "group_sessions"),
        (NOVEMBER, MonthNumbers(9, 744 * 60, 1, 1), "one_to_one_minutes"),
    ],
)
def test_what_cannot_be_is_said_by_field(month, numbers, field):
    with pytest.raises(ValidationError) as error:
        rules.check_month(month, numbers, today=TODAY)

    assert list(error.value.message_dict) == [field]


@pytest.mark.parametrize(
    "numbers",
    [MonthNumbers(), MonthNumbers(4), MonthNumbers(9, 744 * 60), MonthNumbers(1, 5, 1, 5)],
)
def test_meetings_whose_time_is_not_known_and_a_full_month_are_no_error(numbers):
    rules.check_month(NOVEMBER, numbers, today=TODAY)


@given(NUMBERS, NUMBERS)
def test_numbers_add_up(one, other):
    both = one + other

    assert both.sessions == one.sessions + other.sessions
    assert both.minutes == one.minutes + other.minutes
    assert both == other + one


def test_a_year_has_twelve_months_from_august():
    months = rules.months_of(date(2026, 8, 1))

    assert (months[0], months[4], months[5]) == (
        date(2026, 8, 1), date(2026, 12, 1), date(2027, 1, 1),
    )  # fmt: skip
    assert (len(months), months[-1]) == (12, date(2027, 7, 1))


def test_the_month_of_today_has_the_weeks_until_now():
    assert rules.weeks_in([date(2026, 2, 1)], TODAY) == 4
    assert rules.weeks_in([NOVEMBER], date(2026, 11, 14)) == 2
    assert rules.weeks_in([], TODAY) == 0
