"""What waits for somebody, for the daily run."""

from datetime import date, datetime, timedelta

from django.db.models import QuerySet

from ..models import Observation
from ..rules import ObservationKind, ObservationState
from .one import observations

WRITE_UP_AFTER = timedelta(days=5)
REFLECT_AFTER = timedelta(days=2)
FORGOTTEN_AFTER = timedelta(days=1)


def planned_on(day: date) -> QuerySet[Observation]:
    return observations().filter(state=ObservationState.PLANNED, planned_for__date=day)


def not_noted(now: datetime) -> QuerySet[Observation]:
    """Planned for yesterday or before, and nobody said whether it took place."""
    latest = now - FORGOTTEN_AFTER
    return observations().filter(state=ObservationState.PLANNED, planned_for__lt=latest)


def not_reflected(now: datetime) -> QuerySet[Observation]:
    return observations().filter(
        kind=ObservationKind.DEVELOPMENTAL,
        state=ObservationState.RELEASED,
        reflected_at=None,
        released_at__lt=now - REFLECT_AFTER,
    )


def not_written_up(now: datetime) -> QuerySet[Observation]:
    return observations().filter(state=ObservationState.SEEN, seen_at__lt=now - WRITE_UP_AFTER)
