"""Training events, and people who were there. Rows are written directly, for a scene."""

from typing import Any

from django.utils import timezone

from assessments.events.models import TrainingEvent
from assessments.events.services import EventContent
from assessments.standards.models import Statement
from cms.people.accounts.models import User


def training_event(host: User, *codes: str, **fields: Any) -> TrainingEvent:
    """A workshop of today, of an hour and a half."""
    defaults: dict[str, Any] = {
        "title": "Workshop on questioning",
        "activity_type": "workshop",
        "held_on": timezone.localdate(),
        "minutes": 90,
    }
    event = TrainingEvent.objects.create(host=host, **{**defaults, **fields})
    event.statements.set(Statement.objects.filter(code__in=codes))
    return event


def event_content(**fields: Any) -> EventContent:
    """What its host says of the same workshop."""
    defaults: dict[str, Any] = {
        "title": "Workshop on questioning",
        "activity_type": "workshop",
        "held_on": timezone.localdate(),
        "minutes": 90,
    }
    return EventContent(**{**defaults, **fields})
