"""How moderators judge a case, and what comes of it (domain.md 6.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median
from typing import Any

from django.core.exceptions import ValidationError

from assessments.figures.rules.agreement import percent_agreement
from assessments.reviews.rules import Rating

from .states import CaseState

SHORTEST_REASON = 20
LONGEST_REASON = 1_600  # what was agreed is written after it
LONGEST_COMMENT = 2_000
SCALE = (Rating.NOT_YET, Rating.DEVELOPING, Rating.SECURE, Rating.STRONG)
ALL_RATINGS = tuple(int(rating) for rating in Rating)


@dataclass(frozen=True)
class Outcome:
    """What the moderators decided. `agreed`: area code → rating, where it is to be changed."""

    state: CaseState
    reason: str
    agreed: Mapping[str, int]


def check_ratings(ratings: Mapping[str, Any], areas: Iterable[str]) -> dict[str, int]:
    """One for every area, “not enough evidence” included, and none for any other."""
    wanted = list(areas)
    if not wanted:
        raise ValidationError("There is no area here to rate.", code="no_areas")
    missing = [code for code in wanted if ratings.get(code) not in ALL_RATINGS]
    if missing:
        raise ValidationError(
            "Rate every area. “Not enough evidence” is an answer, too.", code="missing"
        )
    return {code: int(ratings[code]) for code in wanted}


def check_comment(comment: str) -> str:
    said = comment.strip()
    if len(said) > LONGEST_COMMENT:
        raise ValidationError({"comment": [f"At most {LONGEST_COMMENT:,} characters."]})
    return said


def check_outcome(outcome: Outcome, before: Mapping[str, int | None]) -> None:
    problems: dict[str, list[str]] = {}
    if outcome.state not in (CaseState.UPHELD, CaseState.RETURNED, CaseState.CHANGED):
        problems["state"] = ["Choose what you decided."]
    said = outcome.reason.strip()
    if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
        problems["reason"] = [
            f"Write why, in {SHORTEST_REASON} to {LONGEST_REASON:,} characters: the mentor and the "
            "reviewer read it."
        ]
    strangers = set(outcome.agreed) - set(before)
    wrong = [code for code, rating in outcome.agreed.items() if rating not in ALL_RATINGS]
    if strangers or wrong:
        problems["agreed"] = ["Choose a rating of the scale, for an area of this review."]
    if outcome.state == CaseState.CHANGED and not changes(before, outcome.agreed):
        problems["agreed"] = ["Say which rating you agreed instead, in one area at least."]
    if problems:
        raise ValidationError(problems)


def changes(before: Mapping[str, int | None], agreed: Mapping[str, int]) -> dict[str, int]:
    """Only what differs."""
    return {code: rating for code, rating in agreed.items() if before.get(code) != rating}


def reason_with_changes(
    reason: str,
    before: Mapping[str, int | None],
    after: Mapping[str, int],
    titles: Mapping[str, str],
) -> str:
    """What the reviewer is told: the reason, and each rating that was agreed."""
    lines = [
        f"{titles.get(code, code)}: {rating_said(before.get(code))} → {rating_said(rating)}."
        for code, rating in after.items()
    ]
    if not lines:
        return reason.strip()
    return "\n".join([reason.strip(), "", "The moderators agreed:", *lines])


def rating_said(rating: int | None) -> str:
    if rating is None:
        return "not rated"
    label = str(Rating(rating).label).lower()
    return label if rating == Rating.NOT_ENOUGH else f"{rating}, {label}"


def counted(rating: int | None) -> int | None:
    """“Not enough evidence” is no place on the scale."""
    return rating if rating in SCALE else None


def spread_words(ratings: Sequence[int | None]) -> str:
    """How far the ratings of one area lie apart, as one says it."""
    given = [value for rating in ratings if (value := counted(rating)) is not None]
    without = len(ratings) - len(given)
    if len(given) < 2:
        return "Too few ratings to compare"
    apart = max(given) - min(given)
    if apart == 0:
        said = "All the same"
    elif apart == 1:
        said = "One step apart"
    else:
        said = f"{('Two', 'Three')[apart - 2]} steps apart: talk about this first"
    return f"{said}; {without} found too little evidence" if without else said


def pairs_words(ratings: Sequence[int | None]) -> str:
    shared = percent_agreement([[counted(rating) for rating in ratings]])
    return f"{shared.alike} of {shared.pairs} pairs alike" if shared.pairs else ""


def middle_of(ratings: Iterable[int | None]) -> float | None:
    given = [value for rating in ratings if (value := counted(rating)) is not None]
    return median(given) if given else None


def drift(pairs: Iterable[tuple[int | None, float | None]]) -> tuple[float, int] | None:
    """How far somebody’s ratings lie above (plus) or below what they are compared with, on
    average, and over how many. None where there is nothing to compare."""
    gaps = [
        own - other
        for given, other in pairs
        if (own := counted(given)) is not None and other is not None
    ]
    return (fmean(gaps), len(gaps)) if gaps else None


def drift_words(gap: float, *, beside: str) -> str:
    """“0.4 above what was agreed”."""
    size = round(abs(gap), 1)
    if size < 0.1:
        return f"the same as {beside}"
    return f"{size:.1f} {'above' if gap > 0 else 'below'} {beside}"
