"""Off-the-job training: hours inside paid time, each with the time of day it began (C14)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.cpd.rules import CPDYear

from .counting import EntryFacts
from .months import Period, Post, is_away, is_in_post, last_day_of_month, months_of


@dataclass(frozen=True)
class MonthOfTraining:
    first_on: date
    minutes: int
    is_missing: bool  # it is over, she was here, and nothing was logged


@dataclass(frozen=True)
class OffTheJob:
    """A year's hours by month. `target` is the fixed minimum of the standard, for the whole of the
    apprenticeship; None where the college's framework sets none."""

    months: tuple[MonthOfTraining, ...]
    target: int | None
    without_start: int  # minutes that do not count: no time of day is given
    before: int = 0  # minutes of the years before

    @property
    def minutes(self) -> int:
        return sum(month.minutes for month in self.months)

    @property
    def in_all(self) -> int:
        return self.minutes + self.before

    @property
    def target_minutes(self) -> int:
        return (self.target or 0) * 60

    @property
    def is_used(self) -> bool:
        return bool(self.minutes or self.without_start or self.before)

    @property
    def missing(self) -> tuple[date, ...]:
        return tuple(month.first_on for month in self.months if month.is_missing)


def off_the_job(
    entries: Iterable[EntryFacts],
    *,
    year: CPDYear,
    post: Post,
    absences: Sequence[Period] = (),
    target: int | None,
    before: int = 0,
    today: date,
) -> OffTheJob:
    """Who has logged none at all is no apprentice, and who has logged enough has finished: no
    month of theirs is missing."""
    used = [entry for entry in entries if entry.is_off_the_job]
    logged = _by_month(used)
    first = year.first_on if before else min(logged, default=None)
    is_over = before + sum(logged.values()) >= (target or 0) * 60
    is_asked = target is not None and first is not None and not is_over

    def line(month: date) -> MonthOfTraining:
        is_late = first is not None and first <= month and not logged.get(month)
        is_missing = is_asked and is_late and _was_here(month, post, absences, today)
        return MonthOfTraining(month, logged.get(month, 0), is_missing)

    months = tuple(line(month) for month in months_of(year) if month <= today)
    without_start = sum(entry.minutes for entry in used if not entry.has_start)
    return OffTheJob(months, target, without_start, before)


def _by_month(entries: Iterable[EntryFacts]) -> dict[date, int]:
    found: dict[date, int] = defaultdict(int)
    for entry in entries:
        if entry.has_start:
            found[entry.start_on.replace(day=1)] += entry.minutes
    return found


def _was_here(month: date, post: Post, absences: Sequence[Period], today: date) -> bool:
    """In a month that is over, to its end."""
    last_on = last_day_of_month(month)
    return last_on < today and is_in_post(post, month) and not is_away(absences, last_on)
