"""Stretches of a year without an entry. Days away are left out: nobody logs on leave."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from .months import DAY, Period, is_longer_than

Span = tuple[date, date]


@dataclass(frozen=True)
class Stretch:
    """Days without an entry, both ends counted; `away` of them she was absent."""

    first_on: date
    last_on: date
    away: int = 0
    is_running: bool = False
    is_gap: bool = False  # longer than the policy allows

    @property
    def days(self) -> int:
        return (self.last_on - self.first_on).days + 1 - self.away


@dataclass(frozen=True)
class Gaps:
    longest: Stretch | None = None
    found: tuple[Stretch, ...] = ()  # those that are gaps, oldest first

    @property
    def running(self) -> Stretch | None:
        return next((gap for gap in self.found if gap.is_running), None)


def find_gaps(
    entries: Iterable[Span],
    *,
    first_on: date,
    last_on: date,
    absences: Sequence[Period] = (),
    gap_months: int,
    today: date,
) -> Gaps:
    """Between the first and the last day of a year in post (today, while it lasts)."""
    last_on = min(last_on, today)
    if last_on < first_on:
        return Gaps()
    away = [(first, last or today) for first, last in absences]
    stretches = [
        found
        for free in _between(entries, first_on, last_on)
        if (found := _stretch(free, away, gap_months, today)) is not None
    ]
    longest = max(stretches, key=lambda each: each.days, default=None)
    return Gaps(longest, tuple(each for each in stretches if each.is_gap))


def _between(entries: Iterable[Span], first_on: date, last_on: date) -> Iterable[Span]:
    free_from = first_on
    for begins, ends in sorted(entries):
        if begins > last_on:
            break
        if begins > free_from:
            yield free_from, begins - DAY
        free_from = max(free_from, ends + DAY)
    if free_from <= last_on:
        yield free_from, last_on


def _stretch(free: Span, away: Sequence[Span], gap_months: int, today: date) -> Stretch | None:
    """Days away at either end are cut off, those within are left out of its length."""
    first_on, last_on = free
    for begins, ends in sorted(away):
        if begins <= first_on <= ends:
            first_on = ends + DAY
    for begins, ends in sorted(away, reverse=True):
        if begins <= last_on <= ends:
            last_on = begins - DAY
    if last_on < first_on:
        return None
    inside = [(max(begins, first_on), min(ends, last_on)) for begins, ends in away]
    lost = sum(max((ends - begins).days + 1, 0) for begins, ends in inside)
    here_until = last_on - timedelta(days=lost)
    is_gap = is_longer_than(first_on, here_until, gap_months)
    return Stretch(first_on, last_on, lost, is_running=last_on == today, is_gap=is_gap)
