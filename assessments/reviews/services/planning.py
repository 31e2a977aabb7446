"""What a review looks back on and what comes next: objectives, and what is learnt for them."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from assessments.objectives.models import CollegePriority, Objective
from assessments.objectives.rules import CLOSED, ObjectiveOrigin, ObjectiveState, ObjectiveValues
from assessments.objectives.services import (
    change_objective,
    close_objective,
    show_objective,
    write_objective,
)
from assessments.standards.models import Statement
from cms.people.accounts.models import User
from courses.catalogue.models import ModulePage

from ..models import DevelopmentAction, PerformanceReview, ReviewObjective
from ..queries.writing import action_content
from ..rules import ObjectivePart
from ..rules.content import ActionContent, PreviousContent, check_previous, tidied, version_of
from .writing import ReviewChangedError, gather_previous, held_to_write, note_written

LEFT_OUT = "Taken out of the review before it was agreed."
MOST_ACTIONS = 10


@transaction.atomic
def save_previous(
    *,
    review: PerformanceReview,
    objective: Objective,
    content: PreviousContent,
    seen: str,
    by: User,
    at: datetime | None = None,
) -> ReviewObjective:
    """What came of an objective of last time, as the reviewer writes it (PR-10). It takes effect
    when the review is shared; one that is closed already stays as it was closed."""
    locked = held_to_write(review, by)
    gather_previous(locked)
    link = _link(locked, objective, ObjectivePart.PREVIOUS)
    if link.objective.state in CLOSED:
        raise ValidationError("This objective is closed already, and stays as it is.")
    wanted, now = tidied(content), PreviousContent(link.outcome, link.reason)
    if version_of(wanted) == version_of(now):
        return link
    if seen != version_of(now):
        raise ReviewChangedError(locked, now)
    check_previous(wanted)
    link.outcome, link.reason = wanted.outcome, wanted.reason
    link.save(update_fields=["outcome", "reason"])
    locked.attested_at = None
    note_written(locked, by, at)
    return link


def put_plans_into_effect(review: PerformanceReview, by: User, at: datetime | None = None) -> None:
    """When a review is shared, within that transaction: what came of the objectives of last time
    is closed, and the mentor reads those of next time."""
    for link in review.objective_links.select_related("objective").order_by("pk"):
        row = link.objective
        if link.part == ObjectivePart.NEXT:
            if row.is_held_back:
                show_objective(objective=row, by=by, at=at)
        elif link.outcome and row.state == ObjectiveState.ACTIVE:
            close_objective(objective=row, to=link.outcome, reason=link.reason, by=by, at=at)


@transaction.atomic
def write_next(
    *,
    review: PerformanceReview,
    values: ObjectiveValues,
    priority: CollegePriority | None = None,
    statements: Sequence[Statement] = (),
    by: User,
    at: datetime | None = None,
) -> Objective:
    """A draft for the next period: the mentor reads it once the review is shared, and the seal
    agrees it."""
    locked = held_to_write(review, by)
    _check_asks(locked)
    row = write_objective(
        owner=locked.reviewee,
        values=values,
        origin=ObjectiveOrigin.COLLEGE if priority else ObjectiveOrigin.REVIEW,
        priority=priority,
        statements=statements,
        is_held_back=True,
        by=by,
        at=at,
    )
    ReviewObjective.objects.get_or_create(review=locked, objective=row, part=ObjectivePart.NEXT)
    note_written(locked, by, at)
    return row


def _check_asks(review: PerformanceReview) -> None:
    if not review.template.asks_objectives:
        raise ValidationError("This kind of review sets no objectives.")


@transaction.atomic
def change_next(
    *,
    review: PerformanceReview,
    objective: Objective,
    values: ObjectiveValues,
    priority: CollegePriority | None = None,
    statements: Sequence[Statement] = (),
    revision: int,
    by: User,
    at: datetime | None = None,
) -> Objective:
    locked = held_to_write(review, by)
    _link(locked, objective, ObjectivePart.NEXT)
    row = change_objective(
        objective=objective,
        values=values,
        priority=priority,
        statements=statements,
        revision=revision,
        by=by,
        at=at,
    )
    note_written(locked, by, at)
    return row


@transaction.atomic
def remove_next(
    *, review: PerformanceReview, objective: Objective, by: User, at: datetime | None = None
) -> PerformanceReview:
    """Out of the review; as a draft that nobody agreed it is dropped."""
    locked = held_to_write(review, by)
    link = _link(locked, objective, ObjectivePart.NEXT)
    link.delete()
    if objective.state == ObjectiveState.DRAFT:
        close_objective(
            objective=objective, to=ObjectiveState.DROPPED, reason=LEFT_OUT, by=by, at=at
        )
    locked.warning_reasons.filter(where=f"objective:{objective.pk}").delete()
    note_written(locked, by, at)
    return locked


def _link(review: PerformanceReview, objective: Objective, part: ObjectivePart) -> ReviewObjective:
    rows = review.objective_links.select_related("objective")
    link = rows.filter(objective=objective, part=part).first()
    if link is None:
        raise PermissionDenied("This objective is not part of this review.")
    return link


# Development actions ----------------------------------------------------------------


@transaction.atomic
def add_action(
    *, review: PerformanceReview, content: ActionContent, by: User, at: datetime | None = None
) -> DevelopmentAction:
    """The same words again, from a form sent twice, give the action that is there."""
    locked = held_to_write(review, by)
    wanted = tidied(content)
    rows = locked.development_actions.prefetch_related("statements")
    same = [row for row in rows if version_of(action_content(row)) == version_of(wanted)]
    if same:
        return same[0]
    if len(rows) >= MOST_ACTIONS:
        raise ValidationError(f"{MOST_ACTIONS} actions are more than a year holds.")
    row = _write(DevelopmentAction(review=locked), wanted)
    note_written(locked, by, at)
    return row


@transaction.atomic
def change_action(
    *,
    action: DevelopmentAction,
    content: ActionContent,
    seen: str,
    by: User,
    at: datetime | None = None,
) -> DevelopmentAction:
    locked = held_to_write(action.review, by)
    row = locked.development_actions.filter(pk=action.pk).first()
    if row is None:
        raise ValidationError("This action was taken out meanwhile.")
    wanted, now = tidied(content), action_content(row)
    if version_of(wanted) == version_of(now):
        return row
    if seen != version_of(now):
        raise ReviewChangedError(locked, now)
    _write(row, wanted)
    note_written(locked, by, at)
    return row


@transaction.atomic
def remove_action(
    *, action: DevelopmentAction, by: User, at: datetime | None = None
) -> PerformanceReview:
    locked = held_to_write(action.review, by)
    if locked.development_actions.filter(pk=action.pk).delete()[0]:
        note_written(locked, by, at)
    return locked


def _write(row: DevelopmentAction, wanted: ActionContent) -> DevelopmentAction:
    if not wanted.need:
        raise ValidationError({"need": ["Say in a few words what to get better at."]})
    row.need, row.activity = wanted.need, wanted.activity
    row.learner_outcome, row.support = wanted.learner_outcome, wanted.support
    row.due_on = wanted.due_on
    row.module = (
        ModulePage.objects.live().filter(pk=wanted.module).first() if wanted.module else None
    )
    row.full_clean()
    row.save()
    row.statements.set(Statement.objects.filter(pk__in=wanted.statements))
    return row
