"""Objectives and college priorities. Rows are written directly, for a scene."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.objectives.models import CollegePriority, Objective, ObjectiveProgress
from assessments.objectives.rules import CLOSED, ObjectiveState, ObjectiveValues
from assessments.standards.models import Statement
from cms.people.accounts.models import User
from tests.factories.people import days_ago

OUTCOME = "16 of 18 progress reviews are held by their day"


def values(**fields: Any) -> ObjectiveValues:
    """What a person says of an objective that lacks nothing."""
    defaults: dict[str, Any] = {
        "outcome": OUTCOME,
        "about": "learners",
        "measure": "Progress reviews held by their day",
        "baseline": "11 of 18",
        "target": "16 of 18",
        "evidence_source": "The list of reviews, each half term",
        "due_on": days_ago(-60),
        "support": "Two hours a week kept free of cover",
    }
    return ObjectiveValues(**{**defaults, **fields})


def objective(owner: User, *codes: str, **fields: Any) -> Objective:
    """A draft of her own that lacks nothing; in another state, with the moments it needs."""
    now = timezone.now()
    state = fields.get("state", ObjectiveState.DRAFT)
    moments: dict[str, Any] = {}
    if state != ObjectiveState.DRAFT:
        moments["created_at"] = now - timedelta(days=110)
        moments["agreed_at"] = now - timedelta(days=100)
    if state in CLOSED:
        moments |= {"closed_at": now, "closed_reason": "16 of 18 in May, beside 11 in September."}
    written = {**vars(values()), "created_by": owner, **moments, **fields}
    row = Objective.objects.create(owner=owner, **written)
    row.statements.set(Statement.objects.filter(code__in=codes, framework__is_default=True))
    return row


def agreed(owner: User, *codes: str, **fields: Any) -> Objective:
    """In force since a hundred days."""
    return objective(owner, *codes, **{"state": ObjectiveState.ACTIVE, **fields})


def progress(row: Objective, author: User, **fields: Any) -> ObjectiveProgress:
    defaults: dict[str, Any] = {"text": "12 of 18 this half term."}
    return ObjectiveProgress.objects.create(objective=row, author=author, **{**defaults, **fields})


def priority(**fields: Any) -> CollegePriority:
    defaults: dict[str, Any] = {
        "title": "Every learner knows the next step",
        "text": "One written target after each one-to-one.",
        "from_on": days_ago(30),
        "to_on": days_ago(-300),
    }
    return CollegePriority.objects.create(**{**defaults, **fields})
