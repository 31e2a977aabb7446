from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from assessments.events import rules
from assessments.events.models import CODE_LETTERS, new_code
from assessments.events.rules import Moment

TODAY = date(2026, 11, 26)
FACTS = {"title": "Workshop", "held_on": TODAY, "minutes": 90, "statements": 0, "today": TODAY}


@pytest.mark.parametrize(
    ("days", "is_closed", "moment"),
    [
        (1, False, Moment.COMING),
        (0, False, Moment.OPEN),
        (-1, False, Moment.OPEN),
        (-2, False, Moment.OVER),
        (1, True, Moment.CLOSED),
        (0, True, Moment.CLOSED),
        (-2, True, Moment.OVER),
    ],
)
def test_a_code_works_on_the_day_and_the_day_after(days, is_closed, moment):
    held_on = TODAY + timedelta(days)

    assert rules.moment_of(held_on, is_closed=is_closed, today=TODAY) == moment


@pytest.mark.parametrize("moment", [Moment.COMING, Moment.CLOSED, Moment.OVER])
def test_a_code_that_does_not_work_says_why(moment):
    with pytest.raises(ValidationError) as error:
        rules.check_open(moment)

    assert error.value.code == moment
    assert error.value.messages == [rules.WHY_NOT[moment]]


def test_an_open_code_works():
    rules.check_open(Moment.OPEN)


def test_only_the_calendar_closes_for_good():
    for moment in (Moment.COMING, Moment.OPEN, Moment.CLOSED):
        rules.check_can_be_reopened(moment)
    with pytest.raises(ValidationError):
        rules.check_can_be_reopened(Moment.OVER)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": " "}, "title"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 481}, "minutes"),
        ({"held_on": TODAY - timedelta(2)}, "held_on"),
        ({"held_on": date(2206, 1, 1)}, "held_on"),
        ({"statements": 5}, "statements"),
    ],
)
def test_what_is_wrong_is_said_by_field(changed, field):
    with pytest.raises(ValidationError) as error:
        rules.check_event(**{**FACTS, **changed})

    assert list(error.value.message_dict) == [field]


def test_yesterday_and_a_day_that_stays_are_no_error():
    old = TODAY - timedelta(30)

    rules.check_event(**{**FACTS, "held_on": TODAY - timedelta(1)})
    rules.check_event(**{**FACTS, "held_on": old}, before=old)


@pytest.mark.parametrize("typed", ["bcd234", " BCD 234 ", "b-c-d 2.3.4"])
def test_a_code_is_read_as_people_type_it(typed):
    assert rules.clean_code(typed) == "BCD234"


def test_a_code_has_six_letters_that_look_like_no_others():
    code = new_code()

    assert rules.is_code(code)
    assert set(code) <= set(CODE_LETTERS)
    assert not set("AEIOU01") & set(CODE_LETTERS)
    assert rules.spaced("BCD234") == "BCD 234"
