"""What stands in the way of a move, found by the checks and said in their words."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from ..models import PerformanceReview
from ..queries.findings import stops
from ..rules.checks import Finding, Gate


def standing(review: PerformanceReview, gate: Gate, at: datetime | None = None) -> list[Finding]:
    """What holds it up at this gate. That somebody does not answer at all, when it was noted why,
    is no reason to hold a review up for ever."""
    today = timezone.localdate(at or timezone.now())
    found = stops(review, gate, today=today)
    if review.unsigned_reason:
        return [finding for finding in found if finding.code != "PR-20"]
    return found


def check_nothing_stops(review: PerformanceReview, gate: Gate, at: datetime | None = None) -> None:
    found = standing(review, gate, at)
    if found:
        raise ValidationError([finding.message for finding in found], code="stopped")
