"""A year of contact hours: always the reader's own."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Min
from django.utils import timezone

from assessments.cpd.rules import CPDYear, years_between
from cms.people.accounts.models import User

from . import rules
from .access import readable_by
from .models import ContactMonth
from .rules import MonthNumbers


@dataclass(frozen=True)
class MonthRow:
    month_on: date
    numbers: MonthNumbers
    is_kept: bool  # whether she has said anything of this month
    is_to_come: bool


@dataclass(frozen=True)
class YearOfHours:
    """Averages are taken over the months she has said something of: a holiday that she left out
    makes her weeks no emptier."""

    months: list[MonthRow]
    total: MonthNumbers
    sessions_a_week: float
    minutes_a_week: int
    months_kept: int


def numbers_of(month: ContactMonth) -> MonthNumbers:
    names = MonthNumbers.__dataclass_fields__
    return MonthNumbers(**{name: getattr(month, name) for name in names})


def month_of(owner: User, month_on: date) -> MonthNumbers:
    row = ContactMonth.objects.filter(readable_by(owner), owner=owner, month_on=month_on).first()
    return numbers_of(row) if row else MonthNumbers()


def year_of_hours(owner: User, year: CPDYear, today: date | None = None) -> YearOfHours:
    """One query. The months from August to July, with those still to come."""
    day = today or timezone.localdate()
    span = (year.first_on, year.last_on)
    kept = {
        row.month_on: numbers_of(row)
        for row in ContactMonth.objects.filter(readable_by(owner), month_on__range=span)
    }
    months = [
        MonthRow(month, kept.get(month, MonthNumbers()), month in kept, month > day)
        for month in rules.months_of(year.first_on)
    ]
    total = sum(kept.values(), MonthNumbers())
    weeks = rules.weeks_in(list(kept), day)
    return YearOfHours(
        months=months,
        total=total,
        sessions_a_week=round(total.sessions / weeks, 1) if weeks else 0.0,
        minutes_a_week=round(total.minutes / weeks) if weeks else 0,
        months_kept=len(kept),
    )


def years_of(owner: User) -> list[CPDYear]:
    """From the first month she kept to now, the current year first."""
    first = ContactMonth.objects.filter(readable_by(owner)).aggregate(first=Min("month_on"))
    return years_between(first["first"], timezone.localdate())
