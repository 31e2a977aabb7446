"""Into other hands, or called off (domain.md 2.3, change of manager)."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.objectives.models import Objective
from assessments.objectives.rules import ObjectiveState
from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of
from cms.people.teams.queries import has_conflict

from ..access import can_cancel, can_hand_over
from ..models import PerformanceReview, SetAsideDraft
from ..queries.document import self_assessment_of
from ..queries.drafts import BLANK, draft_words, is_blank
from ..queries.seniors import is_senior_to, suggested_countersigner
from ..rules import WRITABLE, ObjectivePart, ReviewState
from ..rules.moves import check_said, check_transition
from . import telling
from .locking import audit, held

LONGEST_REASON = 300


@transaction.atomic
def hand_over(
    *, review: PerformanceReview, reviewer: User, by: User, at: datetime | None = None
) -> PerformanceReview:
    """To whoever manages the mentor today, or stands in for her manager. Before it was shared the
    new reviewer begins empty, and what was written is set aside: read by nobody here, and found by
    a rights request. What was shared already stays as it is."""
    locked = held(review)
    if not can_hand_over(by, locked):
        raise PermissionDenied("A review that is not signed yet is handed over by HR.")
    if locked.reviewer_id == reviewer.pk:
        return locked
    _check_new_reviewer(reviewer, locked)
    before = locked.reviewer
    if locked.state in WRITABLE:
        _set_aside(locked, before, at)
    locked.reviewer = reviewer
    _keep_countersigner_apart(locked)
    locked.changed_at = at or timezone.now()
    locked.revision += 1
    locked.save()
    audit(locked, "handed_over", by, at, {"from": before.pk, "to": reviewer.pk})
    telling.of_hand_over(locked, before, by, at)
    return locked


def _check_new_reviewer(reviewer: User, review: PerformanceReview) -> None:
    problem = ""
    if reviewer.pk == review.reviewee_id:
        problem = "Nobody reviews themselves."
    elif not has_role(reviewer, Role.LINE_MANAGER) or not is_manager_of(reviewer, review.reviewee):
        problem = "Choose who manages the mentor today, or stands in for that manager."
    elif has_conflict(reviewer, review.reviewee):
        problem = "A conflict of interest stands against it. Choose somebody else."
    if problem:
        raise ValidationError({"reviewer": [problem]})


def _set_aside(review: PerformanceReview, author: User, at: datetime | None) -> None:
    words = draft_words(review)
    if not is_blank(words):
        SetAsideDraft.objects.create(
            review=review, author=author, words=words, at=at or timezone.now()
        )
    _forget_plans(review)
    review.judgements.all().delete()
    review.development_actions.all().delete()
    review.warning_reasons.all().delete()
    for name, value in BLANK.items():
        setattr(review, name, value)
    is_in = self_assessment_of(review) is not None
    review.state = ReviewState.SELF_ASSESSMENT if is_in else ReviewState.OPENED


def _forget_plans(review: PerformanceReview) -> None:
    """What nobody but the former reviewer has read of objectives. One that both were working on is
    the mentor’s, and stays in their lists."""
    coming = review.objective_links.filter(part=ObjectivePart.NEXT)
    unseen = Objective.objects.filter(
        review_links__in=coming, state=ObjectiveState.DRAFT, is_held_back=True
    )
    keys = list(unseen.values_list("pk", flat=True))
    coming.delete()
    Objective.objects.filter(pk__in=keys, review_links=None).delete()
    review.objective_links.filter(part=ObjectivePart.PREVIOUS).update(outcome="", reason="")


def _keep_countersigner_apart(review: PerformanceReview) -> None:
    """Who countersigns stays, if she is senior to the new reviewer, too."""
    person = review.countersigner
    if person is None and not review.template.is_countersigned:
        return
    if person is None or not is_senior_to(person, review.reviewer):
        review.countersigner = suggested_countersigner(review.reviewer, review.reviewee)


@transaction.atomic
def cancel_review(
    *, review: PerformanceReview, reason: str, by: User, at: datetime | None = None
) -> PerformanceReview:
    """Called off with a reason that both read, before the mentor has read a word of it."""
    locked = held(review)
    if locked.state == ReviewState.CANCELLED:
        return locked
    if not can_cancel(by, locked):
        check_transition(locked.state, ReviewState.CANCELLED)
        raise PermissionDenied("A review is called off by its reviewer, HR or the quality lead.")
    said = check_said("reason", reason, "Write in a sentence why.")
    return call_off(locked, said, by, at)


def call_off(
    review: PerformanceReview, reason: str, by: User | None, at: datetime | None
) -> PerformanceReview:
    """Within a transaction. What is open of it is closed, too."""
    locked = held(review)
    if len(reason) > LONGEST_REASON:
        raise ValidationError({"reason": [f"Keep it under {LONGEST_REASON} characters."]})
    check_transition(locked.state, ReviewState.CANCELLED)
    locked.state, locked.cancelled_reason = ReviewState.CANCELLED, reason
    locked.changed_at = at or timezone.now()
    locked.save(update_fields=["state", "cancelled_reason", "changed_at"])
    audit(locked, "called_off", by, at)
    telling.of_calling_off(locked, by, at)
    return locked
