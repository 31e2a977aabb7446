"""The mentor disagrees: the countersigner meets both; both texts stand (domain.md 6.4)."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.people.accounts.models import User

from ..access import can_countersign
from ..models import DisputeMeeting, PerformanceReview
from ..rules import ReviewState
from ..rules.moves import check_said
from . import telling
from .locking import audit, held

RECORDED = "What came of the meeting was written down already. It stays as it is."


@transaction.atomic
def record_dispute_meeting(
    *,
    review: PerformanceReview,
    met_on: date,
    outcome: str,
    by: User,
    at: datetime | None = None,
) -> DisputeMeeting:
    """Once. It changes no word of the review: for that, the reviewer takes it back."""
    locked = held(review)
    if not can_countersign(by, locked):
        raise PermissionDenied("This is written down by the countersigner.")
    if DisputeMeeting.objects.filter(review=locked).exists():
        raise ValidationError(RECORDED, code="recorded")
    if not locked.is_disputed or locked.state not in (ReviewState.RESPONSE, ReviewState.MODERATED):
        raise ValidationError("The mentor does not disagree with this review.", code="agreed")
    said = check_said("outcome", outcome, "Write what came of it, for both of them.")
    today = timezone.localdate(at or timezone.now())
    answered_on = timezone.localdate(locked.answered_at)
    if not answered_on <= met_on <= today:
        raise ValidationError(
            {"met_on": ["Give the day on which you met: after the answer, and not to come."]}
        )
    made = _write(locked, met_on, said, by, at)
    audit(locked, "dispute_met", by, at)
    telling.of_meeting(locked, by, at)
    return made


def _write(
    review: PerformanceReview, met_on: date, outcome: str, by: User, at: datetime | None
) -> DisputeMeeting:
    try:
        with transaction.atomic():
            return DisputeMeeting.objects.create(
                review=review,
                countersigner=by,
                met_on=met_on,
                outcome=outcome,
                at=at or timezone.now(),
            )
    except IntegrityError as error:
        raise ValidationError(RECORDED, code="recorded") from error
