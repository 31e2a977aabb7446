"""A year month by month: what was handed in, and where there was nothing to hand in."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assessments.cpd.rules import CPDYear

from .counting import EntryFacts
from .months import Period, Post, is_in_post, last_day_of_month, months_of


@dataclass(frozen=True)
class MonthLine:
    """Minutes by the month an entry began in, before any limit."""

    first_on: date
    confirmed: int
    waiting: int
    is_in_post: bool
    is_away: bool  # the whole of it
    is_to_come: bool

    @property
    def minutes(self) -> int:
        return self.confirmed + self.waiting

    @property
    def is_empty(self) -> bool:
        """Over or running, here, and nothing handed in."""
        here = self.is_in_post and not self.is_away and not self.is_to_come
        return here and not self.minutes


def by_month(
    entries: Iterable[EntryFacts],
    *,
    year: CPDYear,
    post: Post,
    absences: Sequence[Period],
    today: date,
) -> list[MonthLine]:
    confirmed: dict[date, int] = defaultdict(int)
    waiting: dict[date, int] = defaultdict(int)
    for entry in entries:
        pot = confirmed if entry.is_confirmed else waiting
        pot[entry.start_on.replace(day=1)] += entry.minutes
    return [
        MonthLine(
            month,
            confirmed[month],
            waiting[month],
            is_in_post=is_in_post(post, month),
            is_away=_is_away_for_all(absences, month),
            is_to_come=month > today,
        )
        for month in months_of(year)
    ]


def _is_away_for_all(absences: Sequence[Period], month: date) -> bool:
    """Of a month with an end or a beginning of an absence in it, something could be logged."""
    day, last = month, last_day_of_month(month)
    for begins, ends in sorted(absences, key=lambda period: period[0]):
        if begins <= day and (ends is None or ends >= day):
            day = (ends or last) + timedelta(days=1)
    return day > last
