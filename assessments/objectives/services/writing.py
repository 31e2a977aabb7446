"""Drafting an objective, and changing one. An agreed one keeps what it was, line by line."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.actions.models import SupervisionAction
from assessments.plans.models import PlanLine
from assessments.standards.models import Statement
from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import rules
from ..access import can_carry_over_action, can_change, can_write_for, plan_lines_to_use
from ..models import CollegePriority, Objective, ObjectiveProgress
from ..rules import ObjectiveOrigin, ObjectiveState, ObjectiveValues
from .telling import tell_the_other

REFUSED = "An objective is written by its owner and her line manager of today."


@transaction.atomic
def write_objective(
    *,
    owner: User,
    values: ObjectiveValues,
    origin: ObjectiveOrigin | str = ObjectiveOrigin.REVIEW,
    priority: CollegePriority | None = None,
    plan_line: PlanLine | None = None,
    action: SupervisionAction | None = None,
    statements: Sequence[Statement] = (),
    is_held_back: bool = False,
    by: User | None,
    at: datetime | None = None,
) -> Objective:
    """A draft that both read; held back, its owner reads it once it is shown. The same words
    again, from a form sent twice, give the draft that is there.

    ``by`` is the owner, her line manager, or None for the site. `action`, whose words it carries,
    is the owner's alone to give, and one that her manager reads already.
    """
    if not can_write_for(by, owner):
        raise PermissionDenied(REFUSED)
    moment = at or timezone.now()
    _check(values, statements, moment)
    rules.check_origin(
        origin,
        has_priority=priority is not None,
        has_plan_line=plan_line is not None,
        has_action=action is not None,
    )
    _check_sources(owner, plan_line, action, by)
    User.objects.select_for_update().get(pk=owner.pk)  # so that two tabs wait for each other
    words = {
        **asdict(_clean(values)),
        "origin": origin,
        "priority": priority,
        "plan_line": plan_line,
        "is_held_back": is_held_back,
    }
    found = Objective.objects.filter(owner=owner, state=ObjectiveState.DRAFT, **words).first()
    if found is not None:
        return found
    objective = Objective(
        owner=owner, created_by=by or owner, created_at=moment, changed_at=moment, **words
    )
    objective.full_clean()
    objective.save()
    objective.statements.set(statements)
    record(actor=by, verb="objective.written", obj=objective, about=owner, at=at)
    tell_the_other(objective, what="written", key="", by=by, at=at)
    return objective


@transaction.atomic
def change_objective(
    *,
    objective: Objective,
    values: ObjectiveValues,
    priority: CollegePriority | None = None,
    statements: Sequence[Statement] | None = None,
    is_agreed_together: bool = False,
    revision: int | None,
    by: User,
    at: datetime | None = None,
) -> Objective:
    """Rewrite a draft; or write down the change of an agreed one that the two have talked about.

    `revision` is that of the row the writer looked at: an old screen overwrites nothing. None of
    `statements` leaves those it has. What an agreed one was stands as progress, part by part.
    """
    locked = Objective.objects.select_for_update(of=("self",)).get(pk=objective.pk)
    rules.check_can_be_changed(locked.state)
    if not can_change(by, locked):
        raise PermissionDenied(REFUSED)
    rules.check_revision(locked.revision, revision)
    moment = at or timezone.now()
    had = list(locked.statements.all())
    has = had if statements is None else list(statements)
    _check(values, has, moment, before=locked)
    changes = rules.changes_between(
        rules.values_of(locked),
        _clean(values),
        statements=([each.code for each in had], [each.code for each in has]),
        priority=(_title(locked.priority), _title(priority)),
    )
    if not changes:
        return locked
    if locked.state == ObjectiveState.ACTIVE:
        rules.check_agreed_together(locked.state, is_agreed_together)
        rules.check_can_be_agreed(values)
        _keep(locked, changes, by, moment)
    for name, value in asdict(_clean(values)).items():
        setattr(locked, name, value)
    locked.priority, locked.changed_at = priority, moment
    if priority is None and locked.origin == ObjectiveOrigin.COLLEGE:
        locked.origin = ObjectiveOrigin.REVIEW
    locked.revision += 1
    locked.full_clean()
    locked.save()
    locked.statements.set(has)
    _say_it_changed(locked, changes, by, at)
    return locked


def _keep(
    objective: Objective, changes: Sequence[rules.Change], by: User, moment: datetime
) -> None:
    """What it was and what it is now, as words nobody takes out again."""
    for change in changes:
        for words in rules.change_words(change):
            ObjectiveProgress.objects.create(objective=objective, author=by, text=words, at=moment)


def _say_it_changed(
    objective: Objective, changes: Sequence[rules.Change], by: User, at: datetime | None
) -> None:
    """Of a draft that is being worked on nobody is told each time; of an agreed one always."""
    if objective.state != ObjectiveState.ACTIVE:
        return
    detail = {"parts": [change.label for change in changes]}
    record(
        actor=by,
        verb="objective.changed",
        obj=objective,
        about=objective.owner,
        detail=detail,
        at=at,
    )
    tell_the_other(objective, what="changed", key=str(objective.revision), by=by, at=at)


def _check(
    values: ObjectiveValues,
    statements: Sequence[Statement],
    moment: datetime,
    before: Objective | None = None,
) -> None:
    rules.check_values(
        values,
        today=timezone.localdate(moment),
        before=before.due_on if before is not None else None,
        statements=len(statements),
    )


def _check_sources(
    owner: User, plan_line: PlanLine | None, action: SupervisionAction | None, by: User | None
) -> None:
    if plan_line is not None:
        usable = PlanLine.objects.filter(plan_lines_to_use(by, owner), pk=plan_line.pk)
        if not usable.exists():
            raise PermissionDenied("A line of a plan is used by who may read it, for its owner.")
    if action is not None:
        if not can_carry_over_action(by, action) or action.supervisee_id != owner.pk:
            raise PermissionDenied("Only its owner carries the words of an action over.")
        if action.closed_at is not None:
            raise ValidationError("This action is closed. Choose one that is open.", code="closed")


def _clean(values: ObjectiveValues) -> ObjectiveValues:
    texts: dict[str, Any] = {
        name: text.strip() for name, text in asdict(values).items() if isinstance(text, str)
    }
    return replace(values, **texts)


def _title(priority: CollegePriority | None) -> str:
    return priority.title if priority is not None else ""
