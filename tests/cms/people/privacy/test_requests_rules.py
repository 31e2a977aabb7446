"""The clocks, as tables; no database."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from cms.people.privacy import rules
from cms.people.privacy.rules import LeaverStage, RequestState

LEFT_ON = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("received_on", "extra", "due_on"),
    [
        (date(2026, 11, 22), 0, date(2026, 12, 22)),
        (date(2026, 12, 1), 0, date(2027, 1, 1)),
        (date(2027, 1, 28), 0, date(2027, 2, 28)),
        (date(2027, 1, 29), 0, date(2027, 2, 28)),
        (date(2027, 1, 31), 0, date(2027, 2, 28)),
        (date(2028, 1, 29), 0, date(2028, 2, 29)),
        (date(2028, 1, 31), 0, date(2028, 2, 29)),
        (date(2028, 2, 29), 0, date(2028, 3, 29)),
        (date(2026, 3, 31), 0, date(2026, 4, 30)),
        (date(2026, 5, 31), 0, date(2026, 6, 30)),
        (date(2027, 1, 31), 1, date(2027, 3, 31)),
        (date(2026, 11, 30), 2, date(2027, 2, 28)),
        (date(2027, 11, 30), 2, date(2028, 2, 29)),
        (date(2026, 10, 31), 2, date(2027, 1, 31)),
    ],
)
def test_answer_is_due_on_the_same_date_a_month_on_or_the_last_day(received_on, extra, due_on):
    assert rules.answer_due(received_on, extra) == due_on


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(0, 2))
def test_an_answer_is_never_due_in_a_later_month_than_was_given(received_on, extra):
    due_on = rules.answer_due(received_on, extra)

    months = (due_on.year - received_on.year) * 12 + due_on.month - received_on.month
    assert months == 1 + extra
    assert due_on.day == received_on.day or (due_on + timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("days_left", "stage"),
    [(30, ""), (11, ""), (10, "10"), (4, "10"), (3, "3"), (0, "3"), (-1, "late"), (-90, "late")],
)
def test_reminders_stand_ten_and_three_days_before_and_once_it_is_late(days_left, stage):
    today = date(2026, 11, 22)

    assert rules.reminder_due(today + timedelta(days=days_left), today) == stage


@pytest.mark.parametrize("months", [0, 3, -1])
def test_it_is_made_longer_by_one_or_two_months(months):
    with pytest.raises(ValidationError, match="One or two"):
        _check(extra_months=months)


def test_it_is_made_longer_once():
    with pytest.raises(ValidationError, match="once already"):
        _check(longer_because="It is complex.")


def test_a_longer_time_needs_a_reason():
    with pytest.raises(ValidationError, match="why"):
        _check(reason="  ")


def test_it_is_made_longer_before_the_month_is_over():
    _check(today=date(2026, 12, 22))

    with pytest.raises(ValidationError, match="month is over"):
        _check(today=date(2026, 12, 23))


def _check(**changes):
    values = {
        "extra_months": 1,
        "reason": "Four years of records.",
        "longer_because": "",
        "due_on": date(2026, 12, 22),
        "today": date(2026, 12, 1),
    }
    rules.check_extension(**{**values, **changes})


def test_a_letter_cannot_come_tomorrow_nor_be_years_old():
    today = date(2026, 11, 22)
    rules.check_received(today, today)
    rules.check_received(date(2025, 11, 22), today)

    with pytest.raises(ValidationError, match="to come"):
        rules.check_received(date(2026, 11, 23), today)
    with pytest.raises(ValidationError, match="a year ago"):
        rules.check_received(date(2025, 11, 21), today)


@pytest.mark.parametrize("state", RequestState)
@pytest.mark.parametrize("to", RequestState)
def test_every_move_is_either_in_the_table_or_refused(state, to):
    if to in rules.TRANSITIONS[state]:
        rules.check_moves(state, to)
    else:
        with pytest.raises(ValidationError):
            rules.check_moves(state, to)


@pytest.mark.parametrize(
    ("days_after", "stage", "reminder"),
    [
        (-1, LeaverStage.LEAVING, ""),
        (0, LeaverStage.LEAVING, ""),
        (1, LeaverStage.READING, ""),
        (29, LeaverStage.READING, ""),
        (30, LeaverStage.READING, "30"),
        (31, LeaverStage.READING, "30"),
        (52, LeaverStage.READING, "30"),
        (53, LeaverStage.READING, "7"),
        (59, LeaverStage.READING, "7"),
        (60, LeaverStage.OVER, ""),
        (61, LeaverStage.OVER, ""),
        (4000, LeaverStage.OVER, ""),
    ],
)
def test_sixty_days_of_a_leaver(days_after, stage, reminder):
    today = LEFT_ON + timedelta(days=days_after)

    assert rules.leaver_stage(LEFT_ON, today) == stage
    assert rules.leaver_reminder(LEFT_ON, today) == reminder


def test_whoever_has_no_last_day_is_here():
    assert rules.leaver_stage(None, LEFT_ON) == LeaverStage.HERE


@pytest.mark.parametrize(
    ("name", "is_open"),
    [
        ("accounts:my_account", True),
        ("profiles:everything", True),
        ("privacy:request_create", True),
        ("privacy:bundle_fetch", True),
        ("account_logout", True),
        ("mfa_index", True),
        ("cpd:entry_list", False),
        ("sessions:supervision_home", False),
        ("privacy:redaction_list", False),
        ("accounts:person_detail", False),
        ("profiles:pack_create", False),
        ("wagtail_serve", False),
        ("", False),
    ],
)
def test_pages_of_a_leaver(name, is_open):
    assert rules.is_open_to_leavers(name) is is_open


def test_a_last_day_is_not_before_the_first_nor_years_away():
    today = date(2026, 11, 22)
    rules.check_last_day(today, started_on=None, today=today)

    with pytest.raises(ValidationError, match="before the first"):
        rules.check_last_day(today, started_on=date(2026, 11, 23), today=today)
    with pytest.raises(ValidationError, match="two years"):
        rules.check_last_day(date(2029, 1, 1), started_on=None, today=today)
