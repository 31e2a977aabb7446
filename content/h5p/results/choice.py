"""H5P.MultiChoice and H5P.TrueFalse.

Facts from h5p-multi-choice (js/multichoice.js, js/multichoice-scoring.js) and h5p-true-false
(scripts/h5p-true-false.js).
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from .scores import Score, chosen_indexes, entries, is_true, mapping, number_or, score_of

FULL_MARKS = 100  # the pass percentage of a set of answers that count as one


def score_multi_choice(params: Mapping[str, Any], response: str | None) -> Score | None:
    """The response numbers the answers as the content has them, whatever order was shown.

    One answer (`behaviour.type` “single”, or “auto” with exactly one right answer): 1 or 0 of 1.
    Several: a point for each right answer and one less for each wrong one, never below nought;
    with `singlePoint`, which is the default, all or nothing at `passPercentage`. Where no answer
    is right, choosing none is.
    """
    answers = [mapping(answer) for answer in entries(params.get("answers"))]
    chosen = chosen_indexes(response, len(answers))
    if not answers or chosen is None:
        return None
    behaviour = mapping(params.get("behaviour"))
    if _is_single(behaviour, answers):
        return _single(answers, chosen)
    most = _most(answers)
    raw = sum(((1 if _is_right(answers[at]) else -1) * _weight(answers[at]) for at in chosen),
              start=Decimal(0))  # fmt: skip
    raw = max(raw, Decimal(0))
    if not chosen and not any(map(_is_right, answers)):
        raw = most
    if is_true(behaviour.get("singlePoint", True)):
        enough = number_or(behaviour.get("passPercentage"), FULL_MARKS)
        return score_of(int(100 * raw >= enough * most), 1)
    return score_of(raw, most)


def _is_single(behaviour: Mapping[str, Any], answers: list[dict[str, Any]]) -> bool:
    kind = behaviour.get("type", "auto")
    return kind == "single" or (kind == "auto" and sum(map(_is_right, answers)) == 1)


def _single(answers: list[dict[str, Any]], chosen: tuple[int, ...]) -> Score | None:
    if len(chosen) > 1:  # radio buttons cannot do that
        return None
    return score_of(sum(_is_right(answers[at]) for at in chosen), 1)


def _most(answers: list[dict[str, Any]]) -> Decimal:
    right = [_weight(answer) for answer in answers if _is_right(answer)]
    return sum(right, start=Decimal(0)) if right else Decimal(1)


def _weight(answer: Mapping[str, Any]) -> Decimal:
    """No editor offers it and every answer weighs 1; the player honours it all the same."""
    return number_or(answer.get("weight"), 1)


def _is_right(answer: Mapping[str, Any]) -> bool:
    return is_true(answer.get("correct"))


def score_true_false(params: Mapping[str, Any], response: str | None) -> Score | None:
    """The content and the response both say “true” or “false”; an empty response is no answer."""
    if response not in ("true", "false", "", None):
        return None
    right = params.get("correct")
    expected = "true" if right is True or right == "true" else "false"
    return score_of(int(response == expected), 1)
