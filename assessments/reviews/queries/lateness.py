"""How long reviews take, reviewer by reviewer (domain.md 6.5 PR-24): days and counts, no words."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from django.db.models import QuerySet

from cms.people.accounts.models import User

from ..models import PerformanceReview
from ..rules import OVER, ReviewState
from ..rules.deadlines import Closure, working_days_between
from .policies import review_policy
from .times import closures, local_day


@dataclass(frozen=True)
class LatenessRow:
    reviewer: User
    all: int
    final: int
    open: int
    overdue: int  # past the day by which they should be finished
    days: float | None  # working days from the meeting to the end, the middle one
    longest: int | None
    too_long: int  # took, or have taken by now, more than the college allows


def lateness_of(rows: QuerySet[PerformanceReview], today: date) -> list[LatenessRow]:
    """Who has most overdue comes first. A constant number of queries."""
    policy, closed = review_policy(), closures()
    found: dict[User, list[PerformanceReview]] = defaultdict(list)
    for review in rows.exclude(state=ReviewState.CANCELLED).select_related("reviewer"):
        found[review.reviewer].append(review)
    counted = [
        _row(reviewer, each, today, policy.days_to_finish, closed)
        for reviewer, each in found.items()
    ]
    return sorted(counted, key=lambda row: (-row.overdue, -row.too_long, row.reviewer.last_name))


def _row(
    reviewer: User,
    rows: Iterable[PerformanceReview],
    today: date,
    most: int,
    closed: list[Closure],
) -> LatenessRow:
    listed = list(rows)
    took = [days for row in listed if (days := days_taken(row, today, closed)) is not None]
    done = [days for row, days in _finished(listed, today, closed)]
    return LatenessRow(
        reviewer=reviewer,
        all=len(listed),
        final=sum(row.state == ReviewState.FINAL for row in listed),
        open=sum(row.state not in OVER for row in listed),
        overdue=sum(row.state not in OVER and row.due_on < today for row in listed),
        days=median(done) if done else None,
        longest=max(done) if done else None,
        too_long=sum(days > most for days in took),
    )


def _finished(
    rows: Iterable[PerformanceReview], today: date, closed: list[Closure]
) -> list[tuple[PerformanceReview, int]]:
    return [
        (row, days)
        for row in rows
        if row.state == ReviewState.FINAL and (days := days_taken(row, today, closed)) is not None
    ]


def days_taken(review: PerformanceReview, today: date, closed: list[Closure]) -> int | None:
    """Working days from the meeting to the end, or until today while it is on its way."""
    if review.met_at is None:
        return None
    end = local_day(review.final_at) if review.final_at else today
    return working_days_between(local_day(review.met_at), end, closed)
