"""Three signatures, one after another: “I have read this”. Nobody is signed for."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.teams.queries import has_conflict

from ..access import (
    can_assess_herself,
    can_choose_countersigner,
    can_countersign,
    can_share,
)
from ..models import DisputeMeeting, PerformanceReview, ReviewSignature
from ..queries.seniors import is_senior_to
from ..queries.words import words_hash_of
from ..rules import Part, ReviewState, UnsignedReason
from ..rules.checks import Gate
from ..rules.deadlines import REMINDERS_BEFORE_NOTING
from ..rules.moves import check_transition
from ..rules.words import check_words
from . import telling
from .finishing import finish_review
from .locking import audit, held, move
from .stopping import check_nothing_stops, standing

SIGNED_ALREADY = "You have signed this review already."
NOT_MODERATED = "Others look at this review first, without names. You are told when it is done."
NOT_MET = "The countersigner meets both of you first, because you do not agree."
NOT_WHOLE = "Something is still missing. The reviewer sees what, and shares the review again."
ANSWERED_OTHER_WORDS = (
    "The words have changed since the mentor answered. Take the review back and share it again."
)


@transaction.atomic
def sign_review(
    *, review: PerformanceReview, words_hash: str, by: User, at: datetime | None = None
) -> PerformanceReview:
    """By the mentor, then by the reviewer. Without a countersignature, the reviewer’s is the
    last and seals it."""
    locked = held(review)
    if can_assess_herself(by, locked):
        return _sign_as_mentor(locked, words_hash, by, at)
    if can_share(by, locked):
        return _sign_as_reviewer(locked, words_hash, by, at)
    raise PermissionDenied("A review is signed by the mentor and by whoever wrote it.")


def _sign_as_mentor(
    locked: PerformanceReview, words_hash: str, by: User, at: datetime | None
) -> PerformanceReview:
    is_late = may_sign_late(locked)
    _check_unsigned(locked, Part.REVIEWEE)
    if not is_late:
        check_transition(locked.state, ReviewState.SIGNED_REVIEWEE)
        _check_settled(locked)
        _check_whole_for_mentor(locked, at)
    _sign(locked, Part.REVIEWEE, words_hash, by, at)
    if is_late:
        locked.unsigned_reason = ""
        locked.save(update_fields=["unsigned_reason"])
    else:
        move(locked, ReviewState.SIGNED_REVIEWEE, at=at, unsigned_reason="")
        telling.of_turn(locked, locked.reviewer, by, at)
    audit(locked, "signed", by, at, {"part": Part.REVIEWEE})
    return locked


def _sign_as_reviewer(
    locked: PerformanceReview, words_hash: str, by: User, at: datetime | None
) -> PerformanceReview:
    _check_unsigned(locked, Part.REVIEWER)
    check_transition(locked.state, ReviewState.SIGNED_MANAGER)
    waits = needs_countersignature(locked)
    check_nothing_stops(locked, Gate.SIGN if waits else Gate.FINAL, at)
    _sign(locked, Part.REVIEWER, words_hash, by, at)
    move(locked, ReviewState.SIGNED_MANAGER, at=at)
    audit(locked, "signed", by, at, {"part": Part.REVIEWER})
    if not waits:
        return finish_review(locked, words_hash, by, at)
    if locked.countersigner is not None:
        telling.of_turn(locked, locked.countersigner, by, at)
    return locked


@transaction.atomic
def countersign_review(
    *, review: PerformanceReview, words_hash: str, by: User, at: datetime | None = None
) -> PerformanceReview:
    """The last signature: it seals the review."""
    locked = held(review)
    if not can_countersign(by, locked):
        raise PermissionDenied("A review is countersigned by whoever was chosen for it.")
    _check_unsigned(locked, Part.COUNTERSIGNER)
    check_transition(locked.state, ReviewState.COUNTERSIGNED)
    check_may_countersign(by, locked)
    check_nothing_stops(locked, Gate.FINAL, at)
    _sign(locked, Part.COUNTERSIGNER, words_hash, by, at)
    move(locked, ReviewState.COUNTERSIGNED, at=at)
    audit(locked, "signed", by, at, {"part": Part.COUNTERSIGNER})
    return finish_review(locked, words_hash, by, at)


def needs_countersignature(review: PerformanceReview) -> bool:
    """As its kind says; and where somebody met both because they did not agree."""
    return review.template.is_countersigned or review.is_disputed


def check_may_countersign(person: User, review: PerformanceReview) -> None:
    if person.pk in (review.reviewer_id, review.reviewee_id):
        raise ValidationError({"countersigner": ["A third person countersigns."]})
    if not is_senior_to(person, review.reviewer):
        raise ValidationError({"countersigner": ["Choose somebody who is senior to the reviewer."]})
    if has_conflict(person, review.reviewee) or has_conflict(person, review.reviewer):
        raise ValidationError(
            {"countersigner": ["A conflict of interest stands against it. Choose somebody else."]}
        )


@transaction.atomic
def choose_countersigner(
    *, review: PerformanceReview, countersigner: User, by: User, at: datetime | None = None
) -> PerformanceReview:
    locked = held(review)
    if not can_choose_countersigner(by, locked):
        raise PermissionDenied("The countersigner is chosen by the reviewer or by HR.")
    if locked.countersigner_id == countersigner.pk:
        return locked
    if not countersigner.is_active:
        raise ValidationError({"countersigner": ["This account is closed."]})
    check_may_countersign(countersigner, locked)
    locked.countersigner = countersigner
    locked.save(update_fields=["countersigner"])
    audit(locked, "countersigner_chosen", by, at, {"countersigner": countersigner.pk})
    if locked.state == ReviewState.SIGNED_MANAGER or locked.is_disputed:
        telling.of_turn(locked, countersigner, by, at)
    return locked


@transaction.atomic
def note_unsigned(
    *, review: PerformanceReview, reason: str, by: User, at: datetime | None = None
) -> PerformanceReview:
    """After two reminders: that the mentor has not answered or signed, and why. She can still sign
    until the review is final. Drawn for moderation, it waits for that first."""
    locked = held(review)
    if not can_share(by, locked):
        raise PermissionDenied("This is noted by whoever writes the review.")
    if reason not in UnsignedReason.values:
        raise ValidationError({"reason": ["Choose a reason from the list."]})
    if locked.state == ReviewState.SHARED:
        check_transition(locked.state, ReviewState.RESPONSE)
    else:
        check_transition(locked.state, ReviewState.SIGNED_REVIEWEE)
    if locked.unsigned_reason:
        raise ValidationError("This was noted already.", code="noted")
    _check_reminded(locked, reason)
    _check_disputed(locked)
    locked.unsigned_reason = UnsignedReason(reason)
    audit(locked, "unsigned_noted", by, at, {"reason": reason})
    telling.of_noting(locked, by, at)
    return go_on_unsigned(locked, by, at)


def go_on_unsigned(
    locked: PerformanceReview, by: User | None, at: datetime | None
) -> PerformanceReview:
    """To the reviewer’s signature, without the mentor’s."""
    if locked.state == ReviewState.SHARED:
        move(locked, ReviewState.RESPONSE, at=at, unsigned_reason=locked.unsigned_reason)
    else:
        locked.save(update_fields=["unsigned_reason"])
    if locked.is_sampled and locked.state != ReviewState.MODERATED:
        return locked
    move(locked, ReviewState.SIGNED_REVIEWEE, at=at)
    telling.of_turn(locked, locked.reviewer, by, at)
    return locked


def _check_reminded(review: PerformanceReview, reason: str) -> None:
    profile = getattr(review.reviewee, "staff_profile", None)
    has_left = profile is not None and profile.left_on and profile.left_on < timezone.localdate()
    if reason == UnsignedReason.LEFT:
        if not has_left:
            raise ValidationError({"reason": ["No last day is known of the mentor. Ask HR."]})
        return
    if review.reminded < REMINDERS_BEFORE_NOTING:
        raise ValidationError(
            "This can be noted after two reminders. They go out by themselves; talk to each other "
            "first.",
            code="not_reminded",
        )


def _check_settled(review: PerformanceReview) -> None:
    if review.is_sampled and review.state != ReviewState.MODERATED:
        raise ValidationError(NOT_MODERATED, code="not_moderated")
    _check_disputed(review)


def _check_disputed(review: PerformanceReview) -> None:
    if review.is_disputed and not DisputeMeeting.objects.filter(review=review).exists():
        raise ValidationError(NOT_MET, code="not_met")


def _check_whole_for_mentor(review: PerformanceReview, at: datetime | None) -> None:
    """She is told by when she may sign; what the reviewer has left out is the reviewer’s to see."""
    found = standing(review, Gate.SIGN, at)
    if not found:
        return
    days = [finding.message for finding in found if finding.code == "PR-19"]
    raise ValidationError(days or [NOT_WHOLE], code="stopped")


def _check_unsigned(review: PerformanceReview, part: Part) -> None:
    if review.signatures.filter(part=part).exists():
        raise ValidationError(SIGNED_ALREADY, code="signed")


def _sign(
    review: PerformanceReview, part: Part, words_hash: str, by: User, at: datetime | None
) -> None:
    check_words(words_hash, words_hash_of(review))
    answer = review.responses.first()
    if answer is not None and review.answered_at and answer.words_hash != words_hash:
        raise ValidationError(ANSWERED_OTHER_WORDS, code="words")
    try:
        with transaction.atomic():
            ReviewSignature.objects.create(
                review=review, signer=by, part=part, words_hash=words_hash, at=at or timezone.now()
            )
    except IntegrityError as error:
        raise ValidationError(SIGNED_ALREADY, code="signed") from error


def may_sign_late(review: PerformanceReview) -> bool:
    """It was noted that the mentor has not signed, and it is not final yet."""
    open_still = review.state in (ReviewState.SIGNED_REVIEWEE, ReviewState.SIGNED_MANAGER)
    return open_still and bool(review.unsigned_reason)
