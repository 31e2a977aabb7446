"""Days that count, and days that do not: what the deadlines of a review are worked out with."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from assessments.records.queries import closures

from ..models import PerformanceReview, ReviewPolicy
from ..rules import ReviewState, deadlines
from .policies import review_policy

__all__ = ["Deadlines", "closures", "deadlines_of", "local_day"]


def local_day(moment: object) -> date:
    return timezone.localdate(moment)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Deadlines:
    """Empty where the day is not known yet."""

    may_sign_on: date | None
    finish_on: date | None
    meet_on: date | None


def deadlines_of(
    review: PerformanceReview,
    policy: ReviewPolicy | None = None,
    closed: list[tuple[date, date]] | None = None,
) -> Deadlines:
    policy = policy or review_policy()
    closed = closures() if closed is None else closed
    may_sign_on = finish_on = meet_on = None
    if review.shared_at:
        read = policy.days_to_read
        may_sign_on = deadlines.may_sign_from(local_day(review.shared_at), read, closed)
    if review.met_at and review.state != ReviewState.CANCELLED:
        met_on = local_day(review.met_at)
        finish_on = deadlines.finish_by(met_on, policy.days_to_finish, closed)
    if review.is_disputed and review.answered_at:
        answered_on, days = local_day(review.answered_at), policy.days_to_meet_in_dispute
        meet_on = deadlines.meet_by(answered_on, days, closed)
    return Deadlines(may_sign_on, finish_on, meet_on)
