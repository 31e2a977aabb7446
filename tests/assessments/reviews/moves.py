"""A review moved by its people, one step after another."""

from typing import Any

from django.utils import timezone

from assessments.reviews import services
from assessments.reviews.models import PerformanceReview, WarningReason
from assessments.reviews.queries.findings import look_over
from assessments.reviews.queries.words import words_hash_of
from assessments.reviews.rules import ReviewState, Stance


def fresh(review: PerformanceReview) -> PerformanceReview:
    return PerformanceReview.objects.select_related(
        "template", "reviewee", "reviewer", "countersigner"
    ).get(pk=review.pk)


def share(review: PerformanceReview, by: Any = None) -> PerformanceReview:
    return services.share_review(
        review=review, words_hash=words_hash_of(review), by=by or review.reviewer
    )


def answer(
    review: PerformanceReview, stance: str = Stance.AGREE, text: str = "", by: Any = None
) -> PerformanceReview:
    return services.respond(
        review=review,
        stance=stance,
        text=text,
        words_hash=words_hash_of(review),
        by=by or review.reviewee,
    )


def sign(review: PerformanceReview, by: Any) -> PerformanceReview:
    return services.sign_review(review=review, words_hash=words_hash_of(review), by=by)


def countersign(review: PerformanceReview, by: Any) -> PerformanceReview:
    return services.countersign_review(review=review, words_hash=words_hash_of(review), by=by)


def put(review: PerformanceReview, state: ReviewState, **fields: Any) -> PerformanceReview:
    """In a state, as a row: for a scene."""
    values: dict[str, Any] = {"state": state, **fields}
    if state == ReviewState.FINAL:
        values = {"final_at": timezone.now(), "words_hash": "a" * 64, **values}
    PerformanceReview.objects.filter(pk=review.pk).update(**values)
    return fresh(review)


def explained(review: PerformanceReview) -> PerformanceReview:
    """A reason for each warning that wants one: texts of a scene are much the same."""
    for row in look_over(review).rows:
        if row.needs_reason and not row.is_answered:
            WarningReason.objects.create(
                review=review,
                code=row.finding.code,
                where=row.finding.where,
                reason="It is so in both.",
                given_by=review.reviewer,
            )
    return review


def finished(review: PerformanceReview) -> PerformanceReview:
    """All the way, from shared long enough to the seal."""
    answer(review)
    sign(review, review.reviewee)
    sign(review, review.reviewer)
    if review.template.is_countersigned:
        countersign(review, review.countersigner)
    return fresh(review)
