from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from assessments.concerns import rules
from assessments.concerns.rules import Stage

LONDON = ZoneInfo("Europe/London")


def at(day, hour=10, minute=0, month=11):
    """In November 2026: the 26th is a Thursday, the 27th a Friday."""
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


# Waiting -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        (at(26), at(26, 10, 35), 35 / 60),
        (at(26), at(27), 24),
        (at(27, 14), at(28, 14), 10),
        (at(27, 14), at(30, 14), 24),
        (at(28), at(29), 0),
        (at(28, 9), at(30, 9), 9),
        (at(26), at(26), 0),
        (at(27), at(26), 0),
        (at(23), at(30), 5 * 24),
    ],
)
def test_working_time_is_that_of_monday_to_friday(since, until, hours):
    assert rules.working_time(since, until) == timedelta(hours=hours)


def test_working_time_counts_real_hours_when_the_clocks_change():
    """They change on a Sunday, so a Friday to a Monday is not an hour longer."""
    before, after = at(23, 12, month=10), at(26, 12, month=10)

    assert rules.working_time(before, after) == timedelta(hours=24)


def test_working_time_looks_at_the_day_of_the_college_not_of_utc():
    """Half past eleven on a Sunday evening in summer UTC is Monday here."""
    sunday_night = datetime(2026, 7, 5, 23, 30, tzinfo=UTC)

    assert rules.working_time(sunday_night, sunday_night + timedelta(hours=1)) == timedelta(hours=1)


@pytest.mark.parametrize(
    ("asked", "now", "late"),
    [
        (at(26), at(27, 9, 59), False),
        (at(26), at(27), True),
        (at(27, 14), at(29, 23), False),
        (at(27, 14), at(30, 13, 59), False),
        (at(27, 14), at(30, 14), True),
        (at(28), at(30, 23, 59), False),
        (at(28), datetime(2026, 12, 1, 0, 0, tzinfo=LONDON), True),
    ],
)
def test_is_late_after_one_working_day(asked, now, late):
    assert rules.is_late(asked, now) is late


def test_it_goes_from_the_lead_to_the_deputies_to_a_senior_leader():
    assert rules.NEXT == {Stage.LEAD: Stage.DEPUTIES, Stage.DEPUTIES: Stage.SENIOR}


@pytest.mark.parametrize(
    ("took", "words"),
    [
        (timedelta(seconds=20), "0 min"),
        (timedelta(minutes=35), "35 min"),
        (timedelta(hours=3), "3 h"),
        (timedelta(hours=3, minutes=20), "3 h 20 min"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=2, hours=4, minutes=9), "2 days 4 h"),
    ],
)
def test_time_in_words(took, words):
    assert rules.time_in_words(took) == words


def test_moment_in_words_is_of_the_clock_on_the_wall():
    assert rules.moment_in_words(datetime(2026, 7, 2, 13, 10, tzinfo=UTC)) == "14:10 on 2 July"


# The moment ----------------------------------------------------------------------


def test_check_reported_at_refuses_what_is_still_to_come():
    with pytest.raises(ValidationError, match="still to come"):
        rules.check_reported_at(at(26, 10, 1), at(26))


def test_check_reported_at_doubts_another_year():
    with pytest.raises(ValidationError, match="more than a year"):
        rules.check_reported_at(at(26) - timedelta(days=400), at(26))


def test_check_reported_at_takes_now_and_some_weeks_ago():
    rules.check_reported_at(at(26), at(26))
    rules.check_reported_at(at(1), at(26))


def test_check_can_be_closed_only_once_and_after_the_answer():
    rules.check_can_be_closed(at(26), None)
    with pytest.raises(ValidationError, match="Acknowledge it first"):
        rules.check_can_be_closed(None, None)
    with pytest.raises(ValidationError, match="closed already"):
        rules.check_can_be_closed(at(26), at(27))


def test_check_acknowledged_once():
    rules.check_acknowledged_once(None)
    with pytest.raises(ValidationError, match="acknowledged already"):
        rules.check_acknowledged_once(at(26))
