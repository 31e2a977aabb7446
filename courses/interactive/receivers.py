from typing import Any

from content.activities.models import ActivityAttempt
from content.activities.signals import activity_reached

from .services import credit_activity


def connect() -> None:
    activity_reached.connect(credit_what_was_reached, dispatch_uid="courses.activity_reached")


def credit_what_was_reached(*, attempt: ActivityAttempt, reached: str, **_: Any) -> None:
    credit_activity(attempt=attempt, reached=reached, by=attempt.participant)
