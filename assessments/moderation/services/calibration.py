"""Exercises: prepared, rated by everybody, shown side by side, agreed (features.md R13)."""

from collections.abc import Mapping
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.reviews.models import ReviewArea
from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_keep_exercises, can_rate
from ..models import CalibrationExercise, CalibrationRating
from ..queries.calibration import areas_of, possible_raters, stage_now
from ..rules import ExerciseStage
from ..rules.exercises import (
    ExerciseContent,
    Rated,
    check_agreed,
    check_can_rate,
    check_exercise,
    check_rated,
    stored,
)
from . import telling

LONGEST_NOTES = 4_000


@transaction.atomic
def create_exercise(
    *,
    content: ExerciseContent,
    expert: Mapping[str, int] | None = None,
    by: User,
    at: datetime | None = None,
) -> CalibrationExercise:
    """`expert`: ratings that were agreed beforehand; seen by nobody until it is shown."""
    _check_keeper(by)
    check_exercise(content)
    areas = _areas(content)
    agreed = check_agreed(expert or {}, [area.code for area in areas])
    made = CalibrationExercise.objects.create(
        title=content.title.strip(),
        stimulus=content.stimulus.strip(),
        opens_on=content.opens_on,
        closes_on=content.closes_on,
        expert=agreed,
        made_by=by,
        made_at=at or timezone.now(),
    )
    made.areas.set(areas)
    record(actor=by, verb="calibration.created", obj=made, at=at)
    _announce(made, at)
    return made


@transaction.atomic
def update_exercise(
    *,
    exercise: CalibrationExercise,
    content: ExerciseContent,
    by: User,
    at: datetime | None = None,
) -> CalibrationExercise:
    """Whole, until somebody has rated it; then its last day alone."""
    _check_keeper(by)
    locked = _held(exercise)
    if locked.revealed_at is not None:
        raise ValidationError("This exercise is shown already. It stays as it is.", code="shown")
    check_exercise(content)
    is_rated = locked.ratings.exists()
    if is_rated and _differs(locked, content):
        raise ValidationError(
            "Somebody has rated this text. Only its last day can be changed now.", code="rated"
        )
    locked.title, locked.stimulus = content.title.strip(), content.stimulus.strip()
    locked.opens_on, locked.closes_on = content.opens_on, content.closes_on
    locked.save(update_fields=["title", "stimulus", "opens_on", "closes_on"])
    if not is_rated:
        locked.areas.set(_areas(content))
    record(actor=by, verb="calibration.changed", obj=locked, at=at)
    _announce(locked, at)
    return locked


@transaction.atomic
def rate_exercise(
    *,
    exercise: CalibrationExercise,
    rated: Mapping[str, Rated],
    by: User,
    at: datetime | None = None,
) -> CalibrationExercise:
    """Every area at once. Until the last day she may change her own; she sees nobody else’s."""
    if not can_rate(by):
        raise PermissionDenied("Line managers and quality leads take part in calibration.")
    locked = _held(exercise)
    check_can_rate(stage_now(locked, timezone.localdate(at or timezone.now())))
    areas = areas_of(locked)
    check_rated(rated, [area.code for area in areas])
    for area in areas:
        one = rated[area.code]
        CalibrationRating.objects.update_or_create(
            exercise=locked,
            rater=by,
            area=area,
            defaults={
                "rating": stored(one.rating),
                "evidence": one.evidence.strip(),
                "at": at or timezone.now(),
            },
        )
    record(actor=by, verb="calibration.rated", obj=locked, about=by, at=at)
    return locked


@transaction.atomic
def reveal_exercise(
    *, exercise: CalibrationExercise, by: User, at: datetime | None = None
) -> CalibrationExercise:
    """After its last day, or earlier when everybody meant has rated. From then nobody rates."""
    _check_keeper(by)
    locked = _held(exercise)
    if locked.revealed_at is not None:
        return locked
    stage = stage_now(locked, timezone.localdate(at or timezone.now()))
    waits = possible_raters().exclude(pk__in=locked.ratings.values("rater"))
    if stage == ExerciseStage.PLANNED:
        raise ValidationError("This exercise is not open yet.", code="planned")
    if stage == ExerciseStage.OPEN and waits.exists():
        raise ValidationError(
            f"{waits.count()} of those who take part can still rate it. Wait until they have, or "
            "until the last day is over.",
            code="open",
        )
    locked.revealed_at = at or timezone.now()
    locked.save(update_fields=["revealed_at"])
    record(actor=by, verb="calibration.revealed", obj=locked, at=at)
    telling.of_reveal(locked, by, at)
    return locked


@transaction.atomic
def agree_on_exercise(
    *,
    exercise: CalibrationExercise,
    agreed: Mapping[str, int | None],
    notes: str,
    by: User,
    at: datetime | None = None,
) -> CalibrationExercise:
    """What came of the talk: a rating for each area, and what we agreed for next time."""
    _check_keeper(by)
    locked = _held(exercise)
    if locked.revealed_at is None:
        raise ValidationError("First show the ratings side by side, then talk.", code="not_shown")
    if len(notes.strip()) > LONGEST_NOTES:
        raise ValidationError({"notes": [f"At most {LONGEST_NOTES:,} characters."]})
    locked.expert = check_agreed(agreed, [area.code for area in areas_of(locked)])
    locked.notes = notes.strip()
    locked.save(update_fields=["expert", "notes"])
    record(actor=by, verb="calibration.agreed", obj=locked, at=at)
    return locked


def announce_exercises(*, by: User | None = None, at: datetime | None = None) -> int:
    """Every rater once, on the first day or as soon as she is one. Run twice, told once."""
    _check_keeper(by)
    today = timezone.localdate(at or timezone.now())
    found = CalibrationExercise.objects.filter(
        opens_on__lte=today, closes_on__gte=today, revealed_at=None
    )
    for exercise in found.select_related("made_by"):
        _announce(exercise, at)
    return len(found)


def _announce(exercise: CalibrationExercise, at: datetime | None) -> None:
    if stage_now(exercise, timezone.localdate(at or timezone.now())) != ExerciseStage.OPEN:
        return
    rated = exercise.ratings.values("rater")
    for person in possible_raters().exclude(pk__in=rated):
        telling.of_exercise(exercise, person, at)


def _areas(content: ExerciseContent) -> list[ReviewArea]:
    found = list(ReviewArea.objects.filter(pk__in=content.areas))
    if len(found) != len(set(content.areas)):
        raise ValidationError({"areas": ["Choose areas of the list."]})
    return found


def _differs(exercise: CalibrationExercise, content: ExerciseContent) -> bool:
    areas = set(exercise.areas.values_list("pk", flat=True))
    return (
        exercise.title != content.title.strip()
        or exercise.stimulus != content.stimulus.strip()
        or exercise.opens_on != content.opens_on
        or areas != set(content.areas)
    )


def _held(exercise: CalibrationExercise) -> CalibrationExercise:
    rows = CalibrationExercise.objects.select_for_update(of=("self",))
    return rows.select_related("made_by").get(pk=exercise.pk)


def _check_keeper(by: User | None) -> None:
    if not can_keep_exercises(by):
        raise PermissionDenied("Exercises are prepared and shown by the quality lead.")
