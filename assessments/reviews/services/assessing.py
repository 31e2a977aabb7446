"""The mentor’s own view: hers alone until she hands it in, and fixed from then on."""

from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.models import AuditEvent
from cms.people.audit.services import record as write_down
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from ..access import can_assess_herself
from ..models import PerformanceReview, SelfAssessment
from ..queries.writing import areas_asked, self_content
from ..rules import WRITABLE, ReviewState, content
from ..rules.content import SelfContent
from .locking import held, move

OPENED = "self_assessment.opened"
VISIT = timedelta(minutes=30)


class SelfChangedError(Exception):
    """Other words were saved meanwhile, in another window; nothing was written."""

    def __init__(self, assessment: SelfAssessment) -> None:
        super().__init__("The self-assessment was changed in another window.")
        self.assessment = assessment


@transaction.atomic
def save_self_assessment(
    *,
    review: PerformanceReview,
    content: SelfContent,
    revision: int,
    by: User,
    at: datetime | None = None,
) -> SelfAssessment:
    """The draft as it is now; `revision` is the one it was written from."""
    locked = _held(review, by)
    wanted = _checked(locked, content)
    row, _ = SelfAssessment.objects.get_or_create(review=locked)
    if row.submitted_at is not None:
        raise ValidationError("This is handed in and stays as it is.", code="closed")
    if self_content(row) == wanted:
        return row
    if revision != row.revision:
        raise SelfChangedError(row)
    row.areas = {
        code: {"rating": rate, "text": text} for code, (rate, text) in wanted.areas.items()
    }
    row.proud_of, row.hard, row.wants, row.needs = (
        wanted.proud_of,
        wanted.hard,
        wanted.wants,
        wanted.needs,
    )
    row.revision += 1
    row.changed_at = at or timezone.now()
    row.full_clean()
    row.save()
    return row


def _held(review: PerformanceReview, by: User) -> PerformanceReview:
    locked = held(review)
    if not can_assess_herself(by, locked):
        raise PermissionDenied("A self-assessment is written by the mentor alone.")
    if not locked.template.asks_self_assessment or locked.state not in WRITABLE:
        raise ValidationError("This review takes no self-assessment any more.", code="closed")
    return locked


def _checked(review: PerformanceReview, wanted: SelfContent) -> SelfContent:
    """Of the areas that are asked, whatever a page sent."""
    codes = {area.code for area in areas_asked(review)}
    for rating, text in wanted.areas.values():
        content.check_rating(rating)
        if len(text) > content.LONGEST_AREA:
            raise ValidationError(f"Keep each text under {content.LONGEST_AREA} characters.")
    kept = {
        code: said
        for code, said in wanted.areas.items()
        if code in codes and (said[0] is not None or said[1].strip())
    }
    return content.tidied(SelfContent(kept, *_texts(wanted)))


def _texts(wanted: SelfContent) -> tuple[str, str, str, str]:
    return wanted.proud_of, wanted.hard, wanted.wants, wanted.needs


@transaction.atomic
def submit_self_assessment(
    *, review: PerformanceReview, by: User, at: datetime | None = None
) -> SelfAssessment:
    """Handed in: the reviewer reads it from now on, and nobody changes it. A second click finds it
    handed in."""
    locked = _held(review, by)
    row, _ = SelfAssessment.objects.get_or_create(review=locked)
    if row.submitted_at is not None:
        return row
    content.check_handed_in(
        self_content(row), {area.code: area.title for area in areas_asked(locked)}
    )
    row.submitted_at = row.changed_at = at or timezone.now()
    row.revision += 1
    row.save(update_fields=["submitted_at", "changed_at", "revision"])
    if locked.state == ReviewState.OPENED:
        move(locked, ReviewState.SELF_ASSESSMENT, at=at)
    write_down(actor=by, verb="self_assessment.submitted", obj=row, about=locked.reviewee, at=at)
    _tell(locked, by, at)
    return row


def _tell(review: PerformanceReview, by: User, at: datetime | None) -> None:
    send_notice(
        recipient=review.reviewer,
        kind=NoticeKind.REVIEW,
        key=f"review-self-in-{review.pk}",
        title=f"{review.reviewee.display_name} has handed in a self-assessment",
        body="Read it before you write, and before you meet.",
        url=review.get_absolute_url(),
        by=by,
        at=at,
    )


def note_self_opened(*, assessment: SelfAssessment, by: User, at: datetime | None = None) -> None:
    """Somebody else reads it: written down once a visit."""
    mentor = assessment.review.reviewee
    if by.pk == mentor.pk:
        return
    since = (at or timezone.now()) - VISIT
    seen = AuditEvent.objects.filter(actor=by, verb=OPENED, about=mentor, at__gt=since)
    if not seen.filter(object_id=str(assessment.pk)).exists():
        write_down(actor=by, verb=OPENED, obj=assessment, about=mentor, at=at)
