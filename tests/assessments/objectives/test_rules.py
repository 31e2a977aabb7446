from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from assessments.objectives import rules
from assessments.objectives.rules import CLOSED, TRANSITIONS, Due, ObjectiveState
from tests.factories.objectives import values

TODAY = date(2026, 11, 22)


def whole(**fields):
    return values(**{"due_on": date(2027, 3, 1), **fields})


@pytest.mark.parametrize("state", list(ObjectiveState))
@pytest.mark.parametrize("to", list(ObjectiveState))
def test_every_move_is_allowed_or_refused(state, to):
    if to in TRANSITIONS[state]:
        rules.check_transition(state, to)
    else:
        with pytest.raises(ValidationError):
            rules.check_transition(state, to)


def test_a_move_to_nowhere_is_refused():
    with pytest.raises(ValidationError):
        rules.check_transition(ObjectiveState.DRAFT, "lost")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("outcome", " "),
        ("about", "weather"),
        ("due_on", date(2026, 11, 21)),
        ("due_on", date(2036, 1, 1)),
        ("weight", 0),
        ("weight", 101),
    ],
)
def test_what_is_wrong_is_said_by_its_field(field, value):
    with pytest.raises(ValidationError) as problem:
        rules.check_values(whole(**{field: value}), today=TODAY)

    assert list(problem.value.message_dict) == [field]


def test_an_old_day_may_stay_and_four_statements_do():
    past = date(2026, 1, 1)
    rules.check_values(whole(due_on=past), today=TODAY, before=past, statements=4)

    with pytest.raises(ValidationError, match="4 statements"):
        rules.check_values(whole(), today=TODAY, statements=5)


@pytest.mark.parametrize("origin", ["plan", "supervision", "college"])
def test_an_origin_has_its_source(origin):
    none = {"has_priority": False, "has_plan_line": False, "has_action": False}
    source = {"plan": "has_plan_line", "supervision": "has_action", "college": "has_priority"}

    rules.check_origin(origin, **{**none, source[origin]: True})
    with pytest.raises(ValidationError):
        rules.check_origin(origin, **none)


def test_a_review_needs_no_source_and_a_made_up_origin_is_refused():
    none = {"has_priority": False, "has_plan_line": False, "has_action": False}
    rules.check_origin("review", **none)

    with pytest.raises(ValidationError):
        rules.check_origin("dream", **none)


def test_nothing_missing_may_be_agreed():
    rules.check_can_be_agreed(whole())

    with pytest.raises(ValidationError, match="how it is now"):
        rules.check_can_be_agreed(whole(baseline=""))


def test_an_agreed_one_is_changed_together():
    rules.check_agreed_together("active", True)
    rules.check_agreed_together("draft", False)

    with pytest.raises(ValidationError) as problem:
        rules.check_agreed_together("active", False)
    assert "is_agreed_together" in problem.value.message_dict


def test_an_old_screen_overwrites_nothing():
    rules.check_revision(3, 3)
    rules.check_revision(3, None)

    with pytest.raises(ValidationError):
        rules.check_revision(4, 3)


@pytest.mark.parametrize("state", CLOSED)
def test_a_closed_one_stays(state):
    with pytest.raises(ValidationError):
        rules.check_can_be_changed(state)
    with pytest.raises(ValidationError):
        rules.check_progress(state, "More")


@pytest.mark.parametrize("text", ["", "  ", "x" * 601])
def test_progress_is_a_sentence_or_two(text):
    with pytest.raises(ValidationError):
        rules.check_progress("active", text)


@pytest.mark.parametrize("reason", ["", " ", "x" * 1001])
def test_nothing_ends_without_a_reason(reason):
    with pytest.raises(ValidationError):
        rules.check_reason(reason)


def test_changes_are_told_part_by_part():
    changes = rules.changes_between(
        whole(),
        whole(target="17 of 18", due_on=date(2027, 4, 1), weight=30, about="own"),
        statements=(["S1"], ["S2", "K1"]),
        priority=("", "Next steps"),
    )

    assert [rules.change_words(change)[0] for change in changes] == [
        "What it is about: from “What learners gain” to “Her own development”",
        "How it will be: from “16 of 18” to “17 of 18”",
        "By when: from “1 March 2027” to “1 April 2027”",
        "Weight: from nothing to “30 %”",
        "Statements: from “S1” to “K1, S2”",
        "College priority: from nothing to “Next steps”",
    ]


def test_nothing_changed_is_nothing_told():
    assert rules.changes_between(whole(), whole()) == []


def test_a_long_change_takes_two_lines_and_loses_no_word():
    change = rules.Change("outcome", "a" * 300, "b" * 300)

    before, after = rules.change_words(change)

    assert "a" * 300 in before
    assert "b" * 300 in after
    assert max(len(before), len(after)) <= rules.LONGEST_PROGRESS


@pytest.mark.parametrize(
    ("days", "due"), [(-1, Due.OVERDUE), (0, Due.SOON), (14, Due.SOON), (15, Due.LATER)]
)
def test_how_near_a_day_is(days, due):
    assert rules.due("active", TODAY + timedelta(days=days), TODAY) == due


def test_a_closed_one_has_no_day_to_keep():
    assert rules.due("met", date(2020, 1, 1), TODAY) == Due.NOT_SET
    assert rules.due("active", None, TODAY) == Due.NOT_SET


@pytest.mark.parametrize(
    ("abouts", "count"),
    [
        ([], 0),
        (["learners", "own", "service"], 0),
        (["learners", "own", "service", "own", "learners"], 0),
        (["learners", "own"], 1),
        (["learners"], 2),
        (["service"] * 3, 2),
        (["learners", "own"] * 3, 1),
    ],
)
def test_a_set_is_three_to_five_about_learners_and_oneself(abouts, count):
    assert len(rules.set_hints(abouts)) == count


@pytest.mark.parametrize(
    ("weights", "count"),
    [([None, None], 0), ([60, 40], 0), ([60, 30], 1), ([60, None], 1), ([], 0)],
)
def test_weights_add_up_to_a_hundred_or_are_not_there(weights, count):
    assert len(rules.weight_hints(weights)) == count


@pytest.mark.parametrize(
    ("target", "fte", "counts"),
    [
        ("10 one-to-ones a week", "0.6", [("10", "6")]),
        ("16 of 18 reviews", "0.5", [("16", "8"), ("18", "9")]),
        ("80 % of reviews", "0.6", []),
        ("By 2027, 20 plans", "0.6", [("20", "12")]),
        ("2 visits", "0.2", [("2", "1")]),
        ("10 one-to-ones", "1.00", []),
        ("every learner", "0.6", []),
        ("by 30/6", "0.6", []),
    ],
)
def test_counts_are_scaled_for_a_part_of_a_post(target, fte, counts):
    assert rules.scaled_counts(target, Decimal(fte)) == counts


def test_the_scale_is_said_in_words():
    assert rules.scale_words("10 a week", Decimal("0.60")) == (
        "If that is meant for a full post: scaled by 0.6, 10 becomes 6."
    )
    assert rules.scale_words("10 a week", None) == ""
    assert rules.fte_words(Decimal("1.00")) == "1"


def test_a_priority_has_a_title_and_days_in_order():
    rules.check_priority("Next steps", TODAY, TODAY)

    with pytest.raises(ValidationError) as problem:
        rules.check_priority(" ", TODAY, TODAY - timedelta(days=1))
    assert set(problem.value.message_dict) == {"title", "to_on"}
