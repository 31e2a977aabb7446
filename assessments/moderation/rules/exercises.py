"""An exercise of calibration: everybody rates one scripted session, and only then sees how the
others did (features.md R13). It guards against ratings that are lenient, recent or confirmed by
habit; it forces no curve (domain.md 6.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from assessments.reviews.rules import Rating

from .judging import ALL_RATINGS
from .states import ExerciseStage

SHORTEST_EVIDENCE = 15
LONGEST_EVIDENCE = 600
SHORTEST_STIMULUS = 300
LONGEST_STIMULUS = 12_000


@dataclass(frozen=True)
class ExerciseContent:
    title: str
    stimulus: str
    areas: tuple[int, ...]
    opens_on: date
    closes_on: date


@dataclass(frozen=True)
class Rated:
    """How one rater sees an area; no rating is “not enough evidence”."""

    rating: int | None
    evidence: str = ""


def stage_of(
    opens_on: date, closes_on: date, revealed_at: datetime | None, today: date
) -> ExerciseStage:
    if revealed_at is not None:
        return ExerciseStage.SHOWN
    if today < opens_on:
        return ExerciseStage.PLANNED
    return ExerciseStage.OPEN if today <= closes_on else ExerciseStage.CLOSED


def check_exercise(content: ExerciseContent) -> None:
    problems: dict[str, list[str]] = {}
    if not content.title.strip():
        problems["title"] = ["Give it a title, as the raters read it in their list."]
    if not SHORTEST_STIMULUS <= len(content.stimulus.strip()) <= LONGEST_STIMULUS:
        problems["stimulus"] = [
            f"Write {SHORTEST_STIMULUS} to {LONGEST_STIMULUS:,} characters: enough to rate from."
        ]
    if not content.areas:
        problems["areas"] = ["Choose at least one area."]
    if content.closes_on < content.opens_on:
        problems["closes_on"] = ["The last day is before the first. Change one of them."]
    if problems:
        raise ValidationError(problems)


def check_rated(rated: Mapping[str, Rated], codes: Iterable[str]) -> None:
    """Every area; a rating with what in the text made one say so."""
    problems: dict[str, list[str]] = {}
    for code in codes:
        one = rated.get(code)
        if one is None:
            problems[f"rating_{code}"] = ["Rate this area. “Not enough evidence” is an answer."]
            continue
        said = one.evidence.strip()
        if one.rating is not None and one.rating not in ALL_RATINGS[1:]:
            problems[f"rating_{code}"] = ["Choose a rating of the scale."]
        if one.rating is not None and len(said) < SHORTEST_EVIDENCE:
            problems[f"evidence_{code}"] = ["Say what in the text made you rate it so."]
        if len(said) > LONGEST_EVIDENCE:
            problems[f"evidence_{code}"] = [f"At most {LONGEST_EVIDENCE} characters."]
    if problems:
        raise ValidationError(problems)


def check_agreed(agreed: Mapping[str, Any], codes: Iterable[str]) -> dict[str, int]:
    """What was agreed, area by area; an area may be left open."""
    known = set(codes)
    found = {code: rating for code, rating in agreed.items() if rating is not None}
    if set(found) - known or any(rating not in ALL_RATINGS for rating in found.values()):
        raise ValidationError({"agreed": ["Choose a rating of the scale, for an area of this."]})
    return {code: int(rating) for code, rating in found.items()}


def check_can_rate(stage: ExerciseStage) -> None:
    said = {
        ExerciseStage.PLANNED: "This exercise is not open yet.",
        ExerciseStage.CLOSED: "This exercise is closed. Your ratings stay as you gave them.",
        ExerciseStage.SHOWN: "The ratings are shown already, so none is taken any more.",
    }
    if stage in said:
        raise ValidationError(said[stage], code=str(stage))


def stored(rating: int | None) -> int | None:
    """In a row, “not enough evidence” is no number."""
    return None if rating is None or rating == Rating.NOT_ENOUGH else rating
