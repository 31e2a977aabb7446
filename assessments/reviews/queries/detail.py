"""What one page of a review needs beyond its words."""

from datetime import date

from django.core.exceptions import PermissionDenied

from assessments.readings.queries import reading_of
from cms.people.accounts.models import User

from ..models import EvidenceLink, PerformanceReview
from ..rules import ReviewState
from ..rules.words import words_hash
from .times import local_day
from .words import words_of


def evidence_urls(review: PerformanceReview, reader: User) -> dict[str, str]:
    """Where each linked piece of evidence is found, as far as this reader may open it herself."""
    if not EvidenceLink.objects.filter(judgement__review=review).exists():
        return {}
    met_on: date = local_day(review.met_at) if review.met_at else review.period_to
    try:
        reading = reading_of(
            review.reviewee,
            period_from=review.period_from,
            period_to=max(review.period_to, met_on),
            reader=reader,
        )
    except PermissionDenied:
        return {}
    return {key: piece.url for key, piece in reading.pieces().items() if piece.url}


def is_as_sealed(review: PerformanceReview) -> bool:
    """Whether what was signed still holds as it was signed. Objectives go on after a review and
    may be changed by both: the page shows what was signed, and says so."""
    if review.state != ReviewState.FINAL:
        return True
    return review.words_hash == words_hash(words_of(review, as_sealed=False))
