"""Who reads a self-assessment: the rights themselves are asked."""

from cms.people.accounts.models import User
from cms.people.privacy.rules import Reader

from ..access import can_read_self_assessment
from ..models import PerformanceReview
from .readers import managers_today


def self_readers_of(review: PerformanceReview) -> list[Reader]:
    """Before it is handed in nobody but the mentor."""
    others = [one for one in managers_today(review.reviewee) if one.pk != review.reviewer_id]
    found = [
        _reader("The mentor", "It is your own view.", [review.reviewee], review),
        _reader("The reviewer", "Reads it once it is handed in.", [review.reviewer], review),
        _reader("The line manager of today", "While the review is shared.", others, review),
    ]
    return [reader for reader in found if reader.people]


def _reader(who: str, why: str, people: list[User], review: PerformanceReview) -> Reader:
    return Reader(who, why, tuple(one for one in people if can_read_self_assessment(one, review)))
