"""How far people who judge the same things agree, beyond what chance alone would give.

Ratings are whole numbers on one scale; None is no rating (not enough evidence, or not asked).
Two raters: Cohen, J. (1968), “Weighted kappa”, with quadratic weights. Two or more, with gaps:
Krippendorff, K. (2011), “Computing Krippendorff’s Alpha-Reliability”, ordinal. The words are those
of Landis, J. R. and Koch, G. G. (1977). No statistics package is needed: the tests compare each
figure with one.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

Rating = int | None
# From which figure on it is called so.
LEVELS: tuple[tuple[float, str], ...] = (
    (0.81, "almost perfect"),
    (0.61, "substantial"),
    (0.41, "moderate"),
    (0.21, "fair"),
    (0.0, "slight"),
)
MEANINGS = {
    "almost perfect": "hardly anything is left to talk about",
    "substantial": "you see most of it alike, and the rest is worth a talk",
    "moderate": "you often see it alike; look together at where you do not",
    "fair": "you see it alike less often than not; read the anchors together",
    "slight": "not much more than chance would give; begin with what the anchors mean",
    "none": "less than chance would give; you may not be rating the same thing",
}


@dataclass(frozen=True)
class Shared:
    """So many pairs of ratings alike, of so many."""

    alike: int
    pairs: int

    @property
    def share(self) -> float | None:
        return self.alike / self.pairs if self.pairs else None


def percent_agreement(units: Sequence[Sequence[Rating]]) -> Shared:
    """Of all pairs of ratings of one thing, how many are the same. `units`: for each thing that was
    rated, the ratings it was given."""
    alike = pairs = 0
    for unit in units:
        for one, other in combinations(_given(unit), 2):
            pairs += 1
            alike += one == other
    return Shared(alike, pairs)


def weighted_kappa(
    first: Sequence[Rating], second: Sequence[Rating], *, scale: Sequence[int]
) -> float | None:
    """Of two raters, quadratic weights. What one of them left out is left out. None where it cannot
    be worked out: nothing in common, or both gave one and the same rating to everything."""
    both = [
        (one, other)
        for one, other in zip(first, second, strict=True)
        if one is not None and other is not None
    ]
    if len(scale) < 2 or not both:
        return None
    _check_on_scale(both, scale)
    place = {value: number for number, value in enumerate(sorted(scale))}
    n = len(both)
    ones = Counter(place[one] for one, _ in both)
    others = Counter(place[other] for _, other in both)
    seen = sum((place[one] - place[other]) ** 2 for one, other in both) / n
    by_chance = sum(
        count * other_count * (here - there) ** 2
        for here, count in ones.items()
        for there, other_count in others.items()
    ) / (n * n)
    return None if by_chance == 0 else 1 - seen / by_chance


def krippendorff_alpha(units: Sequence[Sequence[Rating]]) -> float | None:
    """Ordinal; any number of raters, gaps allowed. `units`: for each thing that was rated, the
    ratings it was given, in any order. None where it cannot be worked out: fewer than two things
    with two ratings and one value everywhere."""
    paired = [given for unit in units if len(given := _given(unit)) > 1]
    counts = Counter(value for unit in paired for value in unit)
    total = sum(counts.values())
    if len(counts) < 2:
        return None
    distance = _ordinal_distances(counts)
    seen = sum(_disagreement(unit, distance) / (len(unit) - 1) for unit in paired) / total
    by_chance = sum(
        counts[one] * counts[other] * distance[one, other] for one in counts for other in counts
    ) / (total * (total - 1))
    return 1 - seen / by_chance


def _disagreement(unit: Sequence[int], distance: dict[tuple[int, int], float]) -> float:
    """Over every ordered pair of ratings of one thing."""
    return sum(2 * distance[one, other] for one, other in combinations(unit, 2))


def _ordinal_distances(counts: Counter[int]) -> dict[tuple[int, int], float]:
    """How many ratings lie between two values, the two themselves by half; squared."""
    values = sorted(counts)
    found = {}
    for one in values:
        for other in values:
            low, high = min(one, other), max(one, other)
            between = sum(counts[value] for value in values if low <= value <= high)
            found[one, other] = (between - (counts[low] + counts[high]) / 2) ** 2
    return found


def agreement_level(figure: float | None) -> str:
    """“substantial”; empty where there is no figure."""
    if figure is None:
        return ""
    rounded = round(figure, 2)  # the figure as it is read decides its word
    return next((word for least, word in LEVELS if rounded >= least), "none")


def agreement_words(figure: float | None) -> str:
    """“substantial: you see most of it alike, …”."""
    level = agreement_level(figure)
    if not level:
        return "not worked out: too few ratings, or all the same"
    return f"{level}: {MEANINGS[level]}"


def _given(unit: Sequence[Rating]) -> list[int]:
    return [value for value in unit if value is not None]


def _check_on_scale(pairs: Sequence[tuple[int, int]], scale: Sequence[int]) -> None:
    strangers = {value for pair in pairs for value in pair} - set(scale)
    if strangers:
        raise ValueError(f"{sorted(strangers)} is not on the scale.")
