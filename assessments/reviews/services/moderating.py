"""What the moderation of reviews does to a review: it waits, and it may go on."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from cms.people.accounts.models import User

from ..access import can_moderate
from ..models import PerformanceReview
from ..rules import OVER, ReviewState
from . import telling
from .locking import audit, held, move
from .signing import go_on_unsigned


@transaction.atomic
def mark_sampled(
    *, review: PerformanceReview, by: User | None, at: datetime | None = None
) -> PerformanceReview:
    """Drawn: nobody signs it before it was moderated. Nothing that is signed already is drawn."""
    locked = held(review)
    if not can_moderate(by, locked):
        raise PermissionDenied("Reviews are drawn by the quality lead, who has no part in them.")
    if locked.is_sampled:
        return locked
    if locked.signatures.exists() or locked.state in OVER:
        raise ValidationError("This review is signed already.", code="signed")
    locked.is_sampled = True
    locked.save(update_fields=["is_sampled"])
    audit(locked, "sampled", by, at)
    return locked


@transaction.atomic
def mark_moderated(
    *, review: PerformanceReview, by: User | None, at: datetime | None = None
) -> PerformanceReview:
    """Upheld, or changed with a reason: it can be signed. Marked twice, it is marked once."""
    locked = held(review)
    if not can_moderate(by, locked):
        raise PermissionDenied("A review is moderated by those who have no part in it.")
    if locked.state == ReviewState.MODERATED:
        return locked
    if not locked.is_sampled:
        raise ValidationError("This review was not drawn for moderation.", code="not_drawn")
    move(locked, ReviewState.MODERATED, at=at)
    audit(locked, "moderated", by, at)
    telling.of_moderation(locked, by, at)
    if locked.unsigned_reason:
        go_on_unsigned(locked, by, at)
    return locked
