"""The exercise a college starts from (defaults.yaml): loaded once, and then its own."""

from datetime import datetime, timedelta
from pathlib import Path

import yaml
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from assessments.reviews.models import ReviewArea
from cms.people.accounts.models import User

from ..access import can_keep_exercises
from ..models import CalibrationExercise
from ..rules.exercises import ExerciseContent
from .calibration import create_exercise

SHIPPED = Path(__file__).parent.parent / "defaults.yaml"
DAYS_OPEN = 21


@transaction.atomic
def load_default_calibration(*, by: User, at: datetime | None = None) -> int:
    """Answers how many exercises were made; none the second time, and none before the areas are
    there."""
    if not can_keep_exercises(by):
        raise PermissionDenied("Exercises are prepared and shown by the quality lead.")
    today = timezone.localdate(at or timezone.now())
    made = 0
    for values in yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["exercises"]:
        areas = ReviewArea.objects.filter(code__in=values["agreed"])
        if not areas or CalibrationExercise.objects.filter(title=values["title"]).exists():
            continue
        content = ExerciseContent(
            title=values["title"],
            stimulus=values["stimulus"],
            areas=tuple(area.pk for area in areas),
            opens_on=today,
            closes_on=today + timedelta(days=DAYS_OPEN),
        )
        expert = {area.code: values["agreed"][area.code] for area in areas}
        create_exercise(content=content, expert=expert, by=by, at=at)
        made += 1
    return made
