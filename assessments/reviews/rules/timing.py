"""When each kind of review comes (domain.md 6.1): by weeks in post, or by months of the year."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

from assessments.cpd.rules.times import cpd_year

from .states import ReviewKind

LEAST_DAYS_TO_FINISH = 7  # between the self-assessment and the end
INTERIM_DAYS = 28


@dataclass(frozen=True)
class ReviewDates:
    period_from: date
    period_to: date
    opens_on: date
    self_due_on: date
    due_on: date


def opens_on_in_post(started_on: date, opens_week: int) -> date:
    return started_on + timedelta(weeks=opens_week)


def is_due_in_post(started_on: date, opens_week: int, due_week: int, today: date) -> bool:
    """From its week until it should be finished. Whoever is longer in post is past it: a site that
    begins today opens no induction of years ago."""
    first = opens_on_in_post(started_on, opens_week)
    return first <= today <= started_on + timedelta(weeks=max(due_week, opens_week))


def dates_in_post(started_on: date, due_week: int, self_days: int, today: date) -> ReviewDates:
    """Of a review that opens today because somebody is so many weeks in post."""
    self_due_on = today + timedelta(days=self_days)
    least = self_due_on + timedelta(days=LEAST_DAYS_TO_FINISH)
    due_on = max(started_on + timedelta(weeks=due_week), least)
    return ReviewDates(started_on, max(due_on, started_on), today, self_due_on, due_on)


def dates_of_interim(
    period_from: date, self_days: int, today: date, days: int = INTERIM_DAYS
) -> ReviewDates:
    self_due_on = today + timedelta(days=self_days)
    due_on = max(today + timedelta(days=days), self_due_on)
    return ReviewDates(min(period_from, today), today, today, self_due_on, due_on)


def dates_of_cycle(
    kind: str, opens_month: int, due_month: int, self_days: int, today: date
) -> ReviewDates:
    """The next time these months come round, this one included."""
    opens_on = date(today.year, opens_month, 1)
    if _last_of(_year_of(opens_on, due_month), due_month) < today:
        opens_on = date(today.year + 1, opens_month, 1)
    due_on = _last_of(_year_of(opens_on, due_month), due_month)
    opens_on = max(opens_on, min(today, due_on))
    self_due_on = min(opens_on + timedelta(days=self_days), due_on)
    year = cpd_year(opens_on)
    period_to = due_on if kind == ReviewKind.MID_YEAR else year.last_on
    return ReviewDates(year.first_on, period_to, opens_on, self_due_on, due_on)


def a_year_later(dates: ReviewDates) -> ReviewDates:
    return ReviewDates(*(same_day_next_year(day) for day in vars(dates).values()))


def same_day_next_year(day: date) -> date:
    last = monthrange(day.year + 1, day.month)[1]
    return date(day.year + 1, day.month, min(day.day, last))


def check_cycle_dates(dates: ReviewDates) -> None:
    problems: dict[str, str] = {}
    if dates.period_to < dates.period_from:
        problems["period_to"] = "The time that is talked about ends before it begins."
    if dates.self_due_on < dates.opens_on:
        problems["self_due_on"] = "Self-assessments come after the day it opens."
    if dates.due_on < dates.self_due_on:
        problems["due_on"] = "It is finished after the self-assessments are in."
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})


def _year_of(opens_on: date, due_month: int) -> int:
    return opens_on.year + (due_month < opens_on.month)


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])
