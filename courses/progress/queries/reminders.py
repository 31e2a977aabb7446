"""Whose module is due soon or overdue, and whose completion runs out."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from courses.enrolment.models import Enrolment
from courses.progress.models import Completion
from courses.progress.rules import DUE_STAGES, EXPIRY_STAGES

LOOK_BACK = timedelta(days=30)  # what is longer gone has been said often enough


def due_enrolments(today: date) -> QuerySet[Enrolment]:
    return (
        Enrolment.objects.standing()
        .filter(
            completion=None,
            due_on__range=(today - LOOK_BACK, today + timedelta(days=max(DUE_STAGES))),
            participant__is_active=True,
            module__live=True,
        )
        .select_related("participant", "module")
        .order_by("pk")
    )


def expiring_completions(today: date) -> QuerySet[Completion]:
    """The newest completion of each person in each module, when it is near its end."""
    newer = Completion.objects.filter(
        participant=OuterRef("participant"),
        module=OuterRef("module"),
        completed_at__gt=OuterRef("completed_at"),
    )
    return (
        Completion.objects.filter(
            ~Exists(newer),
            expires_on__range=(today - LOOK_BACK, today + timedelta(days=max(EXPIRY_STAGES))),
            participant__is_active=True,
            module__live=True,
        )
        .select_related("participant", "module")
        .order_by("pk")
    )
