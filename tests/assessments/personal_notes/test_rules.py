from datetime import date

import pytest
from django.core.exceptions import ValidationError

from assessments.personal_notes import rules
from assessments.personal_notes.rules import Countdown


@pytest.mark.parametrize(
    ("written", "goes"),
    [
        (date(2026, 11, 26), date(2027, 11, 26)),
        (date(2024, 2, 29), date(2025, 2, 28)),
        (date(2027, 2, 28), date(2028, 2, 28)),
    ],
)
def test_a_note_goes_after_twelve_months(written, goes):
    assert rules.delete_on(written) == goes


@pytest.mark.parametrize(
    ("days", "words", "soon"),
    [
        (365, "Goes in 12 months", False),
        (63, "Goes in 2 months", False),
        (62, "Goes in 62 days", False),
        (30, "Goes in 30 days", True),
        (1, "Goes tomorrow", True),
        (0, "Goes today", True),
        (-1, "Its day has passed; the college has to keep it for now", True),
    ],
)
def test_countdown(days, words, soon):
    assert (Countdown(days).words, Countdown(days).is_soon) == (words, soon)


def test_check_words_wants_some_and_not_too_many():
    rules.check_words("a")
    for wrong in ("", " \n", "a" * 5001):
        with pytest.raises(ValidationError):
            rules.check_words(wrong)


def test_check_is_not_held_says_whom_to_ask():
    rules.check_is_not_held(False)
    with pytest.raises(ValidationError, match="data protection officer"):
        rules.check_is_not_held(True)
