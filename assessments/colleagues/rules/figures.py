"""Ratings as n, mean and spread; words in an order that tells nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from statistics import fmean, stdev

from assessments.figures.rules.intervals import mean_interval

from .answers import HIGHEST, LOWEST, QUESTIONS, Question


@dataclass(frozen=True)
class RatingRow:
    """One question. Without a mean where too few could say: `n` alone is shown then."""

    question: Question
    n: int
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    spread: float | None = None

    # Where it stands on a line of a hundred units, in whole numbers for the drawing.
    @property
    def at(self) -> int:
        return place_of(self.mean) if self.mean is not None else 0

    @property
    def low_at(self) -> int:
        return place_of(self.low) if self.low is not None else self.at

    @property
    def width(self) -> int:
        return max(1, place_of(self.high) - self.low_at) if self.high is not None else 1

    @property
    def range_words(self) -> str:
        return f"{self.low:.1f} to {self.high:.1f}" if self.low is not None else "–"


def place_of(value: float) -> int:
    return round(100 * (value - LOWEST) / (HIGHEST - LOWEST))


def rating_rows(ratings: Iterable[Mapping[str, int]], *, shown_from: int) -> list[RatingRow]:
    """Of those who could say. A question that fewer than `shown_from` could answer has no mean."""
    given = list(ratings)
    found = []
    for question in QUESTIONS:
        values = [each[question.key] for each in given if each.get(question.key)]
        found.append(_row(question, values, shown_from))
    return found


def _row(question: Question, values: Sequence[int], shown_from: int) -> RatingRow:
    n = len(values)
    if not n or n < shown_from:
        return RatingRow(question, n)
    mean = fmean(values)
    if n == 1:
        return RatingRow(question, n, mean)
    spread = stdev(values)
    if not spread:  # where all say the same, an interval of no width would claim too much
        return RatingRow(question, n, mean, spread=spread)
    _, interval = mean_interval(values)
    low, high = max(LOWEST, interval.low), min(HIGHEST, interval.high)
    return RatingRow(question, n, mean, low, high, spread)


def shuffled(words: Iterable[str], *, seed: str) -> list[str]:
    """Always the same for the same words, whoever wrote which first: a look today and one tomorrow
    tell nothing apart, and two lists do not stand in the same order."""
    rows = sorted(text.strip() for text in words if text.strip())
    Random(seed).shuffle(rows)
    return rows
