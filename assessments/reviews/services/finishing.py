"""The seal: what was agreed begins, and no word changes any more (domain.md 6.4, PR-23)."""

from datetime import date, datetime

from django.utils import timezone

from assessments.objectives.rules import ObjectiveState
from assessments.objectives.services import agree_objective
from assessments.plans.rules import FURTHEST, MOST_STATEMENTS, LineContent, Origin
from assessments.plans.services import add_line
from cms.people.accounts.models import User

from ..models import DevelopmentAction, PerformanceReview
from ..queries.words import words_of
from ..rules import ObjectivePart, ReviewState
from ..rules.words import as_kept
from . import telling
from .locking import audit, move


def finish_review(
    review: PerformanceReview, words_hash: str, by: User, at: datetime | None
) -> PerformanceReview:
    """Called once, by the last signature, which holds the row: a second click finds it final."""
    moment = at or timezone.now()
    words = as_kept(words_of(review))
    move(
        review, ReviewState.FINAL, at=at, final_at=moment, words_hash=words_hash,
        sealed_words=words,
    )  # fmt: skip
    _agree_objectives(review, at)
    _plan_actions(review, at)
    audit(review, "sealed", by, at)
    telling.of_final(review, by, at)
    return review


def _agree_objectives(review: PerformanceReview, at: datetime | None) -> None:
    coming = review.objective_links.filter(
        part=ObjectivePart.NEXT, objective__state=ObjectiveState.DRAFT
    )
    for link in coming.select_related("objective__owner"):
        agree_objective(objective=link.objective, by=None, at=at)


def _plan_actions(review: PerformanceReview, at: datetime | None) -> None:
    for action in review.development_actions.filter(plan_line=None).prefetch_related("statements"):
        action.plan_line = add_line(
            owner=review.reviewee,
            content=_content(action, timezone.localdate(at or timezone.now())),
            statements=list(action.statements.all())[:MOST_STATEMENTS],
            by=None,
            at=at,
        )
        action.save(update_fields=["plan_line"])


def _content(action: DevelopmentAction, today: date) -> LineContent:
    """A day that passed while the review was on its way is left out: she sets one herself."""
    due_on = action.due_on if action.due_on and today <= action.due_on <= today + FURTHEST else None
    return LineContent(
        need=action.need,
        origin=Origin.REVIEW,
        activity=action.activity or (action.module.title if action.module else ""),
        learner_outcome=action.learner_outcome,
        due_on=due_on,
    )
