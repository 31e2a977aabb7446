"""A copy to take along: who took it, when and what for stands on every page."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.college.queries import college

from ..access import can_export, can_read_self_assessment, readable_by
from ..documents import pages_of, review_pdf
from ..models import PerformanceReview
from ..queries.document import day_in_words, reviews
from ..rules.purposes import Purpose
from ..rules.words import file_hash
from .locking import audit


@dataclass(frozen=True)
class Export:
    name: str
    data: bytes


def may_export(user: User, review: PerformanceReview) -> bool:
    """What is final, by whoever can read it and may take it along."""
    if not can_export(user, review):
        return False
    return PerformanceReview.objects.filter(readable_by(user), pk=review.pk).exists()


def export_review(
    *, review: PerformanceReview, purpose: str, by: User, at: datetime | None = None
) -> Export:
    """The sealed review as a PDF, with its checksum. The self-assessment is in it for those who
    may read that."""
    found = reviews().get(pk=review.pk)
    if not may_export(by, found):
        raise PermissionDenied("A copy is taken of a final review by those who read it.")
    if purpose not in Purpose.values:
        raise ValidationError({"purpose": ["Choose what the copy is for."]})
    moment = timezone.localtime(at or timezone.now())
    mark = (
        f"Exported by {by.display_name} on {day_in_words(moment.date())}, {moment:%H:%M}. "
        f"Purpose: {str(Purpose(purpose).label).lower()}."
    )
    pages = pages_of(
        found,
        college=college().college_name,
        watermark=mark,
        with_self=can_read_self_assessment(by, found),
    )
    data = review_pdf(pages)
    detail = {"purpose": purpose, "file": file_hash(data)}
    audit(found, "exported", by, at, detail)
    return Export(f"review-{found.pk}-{found.period_to:%Y-%m-%d}.pdf", data)
