"""The sum: learners by tier, each with its weight, over the part of a full post (domain.md 7.1)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal

from django.db.models import TextChoices

# Larger than any caseload that was ever reported; a typing error is caught, a hard year is not.
MOST_LEARNERS = 600
DEFAULT_WEIGHTS = {"universal": Decimal("1"), "targeted": Decimal("2.5"), "intensive": Decimal("6")}
FAR_ABOVE = 30  # points of a full post above the fair range: nearly a fifth more than it holds


class Band(TextChoices):
    UNDER = "under", "Below the fair range"
    FAIR = "fair", "In the fair range"
    OVER = "over", "Above the fair range"
    FAR_OVER = "far_over", "Far above the fair range"

    @property
    def badge(self) -> str:
        """Of components/badge.html."""
        return {"under": "info", "fair": "done", "over": "due", "far_over": "overdue"}[self.value]


HEAVINESS = list(Band)


@dataclass(frozen=True)
class Counts:
    universal: int
    targeted: int
    intensive: int

    def __iter__(self) -> Iterator[int]:
        return iter((self.universal, self.targeted, self.intensive))

    @property
    def total(self) -> int:
        return sum(self)


@dataclass(frozen=True)
class LoadPolicy:
    universal_weight: Decimal = DEFAULT_WEIGHTS["universal"]
    targeted_weight: Decimal = DEFAULT_WEIGHTS["targeted"]
    intensive_weight: Decimal = DEFAULT_WEIGHTS["intensive"]
    fair_from: int = 140
    fair_to: int = 160
    least_shown: int = 5

    @property
    def weights(self) -> tuple[Decimal, Decimal, Decimal]:
        return self.universal_weight, self.targeted_weight, self.intensive_weight

    @property
    def far_from(self) -> int:
        """Beyond this, a load is far above what is fair."""
        return self.fair_to + FAR_ABOVE


@dataclass(frozen=True)
class Load:
    """Points, and points for a full post: both whole, as they are said; `exact` as they add up."""

    exact: Decimal
    weighted: int
    per_fte: int
    band: Band
    sum_words: str
    per_fte_words: str


def load_of(counts: Counts, fte: Decimal, policy: LoadPolicy) -> Load:
    exact = sum(
        (count * weight for count, weight in zip(counts, policy.weights, strict=True)), Decimal(0)
    )
    per_fte = whole(exact / fte)
    parts = " + ".join(
        f"{count}×{plain(weight)}" for count, weight in zip(counts, policy.weights, strict=True)
    )
    return Load(
        exact=exact,
        weighted=whole(exact),
        per_fte=per_fte,
        band=band_of(per_fte, policy),
        sum_words=f"{parts} = {plain(exact)}",
        per_fte_words=f"{plain(exact)} ÷ {plain(fte)} of a full post = {per_fte}",
    )


def band_of(per_fte: int, policy: LoadPolicy) -> Band:
    if per_fte < policy.fair_from:
        return Band.UNDER
    if per_fte <= policy.fair_to:
        return Band.FAIR
    return Band.FAR_OVER if per_fte > policy.far_from else Band.OVER


def worse(band: Band, before: Band | None) -> bool:
    """Whether a load has risen above what is fair, or further above it, since the last one."""
    if band not in (Band.OVER, Band.FAR_OVER):
        return False
    return before is None or HEAVINESS.index(band) > HEAVINESS.index(before)


def whole(value: Decimal) -> int:
    return int(value.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))


def plain(value: Decimal) -> str:
    """“2.5”, “6”, “0.8”: without noughts at the end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
