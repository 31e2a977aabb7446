"""The reviews of the scene: one about the mentor in every state that an address or a service needs,
with objectives, a round of moderation and an exercise of calibration.

The line manager writes them, her own line manager countersigns; what is moderated, nobody
countersigns.
"""

from typing import Any

from django.utils import timezone

from assessments.objectives.rules import ObjectiveState
from assessments.reviews.models import DevelopmentAction, PerformanceReview, WarningReason
from assessments.reviews.rules import (
    CycleState,
    ObjectivePart,
    ReviewKind,
    ReviewState,
    Stance,
    UnsignedReason,
)
from assessments.reviews.rules.checks import NEEDS_REASON
from assessments.reviews.services.writing import gather_previous
from cms.people.accounts.rules import Role
from cms.people.teams.models import Cover
from cms.people.teams.rules import CoverKind
from tests.assessments.reviews import moves
from tests.factories import moderation, objectives, reviews
from tests.factories.people import ReportingLineFactory, days_ago, make_person

DISAGREES = "I see the spring term otherwise: two rooms were moved in it."


def review_rows(scene: Any) -> dict[str, Any]:
    ReportingLineFactory.create(person=scene.manager, manager=scene.other_manager)
    reviews.policy(set_by=scene.hr)
    return {
        **signed_rows(scene),  # first: the others are compared with the last that is final
        **shared_rows(scene),
        **objectives_of(scene),
        **written_rows(scene),
        **moderation_rows(scene),
        **calibration_rows(scene),
        "review_template": reviews.template(),
        "review_area": reviews.areas()[0],
        "interim_template": reviews.template(ReviewKind.INTERIM, asks_objectives=False),
        "cycle_draft": reviews.cycle(
            scene.hr, ReviewKind.MID_YEAR, state=CycleState.DRAFT, opened_at=None
        ),
    }


def objectives_of(scene: Any) -> dict[str, Any]:
    mentor, manager = scene.mentor, scene.manager
    return {
        "objective_draft": objectives.objective(mentor, "S1"),
        "objective_active": objectives.agreed(mentor, "S6", "S8"),
        "objective_met": objectives.objective(mentor, state=ObjectiveState.MET),
        "objective_held_back": objectives.objective(
            mentor, created_by=manager, is_held_back=True, outcome="Part of a draft"
        ),
        "priority": objectives.priority(),
    }


def review(scene: Any, **fields: Any) -> PerformanceReview:
    senior = fields.pop("countersigner", scene.other_manager)
    return reviews.review(scene.mentor, scene.manager, countersigner=senior, **fields)


def written_rows(scene: Any) -> dict[str, Any]:
    """Before the mentor reads a word of it. Somebody stands in for the manager, so that there is
    one to whom a review can be handed over."""
    opened = review(scene, kind=ReviewKind.MID_YEAR)
    stands_in = make_person("Standsin", "Access", Role.LINE_MANAGER)
    Cover.objects.create(
        stands_in=stands_in, absent=scene.manager, kind=CoverKind.MANAGER,
        starts_on=days_ago(1), ends_on=days_ago(-30),
    )  # fmt: skip
    drafted = reviews.judged(review(scene))
    handed_in = reviews.self_assessment(drafted)
    code = sorted(NEEDS_REASON)[0]
    return {
        "review_opened": opened,
        "self_draft": reviews.self_assessment(opened, submitted_at=None),
        "review_drafted": drafted,
        "self_handed_in": handed_in,
        "next_objective": reviews.next_objective(drafted, is_held_back=True),
        "previous_objective": reviews.previous_objective(drafted),
        "review_action": DevelopmentAction.objects.create(review=drafted, need="Waiting longer"),
        "review_reason": WarningReason.objects.create(
            review=drafted, code=code, reason="It is so.", given_by=scene.manager
        ),
        "stand_in": stands_in,
        "review_ready": ready(scene),
    }


def ready(scene: Any) -> PerformanceReview:
    row = moves.explained(reviews.ready_to_share(review(scene)))
    gather_previous(row)
    row.objective_links.filter(part=ObjectivePart.PREVIOUS).update(
        outcome=ObjectiveState.MET, reason="8 of 10 in May."
    )
    return row


def shared(scene: Any, **fields: Any) -> PerformanceReview:
    return moves.explained(reviews.shared(review(scene, **fields)))


def shared_rows(scene: Any) -> dict[str, Any]:
    disputed = shared(scene)
    moves.answer(disputed, Stance.DISAGREE, DISAGREES)
    silent = shared(scene)
    PerformanceReview.objects.filter(pk=silent.pk).update(reminded=2)
    answered = shared(scene)
    moves.answer(answered)
    return {
        "review_shared": shared(scene),
        "review_answered": answered,
        "review_disputed": disputed,
        "review_silent": silent,
    }


def signed_rows(scene: Any) -> dict[str, Any]:
    mentor, manager = scene.mentor, scene.manager
    final = moves.finished(shared(scene))
    half, whole = shared(scene), shared(scene)
    for row in (half, whole):
        moves.answer(row)
        moves.sign(row, mentor)
    moves.sign(whole, manager)
    unsigned = shared(scene)
    moves.put(
        unsigned, ReviewState.SIGNED_REVIEWEE, unsigned_reason=UnsignedReason.NO_ANSWER, reminded=2
    )
    return {
        "review_signed_once": half,
        "review_signed_twice": whole,
        "review_unsigned": unsigned,
        "review_final": final,
        "review_called_off": moves.put(
            review(scene), ReviewState.CANCELLED, cancelled_reason="Another role."
        ),
    }


def moderation_rows(scene: Any) -> dict[str, Any]:
    """One case that two have rated, one that nobody has rated yet, one that is decided; and a
    cycle of which nothing is drawn yet."""
    mentor, manager, by = scene.mentor, scene.manager, scene.quality_lead
    cycles = [reviews.cycle(scene.hr) for _ in range(4)]
    waiting, rated, decided, undrawn = (
        moderation.answered(mentor, manager, cycle) for cycle in cycles
    )
    moderators = (by, scene.other_manager)
    rated_case = moderation.case_of(rated, by, *moderators, letter="B")
    for moderator in moderators:
        moderation.view_of(rated_case, moderator)
    open_case = moderation.case_of(waiting, by, *moderators)
    return {
        "cycle_open": cycles[0],
        "cycle_to_draw": cycles[3],
        "review_waiting": waiting,
        "review_rated": rated,
        "review_undrawn": undrawn,
        "round": open_case.round,
        "case": open_case,
        "rated_case": rated_case,
        "decided_case": moderation.case_of(
            decided, by, *moderators, letter="C", state="upheld", closed_by=by,
            outcome_reason="The ratings follow from what was seen.", closed_at=timezone.now(),
        ),
        "far_manager": make_person("Far", "Access", Role.LINE_MANAGER),
    }  # fmt: skip


def calibration_rows(scene: Any) -> dict[str, Any]:
    by = scene.quality_lead
    return {
        "exercise_open": moderation.exercise(by),
        "exercise_planned": moderation.exercise(by, opens_on=days_ago(-3)),
        "exercise_over": moderation.exercise(by, closes_on=days_ago(1)),
        "exercise_shown": moderation.shown(by),
    }
