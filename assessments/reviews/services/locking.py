"""One writer at a time: every service holds the review’s row before it judges its state."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record as write_down

from ..models import PerformanceReview
from ..queries.document import reviews
from ..rules import ReviewState
from ..rules.moves import check_transition


def held(review: PerformanceReview) -> PerformanceReview:
    """The row, held until the end of the transaction, as it is now."""
    return reviews().select_for_update(of=("self",)).get(pk=review.pk)


def move(
    review: PerformanceReview,
    to: ReviewState,
    *,
    at: datetime | None = None,
    **fields: Any,
) -> None:
    """To its next state, with what is written down on the way."""
    check_transition(review.state, to)
    review.state, review.changed_at = to, at or timezone.now()
    for name, value in fields.items():
        setattr(review, name, value)
    review.save(update_fields=["state", "changed_at", *fields])


def audit(
    review: PerformanceReview,
    verb: str,
    by: User | None,
    at: datetime | None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Who did what and when; never a word of the review."""
    write_down(
        actor=by, verb=f"review.{verb}", obj=review, about=review.reviewee, detail=detail, at=at
    )
