from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from assessments.plans import rules
from assessments.plans.rules import TRANSITIONS, Due, LineContent, LineState

TODAY = date(2026, 11, 26)


def check(content: LineContent, *, statements: int = 0, before: date | None = None) -> None:
    rules.check_line(content, statements=statements, today=TODAY, before=before)


def test_a_need_is_enough():
    check(LineContent("Asking open questions"))


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (LineContent("  "), "need"),
        (LineContent("Asking", origin="gossip"), "origin"),
        (LineContent("Asking", due_on=TODAY - timedelta(1)), "due_on"),
        (LineContent("Asking", due_on=date(2206, 1, 1)), "due_on"),
    ],
)
def test_what_is_wrong_is_said_by_field(content, field):
    with pytest.raises(ValidationError) as error:
        check(content)

    assert list(error.value.message_dict) == [field]


def test_today_is_still_to_come():
    check(LineContent("Asking", due_on=TODAY))


def test_a_day_that_passed_since_may_stay():
    past = TODAY - timedelta(30)

    check(LineContent("Asking", due_on=past), before=past)
    with pytest.raises(ValidationError):
        check(LineContent("Asking", due_on=past - timedelta(1)), before=past)


def test_five_statements_are_too_many():
    check(LineContent("Asking"), statements=4)
    with pytest.raises(ValidationError, match="not 5"):
        check(LineContent("Asking"), statements=5)


def test_every_state_says_where_it_leads():
    assert set(TRANSITIONS) == set(LineState)
    allowed = {(a, b) for a, targets in TRANSITIONS.items() for b in targets}

    for state in LineState:
        for to in LineState:
            if (state, to) in allowed:
                rules.check_transition(state, to)
            else:
                with pytest.raises(ValidationError):
                    rules.check_transition(state, to)


@pytest.mark.parametrize("to", [LineState.DONE, LineState.DROPPED])
@pytest.mark.parametrize("outcome", ["", "  \n", "x" * 1001])
def test_no_line_ends_without_a_word_or_with_too_many(to, outcome):
    with pytest.raises(ValidationError):
        rules.check_outcome(to, outcome)
    rules.check_outcome(to, "It works.")


@pytest.mark.parametrize(
    ("state", "days", "due"),
    [
        ("open", None, Due.NOT_SET),
        ("open", -1, Due.OVERDUE),
        ("open", 0, Due.SOON),
        ("open", 14, Due.SOON),
        ("open", 15, Due.LATER),
        ("done", -1, Due.NOT_SET),
        ("dropped", 3, Due.NOT_SET),
    ],
)
def test_only_an_open_line_is_due(state, days, due):
    due_on = None if days is None else TODAY + timedelta(days)

    assert rules.due(state, due_on, TODAY) == due
