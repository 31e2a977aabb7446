"""The target of a year and the sum it comes from (domain.md 5.3). Decimal throughout."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import partial

from assessments.cpd.rules import CPDYear, Policy

from .months import Away, Period, Post, months_in_post, times_away

CENT = Decimal("0.01")
YEAR = 12
ZERO = Decimal("0")


@dataclass(frozen=True)
class Target:
    """Hours, and everything they were worked out from. `applies` is false for whoever is not a
    mentor, and for a year she was not in post."""

    hours: Decimal
    fte: Decimal
    months_in_post: int
    months: int  # in post, without those of long absences
    adjusted: Decimal
    explanation: str
    lines: tuple[str, ...] = ()  # what the sum does not say by itself: months, absences
    elapsed: int = 0  # of `months`, those that are over
    is_frozen: bool = False
    applies: bool = True

    @property
    def minutes(self) -> int:
        return int(self.hours * 60)

    @property
    def words(self) -> str:
        return hours_words(self.hours)


NO_TARGET = Target(
    hours=ZERO,
    fte=Decimal("1"),
    months_in_post=0,
    months=0,
    adjusted=ZERO,
    explanation="No target: the college sets one for its mentors.",
    applies=False,
)


def number(value: Decimal) -> str:
    """As short as it can be said, to the hundredth: 10.5, 18, 2.63."""
    rounded = value.quantize(CENT, rounding=ROUND_HALF_UP)
    return f"{rounded:f}".rstrip("0").rstrip(".").replace("-", "−")


def hours_words(value: Decimal) -> str:
    return f"{number(value)} h"


def hours_of(minutes: int) -> Decimal:
    return Decimal(minutes) / 60


def minutes_words(minutes: int) -> str:
    return hours_words(hours_of(minutes))


def round_up(value: Decimal, step: Decimal) -> Decimal:
    """Never down: to the next multiple of `step`, to the next hundredth where that is nought."""
    step = step or CENT
    return (value / step).to_integral_value(rounding=ROUND_CEILING) * step


def pro_rata(hours: Decimal, months: int, fte: Decimal = Decimal("1")) -> Decimal:
    return hours * fte * months / YEAR


def base_hours(*, policy: Policy, fte: Decimal, months: int) -> Decimal:
    """Pro rata by post and months, never under the floor for those months, rounded up."""
    worked_out = pro_rata(policy.annual_hours, months, fte)
    floor = pro_rata(policy.floor_hours, months)
    return round_up(max(worked_out, floor), policy.round_up_to)


def target_hours(
    *, policy: Policy, fte: Decimal, months: int, adjustments: Iterable[Decimal] = ()
) -> Decimal:
    """Adjustments come last, to the hour they say, and never take it below nought."""
    base = base_hours(policy=policy, fte=fte, months=months)
    return max(base + sum(adjustments, ZERO), ZERO)


def explain(
    *, policy: Policy, fte: Decimal, months: int, adjustments: Sequence[Decimal] = ()
) -> str:
    """The sum in words: “10.5 h = 30 × 0.6 × 7 ÷ 12”."""
    base = base_hours(policy=policy, fte=fte, months=months)
    words = _base_words(policy, fte, months, base)
    if not any(adjustments):
        return words
    signs = "".join(f" {'−' if each < 0 else '+'} {number(abs(each))}" for each in adjustments)
    total = target_hours(policy=policy, fte=fte, months=months, adjustments=adjustments)
    never_below = ", as a target is never below nought" if base + sum(adjustments) < 0 else ""
    return f"{words}. Adjusted: {number(base)}{signs} = {hours_words(total)}{never_below}"


def _base_words(policy: Policy, fte: Decimal, months: int, base: Decimal) -> str:
    if not months:
        return "0 h: no whole month of this year in post"
    worked_out = pro_rata(policy.annual_hours, months, fte)
    floor = pro_rata(policy.floor_hours, months)
    product = _product(policy.annual_hours, fte, months)
    if floor > worked_out:
        floor_product = _product(policy.floor_hours, Decimal("1"), months)
        rounded = f" = {number(floor)}, rounded up," if floor != base else ","
        return (
            f"{hours_words(base)}: the floor, {floor_product}{rounded} is more than "
            f"{product}{_result(product, worked_out)}"
        )
    if worked_out != base:
        return f"{hours_words(base)}: {product}{_result(product, worked_out)}, rounded up"
    if product == number(base):
        return f"{hours_words(base)}: full time, the whole year"
    return f"{hours_words(base)} = {product}"


def _product(hours: Decimal, fte: Decimal, months: int) -> str:
    part = f" × {number(fte)}" if fte != 1 else ""
    return number(hours) + part + (f" × {months} ÷ {YEAR}" if months != YEAR else "")


def _result(product: str, value: Decimal) -> str:
    return "" if product == number(value) else f" = {number(value)}"


def target_of(
    *,
    policy: Policy,
    year: CPDYear,
    post: Post,
    absences: Sequence[Period] = (),
    adjustments: Sequence[Decimal] = (),
    today: date,
) -> Target:
    """The target as it stands today, with the sum shown."""
    away = partial(
        times_away, absences, year, post, over_months=policy.absence_over_months, today=today
    )
    in_post = months_in_post(post, year)
    months = max(in_post - _taken_out(away()), 0)
    over = months_in_post(post, year, until=today) - _taken_out(away(until=today))
    return Target(
        hours=target_hours(policy=policy, fte=post.fte, months=months, adjustments=adjustments),
        fte=post.fte,
        months_in_post=in_post,
        months=months,
        adjusted=sum(adjustments, ZERO),
        explanation=explain(policy=policy, fte=post.fte, months=months, adjustments=adjustments),
        lines=tuple(_lines(post, year, in_post, away())),
        elapsed=min(max(over, 0), months),
        applies=in_post > 0,
    )


def _taken_out(away: Iterable[Away]) -> int:
    return sum(each.months for each in away)


def _lines(post: Post, year: CPDYear, in_post: int, away: Sequence[Away]) -> list[str]:
    found = []
    if in_post < YEAR:
        dates = []
        if post.started_on and post.started_on > year.first_on:
            dates.append(f"in post since {day_words(post.started_on)}")
        if post.left_on and post.left_on < year.last_on:
            dates.append(f"until {day_words(post.left_on)}")
        found.append(f"{in_post} of {YEAR} months in post" + _bracketed(dates))
    found += [_away_words(each) for each in away]
    return found


def _bracketed(words: Sequence[str]) -> str:
    return f" ({', '.join(words)})" if words else ""


def _away_words(away: Away) -> str:
    """Without its days, which fewer people may read than the sum."""
    months = f"{away.months} whole month{'' if away.months == 1 else 's'}"
    so_far = ", so far: it has no last day yet" if away.is_open else ""
    return f"{months} left out for a long absence{so_far}"


def day_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
