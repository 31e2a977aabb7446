"""Which months of a CPD year a target is for: those in post, without those of a long absence."""

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache, lru_cache

from assessments.cpd.rules import CPDYear

DAY = timedelta(days=1)
FRIDAY = 4
Period = tuple[date, date | None]


@dataclass(frozen=True)
class Post:
    """What is known of somebody's employment; no dates: in post all the time."""

    fte: Decimal = Decimal("1")
    started_on: date | None = None
    left_on: date | None = None


@dataclass(frozen=True)
class Away:
    """A stretch of absence inside a year and the whole months it takes out of the target."""

    first_on: date
    last_on: date
    months: int
    is_open: bool  # no last day is known, so it is counted as far as today


@cache  # asked for every person of a grid
def months_of(year: CPDYear) -> tuple[date, ...]:
    """The first day of each of the twelve months, August first."""
    return tuple(add_months(year.first_on, number) for number in range(12))


@lru_cache(maxsize=1_200)
def last_day_of_month(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months later; the last of the month where that has fewer days."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def whole_months(first_on: date, last_on: date) -> int:
    """The months that have gone by completely from a first to a last day, both counted."""
    if last_on < first_on:
        return 0
    after = last_on + DAY
    months = (after.year - first_on.year) * 12 + after.month - first_on.month
    return months - 1 if after.day < first_on.day else months


def is_longer_than(first_on: date, last_on: date, months: int) -> bool:
    return last_on + DAY > add_months(first_on, months)


@lru_cache(maxsize=1_200)
def first_weekday(month: date) -> date:
    day = month.replace(day=1)
    return day if day.weekday() <= FRIDAY else day + timedelta(days=7 - day.weekday())


@lru_cache(maxsize=1_200)
def last_weekday(month: date) -> date:
    day = last_day_of_month(month)
    return day - timedelta(days=max(day.weekday() - FRIDAY, 0))


def is_in_post(post: Post, month: date) -> bool:
    """From the month's first weekday to its last: a start on a Monday the 2nd is in time."""
    begun = post.started_on is None or post.started_on <= first_weekday(month)
    return begun and (post.left_on is None or post.left_on >= last_weekday(month))


def months_in_post(post: Post, year: CPDYear, *, until: date | None = None) -> int:
    """Of the whole year; with `until`, only the months that are over before that day."""
    over = (m for m in months_of(year) if until is None or last_day_of_month(m) < until)
    return sum(is_in_post(post, month) for month in over)


def joined(absences: Iterable[Period], today: date) -> list[tuple[date, date, bool]]:
    """Absences in order, those that follow on each other as one; an open one lasts until today."""
    found: list[tuple[date, date, bool]] = []
    for first_on, ends_on in sorted(absences, key=lambda period: period[0]):
        last_on, is_open = ends_on or max(today, first_on), ends_on is None
        if found and first_on <= found[-1][1] + DAY:
            before = found.pop()
            first_on, last_on = before[0], max(before[1], last_on)
            is_open = is_open or before[2]
        found.append((first_on, last_on, is_open))
    return found


def times_away(
    absences: Iterable[Period],
    year: CPDYear,
    post: Post,
    *,
    over_months: int,
    today: date,
    until: date | None = None,
) -> list[Away]:
    """The long absences of a year: only what lasts longer than `over_months` takes months out.

    How long one is, its own days say; the months it takes out are those inside the year (and
    before `until`), while she was in post.
    """
    first = max(year.first_on, post.started_on or year.first_on)
    last = min(year.last_on, post.left_on or year.last_on, until - DAY if until else year.last_on)
    found = []
    for begins, ends, is_open in joined(absences, today):
        inside = max(begins, first), min(ends, last)
        months = whole_months(*inside)
        if months and is_longer_than(begins, ends, over_months):
            found.append(Away(inside[0], inside[1], months, is_open))
    return found


def is_away(absences: Iterable[Period], day: date) -> bool:
    return any(first <= day and (last is None or day <= last) for first, last in absences)
