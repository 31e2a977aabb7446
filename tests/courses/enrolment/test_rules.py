from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from courses.enrolment import rules

TODAY = date(2026, 11, 22)


def check(**given):
    state = {"is_open": False, "was_completed": False, "expires_on": None, "today": TODAY}
    rules.check_may_open_cycle(**{**state, **given})


def test_a_due_date_counts_from_the_start():
    assert rules.due_on(starts_on=date(2026, 11, 2), due_after_days=28) == date(2026, 11, 30)
    assert rules.due_on(starts_on=date(2026, 11, 2), due_after_days=0) == date(2026, 11, 2)
    assert rules.due_on(starts_on=TODAY, due_after_days=None) is None


def test_the_first_cycle_is_open_to_everyone():
    check()


def test_an_open_cycle_is_not_opened_twice():
    with pytest.raises(ValidationError, match="already"):
        check(is_open=True)


def test_what_never_runs_out_is_not_repeated():
    with pytest.raises(ValidationError, match="does not run out"):
        check(was_completed=True)


def test_a_renewal_opens_sixty_days_before_the_end():
    check(was_completed=True, expires_on=date(2027, 1, 21))
    check(was_completed=True, expires_on=date(2026, 11, 1))
    with pytest.raises(ValidationError, match="can be renewed from 23 November 2026"):
        check(was_completed=True, expires_on=date(2027, 1, 22))


def test_what_is_done_is_never_taken_back():
    rules.check_may_withdraw(is_complete=False, reason="Not in this role")
    with pytest.raises(ValidationError, match="never taken back"):
        rules.check_may_withdraw(is_complete=True, reason="Not in this role")
    with pytest.raises(ValidationError, match="why"):
        rules.check_may_withdraw(is_complete=False, reason=" ")


@pytest.mark.parametrize(
    ("days_in", "due_after", "expected"),
    [(0, 28, 28), (100, 28, 14), (100, 7, 7), (6, 7, 7), (30, 70, 40), (100, None, None)],
)
def test_a_module_that_came_out_late_is_due_later(days_in, due_after, expected):
    today = date(2026, 11, 26)

    due = rules.due_on_when_late(
        starts_on=today - timedelta(days=days_in), due_after_days=due_after, published_on=today
    )

    assert due == (None if expected is None else today + timedelta(days=expected))
