"""H5P.SingleChoiceSet: the first answer of each question is the right one.

Facts from h5p-single-choice-set (scripts/single-choice-set.js, single-choice.js): each question
sends a statement of its own under the `subContentId` of its group; the set sends no response.
"""

from collections.abc import Mapping
from typing import Any

from .scores import SEPARATOR, Score, chosen_indexes, entries, mapping, score_of

RIGHT = 0


def questions_of(params: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Without the empty entries that editors leave behind; the player drops them too."""
    choices = [mapping(choice) for choice in entries(params.get("choices"))]
    return [choice for choice in choices if entries(choice.get("answers"))]


def score_question(question: Mapping[str, Any], response: str | None) -> Score | None:
    """The response is the number of the answer as the content has it."""
    chosen = chosen_indexes(response, len(entries(question.get("answers"))))
    if chosen is None or len(chosen) > 1:
        return None
    return score_of(int(chosen == (RIGHT,)), 1)


def score_choice_set(params: Mapping[str, Any], response: str | None) -> Score | None:
    """Of a whole set, the numbers of its answers in the order of its questions."""
    questions = questions_of(params)
    parts: list[str | None] = [None] * len(questions)
    if response:
        parts = [*response.split(SEPARATOR)]
    if not questions or len(parts) != len(questions):
        return None
    scores = [score_question(one, part) for one, part in zip(questions, parts, strict=True)]
    if any(score is None for score in scores):
        return None
    return score_of(sum(score.raw for score in scores if score), len(questions))
