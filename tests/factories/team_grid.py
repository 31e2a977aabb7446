"""Observations and reviews as far as a manager's grid reads them: rows, written directly."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from assessments.observations.models import Observation, ObservationTemplate
from assessments.observations.rules import ObservationKind, ObservationState
from assessments.reviews.models import PerformanceReview, ReviewTemplate
from assessments.reviews.rules import ReviewKind, ReviewState
from cms.people.accounts.models import User
from tests.factories.people import days_ago


def seen(mentor: User, observer: User, days: int = 20, **fields: Any) -> Observation:
    """A formal observation, released, so many days ago."""
    kind = fields.pop("kind", ObservationKind.FORMAL)
    template, _ = ObservationTemplate.objects.get_or_create(kind=kind, title=f"{kind} visit")
    at = timezone.localtime() - timedelta(days=days)
    defaults: dict[str, Any] = {
        "state": ObservationState.RELEASED,
        "planned_for": at,
        "seen_at": at,
        "booked_by": observer,
    }
    return Observation.objects.create(
        kind=kind, template=template, mentor=mentor, observer=observer, **{**defaults, **fields}
    )


def planned(mentor: User, observer: User, days: int = 7, **fields: Any) -> Observation:
    values = {"state": ObservationState.PLANNED, "seen_at": None, **fields}
    return seen(mentor, observer, -days, **values)


def review(
    reviewee: User, reviewer: User, kind: str = ReviewKind.ANNUAL, **fields: Any
) -> PerformanceReview:
    """Opened, and due in forty days."""
    template, _ = ReviewTemplate.objects.get_or_create(
        title=ReviewKind(kind).label, defaults={"kind": kind}
    )
    defaults: dict[str, Any] = {
        "template": template,
        "period_from": days_ago(365),
        "period_to": days_ago(1),
        "due_on": days_ago(-40),
    }
    values = {**defaults, **fields}
    if values.get("state") == ReviewState.FINAL:
        values = {"final_at": timezone.now(), "words_hash": "c" * 64, **values}
    return PerformanceReview.objects.create(reviewee=reviewee, reviewer=reviewer, **values)
