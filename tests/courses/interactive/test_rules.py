from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from content.activities.rules import Completing, JudgedBy, Reached, Weight, check_completing
from courses.interactive.rules import Result, counts, shown_percent


def finished(percent=None, judged_by=JudgedBy.BROWSER, weight=Weight.PRACTICE):
    score = None if percent is None else Decimal(percent)
    return Result(Reached.FINISHED, score, judged_by, weight)


OPENED = Result(Reached.OPENED)


@pytest.mark.parametrize(
    ("result", "completing", "enough", "is_done"),
    [
        (OPENED, Completing.OPTIONAL, None, False),
        (finished(100), Completing.OPTIONAL, None, False),
        (OPENED, Completing.OPENED, None, True),
        (finished(), Completing.OPENED, None, True),
        (OPENED, Completing.COMPLETED, None, False),
        (finished(), Completing.COMPLETED, None, True),
        (finished(0), Completing.COMPLETED, None, True),
        (OPENED, Completing.SCORED, 80, False),
        (finished(), Completing.SCORED, 80, False),
        (finished("79.99"), Completing.SCORED, 80, False),
        (finished(80), Completing.SCORED, 80, True),
    ],
)
def test_an_activity_is_done_as_its_author_says(result, completing, enough, is_done):
    done = counts(result, completing=completing, pass_percent=enough, is_safeguarding=False)

    assert done is is_done


@pytest.mark.parametrize(
    ("judged_by", "weight", "is_done"),
    [
        (JudgedBy.BROWSER, Weight.PRACTICE, False),
        (JudgedBy.SERVER, Weight.PRACTICE, False),
        (JudgedBy.BROWSER, Weight.VERIFIED, False),
        (JudgedBy.SERVER, Weight.VERIFIED, True),
    ],
)
def test_about_safeguarding_a_score_counts_only_as_proof(judged_by, weight, is_done):
    result = finished(100, judged_by, weight)

    done = counts(result, completing=Completing.SCORED, pass_percent=80, is_safeguarding=True)

    assert done is is_done
    assert result.is_proof is is_done


@pytest.mark.parametrize("completing", [Completing.OPENED, Completing.COMPLETED])
def test_about_safeguarding_playing_it_counts_like_reading(completing):
    assert counts(finished(), completing=completing, pass_percent=None, is_safeguarding=True)


def test_an_opened_activity_proves_nothing():
    assert not Result(Reached.OPENED, Decimal(100), JudgedBy.SERVER, Weight.VERIFIED).is_proof


@pytest.mark.parametrize(
    ("completing", "enough"),
    [(Completing.SCORED, None), (Completing.SCORED, 0), (Completing.OPENED, 101)],
)
def test_a_score_that_is_no_score_is_refused(completing, enough):
    with pytest.raises(ValidationError):
        check_completing(completing, enough)


def test_a_result_is_rounded_down():
    assert shown_percent(Decimal("99.99")) == "99 %"
    assert shown_percent(None) == ""
