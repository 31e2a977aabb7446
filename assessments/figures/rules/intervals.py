"""How sure a figure is: intervals that hold the true value in 95 of 100 cases.

Shares: Wilson, E. B. (1927), “Probable inference, the law of succession, and statistical
inference”. Differences of shares: Newcombe, R. G. (1998), “Interval estimation for the difference
between independent proportions”, method 10, which puts two Wilson intervals together. Means:
Student's t. No statistics package is needed: each is a few lines, and the tests compare them with
one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import atan2, cos, exp, lgamma, pi, sin, sqrt
from statistics import NormalDist, fmean, stdev

CONFIDENCE = 0.95
Z_95 = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)  # 1.959964
NEAR_ENOUGH = 1e-12


@dataclass(frozen=True)
class Interval:
    """From low to high, both in the unit of the figure: a share of 1, a point of a scale."""

    low: float
    high: float

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high


def wilson(numerator: int, denominator: int, *, z: float = Z_95) -> Interval:
    """Where the true share lies, given so many of so many. Never below 0 or above 1."""
    check_share(numerator, denominator)
    share = numerator / denominator
    scale = 1 + z * z / denominator
    centre = (share + z * z / (2 * denominator)) / scale
    spread = z / scale * sqrt(share * (1 - share) / denominator + (z / (2 * denominator)) ** 2)
    low = 0.0 if numerator == 0 else max(0.0, centre - spread)
    high = 1.0 if numerator == denominator else min(1.0, centre + spread)
    return Interval(low, high)


def difference_interval(n1: int, d1: int, n2: int, d2: int, *, z: float = Z_95) -> Interval:
    """Where the difference of two shares lies: the first, n1 of d1, less the second, n2 of d2. The
    two groups must not share members."""
    first, second = wilson(n1, d1, z=z), wilson(n2, d2, z=z)
    one, other = n1 / d1, n2 / d2
    down = sqrt((one - first.low) ** 2 + (second.high - other) ** 2)
    up = sqrt((first.high - one) ** 2 + (other - second.low) ** 2)
    return Interval(one - other - down, one - other + up)


def mean_interval(values: Sequence[float]) -> tuple[float, Interval]:
    """The mean of at least two values, and where the true mean lies."""
    if len(values) < 2:
        raise ValueError("An interval needs two values or more.")
    mean = fmean(values)
    spread = t_quantile(len(values) - 1) * stdev(values) / sqrt(len(values))
    return mean, Interval(mean - spread, mean + spread)


def check_share(numerator: int, denominator: int) -> None:
    if denominator < 1 or not 0 <= numerator <= denominator:
        raise ValueError(f"{numerator} of {denominator} is no share.")


@lru_cache(maxsize=512)
def t_quantile(freedom: int, confidence: float = CONFIDENCE) -> float:
    """The t within which a value falls with this confidence, both sides together.

    Newton's steps from the normal quantile, which lies below: the probability rises ever more
    slowly, so that every step stops short of the answer and none goes past it.
    """
    if freedom < 1:
        raise ValueError("There must be at least one degree of freedom.")
    t = NormalDist().inv_cdf((1 + confidence) / 2)
    while (gap := confidence - _within(t, freedom)) > NEAR_ENOUGH:
        t += gap / (2 * _density(t, freedom))
    return t


def _within(t: float, freedom: int) -> float:
    """The probability of -t to t: a sum that ends, for whole degrees of freedom (Abramowitz and
    Stegun, “Handbook of Mathematical Functions”, 26.7.3 and 26.7.4)."""
    angle = atan2(t, sqrt(freedom))
    across, square = cos(angle), cos(angle) ** 2
    is_odd = freedom % 2
    term = across if is_odd else 1.0
    total = 0.0
    for step in range(2 + is_odd, freedom + 1, 2):
        total += term
        term *= square * (step - 1) / step
    return (angle + sin(angle) * total) * 2 / pi if is_odd else sin(angle) * total


def _density(t: float, freedom: int) -> float:
    half = (freedom + 1) / 2
    height = exp(lgamma(half) - lgamma(freedom / 2)) / sqrt(freedom * pi)
    return height * (1 + t * t / freedom) ** -half


def percent_words(numerator: int, denominator: int) -> str:
    """To one place, half a tenth upwards: 333 of 379 is “87.9 %”."""
    check_share(numerator, denominator)
    tenths = (2_000 * numerator + denominator) // (2 * denominator)
    return f"{tenths // 10}.{tenths % 10} %"
