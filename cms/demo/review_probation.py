"""Probation at Larkmoor: a third month behind Hamza and Liam, Liam’s decision two days away."""

from collections.abc import Sequence
from typing import Any

from assessments.reviews.models import PerformanceReview
from assessments.reviews.rules import ReviewKind, ReviewState
from assessments.reviews.rules.content import SupportContent
from assessments.reviews.services import open_due_reviews
from cms.people.accounts.models import User

from .history import day_ago
from .review_inputs import Coach, ago
from .review_rounds import Days, Round, assess, share, sign, write

# By the table: days in post, so that each review opens in its twelfth week.
THIRD_MONTH = {
    "M12": Days(opened=68, held=52, shared=50, answered=47, signed=40, final=39),
    "M08": Days(opened=34, held=20, shared=18, answered=15, signed=9, final=8),
}
SUPPORTED = "M08"
DECISION_OPENED = 12
PLAN = (
    "Twice a week, a quarter of an hour with the team lead before the first appointment; the "
    "diary is shared until half term. Appointments are called off by message the day before. We "
    "look at it together every second Friday, and with HR at the end of the term."
)


def live_through_probation(
    coaches: Sequence[Coach], words: dict[str, Any], head: User, hr: User
) -> None:
    """Each is opened by the site in its week; Liam has handed in his view, and his manager has
    begun to write."""
    by_id = {coach.facts["id"]: coach for coach in coaches}
    for number, (key, days) in enumerate(THIRD_MONTH.items()):
        open_due_reviews(at=ago(days.opened, 6))
        coach = by_id[key]
        review = PerformanceReview.objects.get(
            reviewee=coach.person, template__kind=ReviewKind.PROBATION
        )
        support = support_of(days) if key == SUPPORTED else SupportContent()
        round_ = Round(words, head, hr, days, support).with_catalogue()
        write(coach, review, round_, 5 + number * 4)
        share(coach, review, round_)
        sign(review, coach, round_)
    open_due_reviews(at=ago(DECISION_OPENED, 6))
    open_due_reviews()
    for review in PerformanceReview.objects.filter(
        template__kind=ReviewKind.PROBATION_DECISION, state=ReviewState.OPENED
    ):
        coach = next(coach for coach in coaches if coach.person == review.reviewee)
        days = Days(DECISION_OPENED, 2, 1, 1, 1, 1)
        assess(coach, review, Round(words, head, hr, days), 3)


def support_of(days: Days) -> SupportContent:
    return SupportContent(
        has_concern=True, concern_seen_on=day_ago(66), support_plan=PLAN,
        hr_involved_on=day_ago(days.held + 5),
    )  # fmt: skip
