"""A round is drawn: by lot and by rule, with a seed that is kept (domain.md 6.4)."""

import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.reviews.access import can_moderate
from assessments.reviews.models import PerformanceReview, ReviewCycle
from assessments.reviews.services import mark_sampled
from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_keep_rounds
from ..models import ModerationCase, ModerationRound
from ..queries.cases import ratings_now
from ..queries.drawing import candidates_of, lapsed_cases, moderators_for, numbers_today
from ..rules import CaseReason, CaseState
from ..rules.choosing import Chosen
from ..rules.draws import draw, lettered
from . import telling

SEEDS = 10**12  # short enough to be written down, and nobody guesses it beforehand
TAKEN_BACK = "The reviewer took the review back before it was looked at."


@transaction.atomic
def draw_round(
    *, cycle: ReviewCycle, by: User, seed: str = "", at: datetime | None = None
) -> ModerationRound:
    """What waits to be signed in this cycle and is not drawn yet; a second draw at once finds
    nothing. Nobody chooses the seed, so that nobody draws until it fits; `seed` is for a history
    that is built. Cases whose words were taken back meanwhile end here, and are drawn anew."""
    if not can_keep_rounds(by):
        raise PermissionDenied("Rounds of moderation are drawn by the quality lead.")
    held = ReviewCycle.objects.select_for_update(of=("self",)).get(pk=cycle.pk)
    numbers = numbers_today()
    seed = seed or str(secrets.randbelow(SEEDS))
    drawn = draw(candidates_of(held), numbers, seed)
    if not drawn:
        raise ValidationError(
            "There is nothing to draw: no review waits that was not drawn before.", code="nothing"
        )
    _end_lapsed(held, by, at)
    made = ModerationRound.objects.create(
        cycle=held,
        seed=seed,
        percent=numbers.percent,
        least_a_manager=numbers.least,
        drawn_by=by,
        drawn_at=at or timezone.now(),
    )
    chosen = moderators_for(drawn, seed)
    _take(made, drawn, chosen, by)
    record(actor=by, verb="moderation_round.drawn", obj=made, detail={"cases": len(drawn)}, at=at)
    telling.of_round(made, by, at)
    return made


def _take(
    made: ModerationRound,
    drawn: dict[int, tuple[CaseReason, ...]],
    chosen: dict[int, Chosen],
    by: User,
) -> None:
    rows = PerformanceReview.objects.filter(pk__in=drawn).select_related("reviewee")
    reviews = {review.pk: review for review in rows}
    for letter, pk in lettered(drawn, made.seed):
        review = reviews[pk]
        # What she has a part in is drawn all the same: the lot and the rules decide, not she.
        marks = by if can_moderate(by, review) else None
        mark_sampled(review=review, by=marks, at=made.drawn_at)
        case = ModerationCase.objects.create(
            round=made,
            review=review,
            letter=letter,
            reasons=[str(reason) for reason in drawn[pk]],
            before=ratings_now(review),
        )
        case.moderators.set(chosen[pk].people)


def _end_lapsed(cycle: ReviewCycle, by: User, at: datetime | None) -> None:
    for case in lapsed_cases(cycle).select_related("review__reviewee"):
        case.state, case.outcome_reason = CaseState.RETURNED, TAKEN_BACK
        case.closed_by, case.closed_at = by, at or timezone.now()
        case.save(update_fields=["state", "outcome_reason", "closed_by", "closed_at"])
        detail = {"outcome": "taken_back"}
        about = case.review.reviewee
        record(actor=by, verb="moderation_case.closed", obj=case, about=about, detail=detail, at=at)
        end_round_when_done(case.round, at)


def end_round_when_done(round: ModerationRound, at: datetime | None) -> None:
    if not round.cases.filter(state=CaseState.OPEN).exists():
        ModerationRound.objects.filter(pk=round.pk, closed_at=None).update(
            closed_at=at or timezone.now()
        )
