"""From the desk of one to the eyes of both: shared, and taken back to be changed."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User

from ..access import can_moderate, can_share
from ..models import PerformanceReview
from ..queries.times import deadlines_of
from ..queries.words import words_hash_of
from ..rules import WRITABLE, ReviewState
from ..rules.checks import Gate
from ..rules.moves import check_said, check_transition
from ..rules.words import check_words
from . import telling
from .locking import audit, held, move
from .planning import put_plans_into_effect
from .stopping import check_nothing_stops

NOT_SHARED = {"shared_at": None, "answered_at": None, "is_disputed": False, "reminded": 0,
              "unsigned_reason": ""}  # fmt: skip


@transaction.atomic
def share_review(
    *, review: PerformanceReview, words_hash: str, by: User, at: datetime | None = None
) -> PerformanceReview:
    """Whole enough to be talked about. From today the mentor and the countersigner read it, and
    the days to read begin; what came of the objectives of last time is closed."""
    locked = held(review)
    if not can_share(by, locked):
        raise PermissionDenied("A review is shared by whoever writes it.")
    check_transition(locked.state, ReviewState.SHARED)
    check_nothing_stops(locked, Gate.SHARE, at)
    check_words(words_hash, words_hash_of(locked))
    moment = at or timezone.now()
    put_plans_into_effect(locked, by, at)
    move(locked, ReviewState.SHARED, at=at, **{**NOT_SHARED, "shared_at": moment})
    audit(locked, "shared", by, at)
    may_sign_on = deadlines_of(locked).may_sign_on or timezone.localdate(moment)
    telling.of_sharing(locked, may_sign_on, by, at)
    return locked


@transaction.atomic
def take_back(
    *, review: PerformanceReview, by: User, at: datetime | None = None
) -> PerformanceReview:
    """To be changed, as long as nobody has signed. Shared again, the days to read begin anew; what
    the mentor had answered is kept."""
    locked = held(review)
    if not can_share(by, locked):
        raise PermissionDenied("A review is taken back by whoever writes it.")
    return _back(locked, "taken_back", {}, by, at)


@transaction.atomic
def return_to_reviewer(
    *, review: PerformanceReview, reason: str, by: User | None, at: datetime | None = None
) -> PerformanceReview:
    """By those who moderated it: the reviewer looks at it again and shares it anew."""
    locked = held(review)
    if not can_moderate(by, locked):
        raise PermissionDenied("A review is returned by those who moderate it.")
    check_said("reason", reason, "Say what the reviewer should look at again.")
    return _back(locked, "returned", {"is_sampled": False}, by, at)


def _back(
    locked: PerformanceReview,
    verb: str,
    fields: dict[str, object],
    by: User | None,
    at: datetime | None,
) -> PerformanceReview:
    if locked.state in WRITABLE:  # the reviewer’s own way there is not this one
        raise ValidationError("This review is not shared at the moment.", code="transition")
    shared_at = locked.shared_at
    # What was written may be changed now; that nothing private is quoted is said again.
    move(locked, ReviewState.MEETING_HELD, at=at, **NOT_SHARED, **fields, attested_at=None)
    audit(locked, verb, by, at)
    telling.of_taking_back(locked, shared_at, by, at)
    return locked
