"""Rounds, cases and exercises as rows, for a scene."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.moderation.models import (
    CalibrationExercise,
    CalibrationRating,
    ModerationCase,
    ModerationRound,
    ModeratorView,
)
from assessments.moderation.queries.cases import ratings_now
from assessments.moderation.rules import CaseReason
from assessments.reviews.models import PerformanceReview, ReviewCycle
from assessments.reviews.rules import Rating, ReviewState
from cms.people.accounts.models import User
from tests.factories import reviews
from tests.factories.people import days_ago

STIMULUS = (
    "**Mentor:** What would make this half hour worth it?\n\n"
    "**The learner:** Not to be behind.\n\n**Mentor:** Where is it quiet?\n\n"
    "**The learner:** In the library, on Thursday.\n\n*(The mentor waits ten seconds.)*\n\n"
) * 3
EVIDENCE = "“Where is it quiet?”, and the wait of ten seconds"


def answered(
    mentor: User, manager: User, cycle: ReviewCycle | None, rating: int = 3, **fields: Any
) -> PerformanceReview:
    """A review the mentor has answered: it waits to be signed, or to be drawn."""
    review = reviews.judged(reviews.review(mentor, manager, cycle=cycle), rating)
    now = timezone.now()
    values = {
        "state": ReviewState.RESPONSE,
        "shared_at": now - timedelta(days=8),
        "answered_at": now - timedelta(days=2),
        "strengths": f"{mentor.first_name} asked seven open questions, and waited each time.",
        **fields,
    }
    PerformanceReview.objects.filter(pk=review.pk).update(**values)
    review.refresh_from_db()
    return review


def round_of(cycle: ReviewCycle, by: User, **fields: Any) -> ModerationRound:
    defaults: dict[str, Any] = {"seed": "1", "drawn_at": timezone.localtime() - timedelta(days=1)}
    return ModerationRound.objects.create(cycle=cycle, drawn_by=by, **{**defaults, **fields})


def case_of(
    review: PerformanceReview, by: User, *moderators: User, letter: str = "A", **fields: Any
) -> ModerationCase:
    row = fields.pop("round", None) or round_of(review.cycle, by)
    PerformanceReview.objects.filter(pk=review.pk).update(is_sampled=True)
    defaults: dict[str, Any] = {"reasons": [CaseReason.SAMPLE], "before": ratings_now(review)}
    case = ModerationCase.objects.create(
        round=row, review=review, letter=letter, **{**defaults, **fields}
    )
    case.moderators.set(moderators)
    return case


def view_of(case: ModerationCase, moderator: User, rating: int = 3, **fields: Any) -> ModeratorView:
    ratings = dict.fromkeys(case.before, int(rating))
    return ModeratorView.objects.create(
        case=case, moderator=moderator, **{"ratings": ratings, **fields}
    )


def exercise(made_by: User, **fields: Any) -> CalibrationExercise:
    """Open since last week for a week more."""
    defaults: dict[str, Any] = {
        "title": "A target for Thursday",
        "stimulus": STIMULUS,
        "opens_on": days_ago(7),
        "closes_on": days_ago(-7),
    }
    row = CalibrationExercise.objects.create(made_by=made_by, **{**defaults, **fields})
    row.areas.set(reviews.areas())
    return row


def shown(made_by: User, **fields: Any) -> CalibrationExercise:
    defaults: dict[str, Any] = {"closes_on": days_ago(2), "revealed_at": timezone.now()}
    return exercise(made_by, **{**defaults, **fields})


def rated(
    exercise: CalibrationExercise,
    rater: User,
    rating: int | None = 3,
    ratings: Mapping[str, int | None] | None = None,
) -> list[CalibrationRating]:
    """Every area alike, unless given area by area."""
    given = ratings or {}
    return [
        CalibrationRating.objects.create(
            exercise=exercise,
            rater=rater,
            area=area,
            rating=given.get(area.code, rating) or None,
            evidence=EVIDENCE if rating != Rating.NOT_ENOUGH else "",
        )
        for area in exercise.areas.all()
    ]
