"""Every service in every state: it moves the review as the table says, or refuses and leaves it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.reviews import services
from assessments.reviews.queries.words import words_hash_of
from assessments.reviews.rules import TRANSITIONS, ReviewState, Stance, UnsignedReason

from .moves import fresh, put

pytestmark = pytest.mark.django_db
S = ReviewState
SHARED = (S.SHARED, S.RESPONSE, S.MODERATED)
MOVES = {
    # name: states it starts from, and where it ends
    "share": {S.MEETING_HELD: S.SHARED},
    "take_back": dict.fromkeys(SHARED, S.MEETING_HELD),
    "return": dict.fromkeys(SHARED, S.MEETING_HELD),
    "respond": {S.SHARED: S.RESPONSE},
    "moderate": {S.RESPONSE: S.MODERATED, S.MODERATED: S.MODERATED},
    "sign_mentor": {S.RESPONSE: S.SIGNED_REVIEWEE, S.MODERATED: S.SIGNED_REVIEWEE},
    "sign_reviewer": {S.SIGNED_REVIEWEE: S.SIGNED_MANAGER},
    "countersign": {S.SIGNED_MANAGER: S.FINAL},
    "note": dict.fromkeys(SHARED, S.SIGNED_REVIEWEE),
    "cancel": {
        S.OPENED: S.CANCELLED, S.SELF_ASSESSMENT: S.CANCELLED, S.MANAGER_DRAFT: S.CANCELLED,
        S.MEETING_HELD: S.CANCELLED, S.CANCELLED: S.CANCELLED,
    },
}  # fmt: skip
ANSWERED = (S.RESPONSE, S.MODERATED, S.SIGNED_REVIEWEE, S.SIGNED_MANAGER)


def make(name, review, people):
    words = {"review": review, "words_hash": words_hash_of(review)}
    mentor, manager, senior, lead = people
    calls = {
        "share": lambda: services.share_review(**words, by=manager),
        "take_back": lambda: services.take_back(review=review, by=manager),
        "return": lambda: services.return_to_reviewer(review=review, reason="Again.", by=lead),
        "respond": lambda: services.respond(**words, stance=Stance.AGREE, by=mentor),
        "moderate": lambda: services.mark_moderated(review=review, by=lead),
        "sign_mentor": lambda: services.sign_review(**words, by=mentor),
        "sign_reviewer": lambda: services.sign_review(**words, by=manager),
        "countersign": lambda: services.countersign_review(**words, by=senior),
        "note": lambda: services.note_unsigned(
            review=review, reason=UnsignedReason.NO_ANSWER, by=manager
        ),
        "cancel": lambda: services.cancel_review(review=review, reason="Not now.", by=manager),
    }
    return calls[name]


@pytest.mark.parametrize("name", list(MOVES))
def test_each_move_from_each_state(shared, mentor, manager, senior, quality_lead, name):
    people = (mentor, manager, senior, quality_lead)
    for state in ReviewState:
        answered = timezone.now() if state in ANSWERED else None
        is_sampled = name == "moderate"
        before = put(
            shared, state, answered_at=answered, reminded=2, is_sampled=is_sampled,
            unsigned_reason="", attested_at=shared.attested_at, shared_at=shared.shared_at,
            cancelled_reason="So." if state == S.CANCELLED else "",
        )  # fmt: skip
        wanted = MOVES[name].get(state)
        if wanted is None:
            with pytest.raises((ValidationError, PermissionDenied)):
                make(name, before, people)()
            assert fresh(shared).state == state, (name, state)
        else:
            make(name, before, people)()
            assert fresh(shared).state == wanted, (name, state)
            clean(shared)


def clean(review):
    """Signatures stay for good; the next state begins without."""
    rows = type(review.signatures.model.objects.all())(review.signatures.model)
    rows._raw_delete(using="default")


def test_the_table_of_moves_is_total_and_nothing_leaves_the_end():
    assert set(TRANSITIONS) == set(ReviewState)
    assert TRANSITIONS[S.FINAL] == TRANSITIONS[S.CANCELLED] == frozenset()
    # Everything but the opening is reached from somewhere.
    reached = set().union(*TRANSITIONS.values())
    assert reached == set(ReviewState) - {S.OPENED}
