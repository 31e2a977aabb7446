from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from courses.progress import rules
from courses.progress.rules import ModuleState, StepGoal

TODAY = date(2026, 11, 22)
LESSON = {"goal_one": "read “{title}”", "goal_many": "read the {count} lessons"}
QUIZ = {"goal_one": "pass the quiz", "goal_many": "pass the {count} quizzes"}


def state(**given_values):
    plain = {
        "is_enrolled": True,
        "is_started": False,
        "is_done": False,
        "due_on": None,
        "expires": None,
        "today": TODAY,
    }
    return rules.module_state(**{**plain, **given_values})


@pytest.mark.parametrize(
    ("required", "offered", "done", "complete"),
    [
        ({1, 2}, {1, 2, 3}, {1, 2}, True),
        ({1, 2}, {1, 2, 3}, {1, 3}, False),
        ({1, 2}, {1, 2}, {1, 2, 9}, True),  # 9 was taken out of the module
        (set(), {1, 2}, {1}, False),
        (set(), {1, 2}, {1, 2}, True),
        (set(), set(), set(), False),
        (set(), set(), {9}, False),
    ],
)
def test_complete_is_every_required_live_step(required, offered, done, complete):
    assert rules.is_complete(required=required, offered=offered, done=done) == complete


@given(st.integers(0, 500), st.integers(0, 500))
def test_a_hundred_per_cent_is_everything(done, total):
    done = min(done, total)

    percent = rules.percent(done=done, total=total)

    assert 0 <= percent <= 100
    assert (percent == 100) == (total > 0 and done == total)


@pytest.mark.parametrize(
    ("completed", "months", "last_day"),
    [
        (date(2026, 3, 12), 24, date(2028, 3, 12)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (TODAY, None, None),
        (TODAY, 0, None),
    ],
)
def test_expiry_is_the_same_day_some_months_on(completed, months, last_day):
    assert rules.expires_on(completed_on=completed, validity_months=months) == last_day


@pytest.mark.parametrize(
    ("given_values", "expected"),
    [
        ({"is_enrolled": False}, ModuleState.NOT_ENROLLED),
        ({}, ModuleState.NOT_STARTED),
        ({"is_started": True}, ModuleState.IN_PROGRESS),
        ({"due_on": TODAY}, ModuleState.NOT_STARTED),
        ({"due_on": TODAY - timedelta(days=1)}, ModuleState.OVERDUE),
        ({"due_on": TODAY - timedelta(days=1), "is_started": True}, ModuleState.OVERDUE),
        ({"is_done": True}, ModuleState.COMPLETE),
        ({"is_done": True, "due_on": date(2026, 1, 1)}, ModuleState.COMPLETE),
        ({"is_done": True, "expires": TODAY + timedelta(days=61)}, ModuleState.COMPLETE),
        ({"is_done": True, "expires": TODAY + timedelta(days=60)}, ModuleState.EXPIRING),
        ({"is_done": True, "expires": TODAY}, ModuleState.EXPIRING),
        ({"is_done": True, "expires": TODAY - timedelta(days=1)}, ModuleState.EXPIRED),
        ({"held_before": True, "expires": TODAY + timedelta(days=5)}, ModuleState.EXPIRING),
        ({"held_before": True, "expires": TODAY - timedelta(days=5)}, ModuleState.EXPIRED),
    ],
)
def test_a_module_has_one_state_on_a_day(given_values, expected):
    assert state(**given_values) == expected


def test_every_state_has_a_badge_and_a_turn():
    assert set(rules.BADGES) == set(rules.URGENCY) == set(ModuleState)


@pytest.mark.parametrize(
    ("old", "new", "stands"),
    [
        ("", "83 %", "83 %"),
        ("83 %", "", "83 %"),
        ("83 %", "67 %", "83 %"),
        ("83 %", "92 %", "92 %"),
        ("100 %", "92 %", "100 %"),
        ("sound", "strong", "sound"),
    ],
)
def test_the_best_result_stands(old, new, stands):
    assert rules.better_result(old, new) == stands


def test_the_rule_reads_as_a_sentence():
    steps = [
        StepGoal(1, "Start", "Lesson", **LESSON),
        StepGoal(2, "Words", "Lesson", **LESSON),
        StepGoal(3, "Quiz", "Quiz", **QUIZ),
    ]

    assert rules.completion_sentence(steps) == (
        "This module is complete when you read the 2 lessons and pass the quiz."
    )
    assert rules.missing_sentence(steps[1:]) == "Still to do: read “Words” and pass the quiz."
    assert rules.missing_sentence([]) == ""
    assert "no steps yet" in rules.completion_sentence([])


@pytest.mark.parametrize(
    ("goals", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_a_list_is_said_in_english(goals, words):
    assert rules.sentence(goals) == words


def test_a_title_with_braces_is_no_format():
    step = StepGoal(1, "Ask the {learner}", "Lesson", **LESSON)

    assert rules.missing_sentence([step]) == "Still to do: read “Ask the {learner}”."


def test_reflections_and_parts_are_checked():
    rules.check_reflection("x" * 10_000)
    rules.check_block_id("0b1e57d0-0000-4000-8000-000000000001")
    with pytest.raises(ValidationError, match="10,000"):
        rules.check_reflection("x" * 10_001)
    for wrong in ("", "<script>", "x" * 65):
        with pytest.raises(ValidationError):
            rules.check_block_id(wrong)


@pytest.mark.parametrize(
    ("days_left", "stage"),
    [(20, None), (8, None), (7, 7), (3, 7), (0, 7), (-1, -1), (-6, -1), (-7, -7), (-20, -7)],
)
def test_reminder_stage_names_the_one_that_fits_today(days_left, stage):
    assert rules.reminder_stage(days_left, rules.DUE_STAGES) == stage


@pytest.mark.parametrize(
    ("days_left", "words"),
    [(3, "in 3 days"), (1, "in 1 day"), (0, "today"), (-1, "1 day ago"), (-9, "9 days ago")],
)
def test_days_in_words_are_as_people_say_them(days_left, words):
    assert rules.days_in_words(days_left) == words
