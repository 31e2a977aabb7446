"""Several sessions ahead: the same weekday and hour, around closures and absences."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from .booking import Span

MOST_AHEAD = 12
LEAST_APART, MOST_APART = 7, 92
WEEK = timedelta(days=7)
TRIES = 8  # weeks: beyond that nobody would call it the same rhythm


@dataclass(frozen=True)
class Slot:
    """One day of a series; `instead_of` is the day it would have been, `why` what stood there."""

    day: date
    instead_of: date | None = None
    why: str = ""


def check_series(count: int, every_days: int) -> None:
    if not 1 <= count <= MOST_AHEAD:
        raise ValidationError({"count": f"Between 1 and {MOST_AHEAD} sessions at once."})
    if count > 1 and not LEAST_APART <= every_days <= MOST_APART:
        raise ValidationError(
            {"every_days": f"Between {LEAST_APART} and {MOST_APART} days from one to the next."}
        )


def series(first: date, count: int, every_days: int, away: Sequence[Span]) -> list[Slot]:
    """The days of `count` sessions. One that falls on a day off is put off a week at a time, and
    the next is counted from there; where no week is free the series ends early."""
    slots: list[Slot] = []
    wanted = first
    for _ in range(count):
        slot = _free_from(wanted, away)
        if slot is None:
            break
        slots.append(slot)
        wanted = slot.day + timedelta(days=every_days)
    return slots


def why_away(day: date, away: Sequence[Span]) -> str:
    """What stands on a day, or nothing."""
    return next((span.why for span in away if span.covers(day)), "")


def _free_from(wanted: date, away: Sequence[Span]) -> Slot | None:
    why = why_away(wanted, away)
    if not why:
        return Slot(wanted)
    for weeks in range(1, TRIES + 1):
        day = wanted + weeks * WEEK
        if not why_away(day, away):
            return Slot(day, wanted, why)
    return None
