"""What the mentor says to the review as it was shared with her."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User

from ..access import can_respond
from ..models import PerformanceReview, ReviewResponse
from ..queries.seniors import suggested_countersigner
from ..queries.times import deadlines_of
from ..queries.words import words_hash_of
from ..rules import ReviewState, Stance
from ..rules.moves import check_answer, check_transition
from ..rules.words import check_words
from . import telling
from .locking import audit, held, move


@transaction.atomic
def respond(
    *,
    review: PerformanceReview,
    stance: str,
    text: str = "",
    words_hash: str,
    by: User,
    at: datetime | None = None,
) -> PerformanceReview:
    """Agree, agree with a comment, disagree. To disagree asks the countersigner to meet both; where
    a review has none, the reviewer’s own line manager is asked."""
    locked = held(review)
    if not can_respond(by, locked):
        raise PermissionDenied("A review is answered by whom it is about.")
    check_transition(locked.state, ReviewState.RESPONSE)
    check_answer(stance, text)
    check_words(words_hash, words_hash_of(locked))
    moment = at or timezone.now()
    ReviewResponse.objects.create(
        review=locked, stance=Stance(stance), text=text.strip(), words_hash=words_hash, at=moment
    )
    is_disputed = stance == Stance.DISAGREE
    changes = {"answered_at": moment, "is_disputed": is_disputed, "reminded": 0}
    if is_disputed and locked.countersigner is None:
        changes["countersigner"] = suggested_countersigner(locked.reviewer, locked.reviewee)
    move(locked, ReviewState.RESPONSE, at=at, **changes)
    audit(locked, "answered", by, at, {"stance": stance})
    telling.of_answer(locked, deadlines_of(locked).meet_on, by, at)
    if is_disputed and locked.countersigner is None:
        telling.of_missing_countersigner(locked, at)
    return locked
