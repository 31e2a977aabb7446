"""A figure as it is read: with how many, how sure, and how far from what it is compared with
(domain.md 6.2; features.md R7: a prompt to talk, never a place in a table)."""

from dataclasses import dataclass

from assessments.figures.rules.intervals import (
    Interval,
    difference_interval,
    percent_words,
    wilson,
)

CAVEAT = (
    "Outcomes have many causes, and a mentor shares in them with others. A figure is something to "
    "talk about, with its interval, what it is compared with and the note beside it."
)
DEFAULT_LABEL = "the comparison group"


@dataclass(frozen=True)
class Comparison:
    """The difference in points, this group less the other one. The two are taken as separate
    groups: where the other contains this one, the true difference is a little larger."""

    label: str
    numerator: int
    denominator: int
    percent: str
    difference: float
    interval: Interval
    is_ordinary: bool
    words: str


@dataclass(frozen=True)
class FigureReading:
    numerator: int
    denominator: int
    percent: str
    interval: Interval  # in per cent
    interval_words: str
    comparison: Comparison | None


def figure_reading(
    numerator: int,
    denominator: int,
    *,
    label: str = "",
    other_numerator: int | None = None,
    other_denominator: int | None = None,
) -> FigureReading:
    share = wilson(numerator, denominator)
    interval = Interval(share.low * 100, share.high * 100)
    comparison = None
    if other_numerator is not None and other_denominator:
        comparison = _compare(
            (numerator, denominator), (other_numerator, other_denominator), label or DEFAULT_LABEL
        )
    return FigureReading(
        numerator=numerator,
        denominator=denominator,
        percent=percent_words(numerator, denominator),
        interval=interval,
        interval_words=f"{interval.low:.1f} % to {interval.high:.1f} %",
        comparison=comparison,
    )


def _compare(one: tuple[int, int], other: tuple[int, int], label: str) -> Comparison:
    difference = 100 * (one[0] / one[1] - other[0] / other[1])
    share = difference_interval(*one, *other)
    interval = Interval(share.low * 100, share.high * 100)
    is_ordinary = 0 in interval
    return Comparison(
        label=label,
        numerator=other[0],
        denominator=other[1],
        percent=percent_words(*other),
        difference=difference,
        interval=interval,
        is_ordinary=is_ordinary,
        words=_sentence(difference, interval, label, is_ordinary=is_ordinary),
    )


def _sentence(difference: float, interval: Interval, label: str, *, is_ordinary: bool) -> str:
    reach = f"from {points_words(interval.low)} to {points_words(interval.high)}"
    joined = " from" if is_none(difference) else ""
    said = f"{_upper(points_words(difference))}{joined} {label} ({reach})"
    if is_ordinary:
        return f"{said}: within ordinary variation for groups of this size."
    return f"{said}: more than ordinary variation alone. It does not say why."


def points_words(points: float) -> str:
    """“2.1 points below”: never a bare minus."""
    if is_none(points):
        return "no difference"
    return f"{abs(points):.1f} points {'above' if points > 0 else 'below'}"


def is_none(points: float) -> bool:
    return round(abs(points), 1) == 0


def _upper(words: str) -> str:
    return words[0].upper() + words[1:]
