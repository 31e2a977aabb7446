from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from assessments.preparation import rules
from assessments.preparation.rules import PreparationContent

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hours", "is_held_back", "expected"),
    [(25, False, False), (24, False, True), (0, False, True), (1, True, False)],
)
def test_it_is_shown_a_day_before_unless_she_keeps_it(hours, is_held_back, expected):
    now = AT - timedelta(hours=hours)

    assert rules.is_shown(AT, is_held_back=is_held_back, now=now) is expected


def test_a_session_that_is_over_is_not_prepared_for():
    rules.check_can_be_prepared("planned", "planned")

    with pytest.raises(ValidationError, match="next one"):
        rules.check_can_be_prepared("held", "planned")


def test_answers_have_a_length():
    rules.check_content(PreparationContent(wants="x" * 2_000))

    with pytest.raises(ValidationError) as refused:
        rules.check_content(PreparationContent(weighs="x" * 2_001))
    assert list(refused.value.message_dict) == ["weighs"]


@pytest.mark.parametrize(("title", "items"), [(" ", 0), ("x" * 201, 0), ("A talk", 12)])
def test_what_does_not_fit_on_an_agenda_is_refused(title, items):
    with pytest.raises(ValidationError):
        rules.check_item(title, items)


@pytest.mark.parametrize("level", [0, 6, -1])
def test_there_are_five_levels(level):
    with pytest.raises(ValidationError):
        rules.check_level(level)


@pytest.mark.parametrize(
    ("levels", "expected"),
    [
        ([5, 4, 3], False),  # too few to be a trend
        ([4, 4, 4, 2], False),  # one bad day
        ([5, 5, 3, 3], True),
        ([5, 4, 3, 2], True),
        ([4, 4, 3, 3], False),  # one step
        ([2, 2, 4, 4], False),
        ([5, 5, 5, 5, 5, 3, 3], True),
        ([3, 3, 3, 3], False),
    ],
)
def test_only_a_fall_of_two_steps_is_pointed_out(levels, expected):
    assert rules.is_falling(levels) is expected
