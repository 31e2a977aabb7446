"""Levels with what was seen, and how far two observers who rated apart agree (domain.md 6.3)."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from .states import Level

SHORTEST_EVIDENCE = 40
EARNS_EVIDENCE = (Level.SECURE, Level.STRONG)
STEPS = {Level.DEVELOPING: 1, Level.SECURE: 2, Level.STRONG: 3}


@dataclass(frozen=True)
class Rated:
    level: str
    evidence: str = ""


@dataclass(frozen=True)
class Agreement:
    """How two levels of one criterion stand to each other, in words."""

    words: str
    is_same: bool


def rating_problem(level: str, evidence: str) -> str:
    """What is still missing, in words; empty when the rating is whole."""
    if level == Level.NOT_SEEN:
        return ""
    if level not in Level.values:
        return "Choose a level. “Not seen” is always possible."
    missing = SHORTEST_EVIDENCE - len(evidence.strip())
    if missing > 0:
        return (
            f"Say in a sentence what you saw or heard: at least {SHORTEST_EVIDENCE} characters, "
            f"{missing} more."
        )
    return ""


def is_whole(criteria: Iterable[int], ratings: Mapping[int, Rated]) -> bool:
    """Every criterion has a level, and the sentence its level needs."""
    return all(
        pk in ratings and not rating_problem(ratings[pk].level, ratings[pk].evidence)
        for pk in criteria
    )


def check_ratings_open(*, own_is_whole: bool, other_is_whole: bool) -> None:
    """Two rate apart: from the moment both are done each sees the other's, and neither changes."""
    if own_is_whole and other_is_whole:
        raise ValidationError(
            "Both of you have rated, so each sees the other’s ratings and they stay as they are.",
            code="closed",
        )


def ratings_mark(ratings: Mapping[int, Rated]) -> str:
    """Which version of somebody's ratings a form was made from."""
    rows = [[pk, ratings[pk].level, ratings[pk].evidence] for pk in sorted(ratings)]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:16]


def agreement_between(one: str, other: str) -> Agreement:
    if one == other:
        return Agreement("The same", is_same=True)
    if Level.NOT_SEEN in (one, other):
        return Agreement("One of you did not see it", is_same=False)
    steps = abs(STEPS[Level(one)] - STEPS[Level(other)])
    return Agreement("One step apart" if steps == 1 else "Two steps apart", is_same=False)


def agreement_words(agreements: Iterable[Agreement]) -> str:
    rows = list(agreements)
    same = sum(row.is_same for row in rows)
    return f"{same} of {len(rows)} the same" if rows else ""
