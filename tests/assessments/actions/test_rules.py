from datetime import UTC, date, datetime, timedelta
from itertools import product

import pytest
from django.core.exceptions import ValidationError

from assessments.actions import rules
from assessments.actions.rules import ActionState, Due

TODAY = date(2026, 3, 2)
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ALLOWED = {
    ("open", "done"),
    ("open", "changed"),
    ("open", "dropped"),
    ("done", "open"),
    ("dropped", "open"),
}


@pytest.mark.parametrize(("state", "to"), product(ActionState, ActionState))
def test_every_move_is_allowed_or_refused_with_a_sentence(state, to):
    if (state, to) in ALLOWED:
        rules.check_transition(state, to)
        return
    with pytest.raises(ValidationError) as refused:
        rules.check_transition(state, to)
    assert refused.value.messages[0].endswith(".")


def test_the_table_names_every_state():
    assert set(rules.TRANSITIONS) == set(ActionState)
    assert set(rules.CLOSED) | {ActionState.OPEN} == set(ActionState)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_it_is_carried_up_to_three_times(count):
    rules.check_can_be_carried(count)


@pytest.mark.parametrize("count", [3, 4])
def test_after_three_times_it_is_made_smaller_or_dropped(count):
    with pytest.raises(ValidationError, match="drop it and say why"):
        rules.check_can_be_carried(count)


def test_what_is_right_is_not_complained_of():
    rules.check_action("Ask one open question", TODAY, earliest=TODAY, statements=4)


@pytest.mark.parametrize(
    ("words", "due_on", "statements", "field"),
    [
        ("  ", TODAY, 0, "words"),
        ("x" * 601, TODAY, 0, "words"),
        ("Ask", None, 0, "due_on"),
        ("Ask", TODAY - timedelta(days=1), 0, "due_on"),
        ("Ask", TODAY + timedelta(days=367), 0, "due_on"),
        ("Ask", TODAY, 5, "statements"),
    ],
)
def test_what_is_wrong_is_said_by_its_field(words, due_on, statements, field):
    with pytest.raises(ValidationError) as refused:
        rules.check_action(words, due_on, earliest=TODAY, statements=statements)

    assert list(refused.value.message_dict) == [field]


@pytest.mark.parametrize(
    ("check", "field"),
    [
        (rules.check_progress, "words"),
        (rules.check_closing_note, "note"),
        (rules.check_reason, "reason"),
    ],
)
@pytest.mark.parametrize("words", ["", " \n", "x" * 1001])
def test_nothing_is_said_without_words_and_nothing_at_length(check, field, words):
    with pytest.raises(ValidationError) as refused:
        check(words)

    assert list(refused.value.message_dict) == [field]


def test_evidence_is_her_own_and_handed_in():
    rules.check_evidence(7, 7, is_handed_in=True)

    with pytest.raises(ValidationError, match="own log"):
        rules.check_evidence(8, 7, is_handed_in=True)
    with pytest.raises(ValidationError, match="Hand this entry in"):
        rules.check_evidence(7, 7, is_handed_in=False)


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        ("done", 0, True),
        ("dropped", 14, True),
        ("done", 15, False),
        ("changed", 0, False),
        ("open", 0, False),
    ],
)
def test_it_can_be_undone_for_two_weeks(state, days, expected):
    closed_at = None if state == "open" else NOW - timedelta(days=days)

    assert rules.can_be_reopened(state, closed_at, NOW) is expected


def test_too_late_is_said():
    with pytest.raises(ValidationError, match="14 days"):
        rules.check_undo(NOW - timedelta(days=15), NOW)
    with pytest.raises(ValidationError):
        rules.check_undo(None, NOW)


@pytest.mark.parametrize(
    ("state", "days", "expected"),
    [
        ("open", -1, Due.OVERDUE),
        ("open", 0, Due.SOON),
        ("open", 3, Due.SOON),
        ("open", 4, Due.LATER),
        ("done", -1, Due.CLOSED),
    ],
)
def test_how_near_its_day_is(state, days, expected):
    assert rules.due(state, TODAY + timedelta(days=days), TODAY) == expected
