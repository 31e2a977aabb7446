"""An exercise side by side without names, and how far a rater lies from what was agreed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.utils import timezone

from assessments.figures.rules.agreement import (
    agreement_words,
    krippendorff_alpha,
    percent_agreement,
)
from assessments.reviews.models import ReviewArea
from assessments.reviews.queries.document import rating_words
from assessments.reviews.queries.policies import areas as review_areas
from assessments.reviews.rules import Rating
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of

from ..access import MODERATES, exercises_readable_by
from ..models import CalibrationExercise, CalibrationRating
from ..rules import LEAST_RATERS, ExerciseStage
from ..rules.exercises import Rated, stage_of
from ..rules.judging import SCALE, drift, drift_words

COLUMNS = (*SCALE, Rating.NOT_ENOUGH)


@dataclass(frozen=True)
class ExerciseRow:
    exercise: CalibrationExercise
    stage: ExerciseStage
    raters: int
    has_own: bool

    @property
    def is_yours(self) -> bool:
        return self.stage == ExerciseStage.OPEN and not self.has_own


@dataclass(frozen=True)
class Cell:
    """How many rated so; whether the reader did, and whether it is what was agreed."""

    label: str
    count: int
    is_own: bool
    is_agreed: bool


@dataclass(frozen=True)
class AreaSide:
    title: str
    cells: tuple[Cell, ...]
    alike: str
    evidence: tuple[tuple[str, tuple[str, ...]], ...]  # rating → what they saw in the text


@dataclass(frozen=True)
class Sides:
    """Nobody’s name stands here. Fewer than three raters: nothing is shown side by side."""

    raters: int
    areas: list[AreaSide]
    alpha: float | None
    alpha_words: str
    own_drift: str

    @property
    def is_shown(self) -> bool:
        return self.raters >= LEAST_RATERS


@dataclass(frozen=True)
class DriftLine:
    rater: User
    points: list[tuple[CalibrationExercise, str, int]]
    sum: str


def exercises(reader: User, today: date) -> QuerySet[CalibrationExercise]:
    rows = CalibrationExercise.objects.filter(exercises_readable_by(reader, today))
    return rows.select_related("made_by")


def exercise_rows(found: Iterable[CalibrationExercise], reader: User) -> list[ExerciseRow]:
    listed = list(found)
    ratings = CalibrationRating.objects.filter(exercise__in=listed).order_by()
    counted = dict(ratings.values_list("exercise").annotate(count=Count("rater", distinct=True)))
    own = set(ratings.filter(rater=reader.pk).values_list("exercise", flat=True))
    return [
        ExerciseRow(one, stage_now(one), counted.get(one.pk, 0), one.pk in own) for one in listed
    ]


def stage_now(exercise: CalibrationExercise, today: date | None = None) -> ExerciseStage:
    day = today or timezone.localdate()
    return stage_of(exercise.opens_on, exercise.closes_on, exercise.revealed_at, day)


def areas_of(exercise: CalibrationExercise) -> list[ReviewArea]:
    """With their anchors."""
    return list(review_areas().filter(calibrations=exercise))


def raters_of(exercise: CalibrationExercise) -> int:
    return exercise.ratings.values("rater").distinct().count()


def possible_raters() -> QuerySet[User]:
    return holders_of(*MODERATES).order_by("last_name", "first_name", "pk")


def own_rated(exercise: CalibrationExercise, rater: User) -> dict[str, Rated]:
    rows = exercise.ratings.filter(rater=rater.pk).select_related("area")
    return {row.area.code: Rated(row.rating, row.evidence) for row in rows}


def sides_of(exercise: CalibrationExercise, reader: User) -> Sides:
    """For an exercise that is shown. In each area the ratings stand by value, so that nobody’s line
    can be followed from one area to the next."""
    by_area: dict[int, list[CalibrationRating]] = defaultdict(list)
    # By what was said, never by who said it or when.
    for row in exercise.ratings.order_by("evidence", "pk"):
        by_area[row.area_id].append(row)
    areas = areas_of(exercise)
    units = [[row.rating for row in by_area[area.pk]] for area in areas]
    alpha = krippendorff_alpha(units)
    return Sides(
        raters=len({row.rater_id for rows in by_area.values() for row in rows}),
        areas=[_side(area, by_area[area.pk], exercise.expert, reader) for area in areas],
        alpha=alpha,
        alpha_words=agreement_words(alpha),
        own_drift=_own_drift(areas, by_area, exercise.expert, reader),
    )


def _side(
    area: ReviewArea, rows: list[CalibrationRating], expert: dict[str, int], reader: User
) -> AreaSide:
    agreed = expert.get(area.code)
    own = {row.rating or 0 for row in rows if row.rater_id == reader.pk}
    shared = percent_agreement([[row.rating for row in rows]])
    return AreaSide(
        title=area.title,
        cells=tuple(
            Cell(
                label=rating_words(rating),
                count=sum((row.rating or 0) == rating for row in rows),
                is_own=rating in own,
                is_agreed=agreed == rating,
            )
            for rating in COLUMNS
        ),
        alike=f"{shared.alike} of {shared.pairs} pairs alike" if shared.pairs else "",
        evidence=tuple(
            (rating_words(rating), said)
            for rating in COLUMNS
            if (
                said := tuple(
                    row.evidence for row in rows if (row.rating or 0) == rating and row.evidence
                )
            )
        ),
    )


def _own_drift(
    areas: list[ReviewArea],
    by_area: dict[int, list[CalibrationRating]],
    expert: dict[str, int],
    reader: User,
) -> str:
    both = [
        (row.rating, _agreed(expert, area.code))
        for area in areas
        for row in by_area[area.pk]
        if row.rater_id == reader.pk
    ]
    found = drift(both)
    return drift_words(found[0], beside="what was agreed") if found else ""


def _agreed(expert: dict[str, int], code: str) -> float | None:
    """“Not enough evidence” is no place on the scale."""
    return float(rating) if (rating := expert.get(code)) in SCALE else None


# Over the exercises -----------------------------------------------------------------


def raters_with_drift(reader: User, *, everybody: bool) -> QuerySet[User]:
    """Those with ratings in an exercise that is shown: oneself alone, unless one keeps them."""
    shown = CalibrationRating.objects.filter(exercise__revealed_at__isnull=False)
    rows = User.objects.filter(pk__in=shown.values("rater"))
    if not everybody:
        rows = rows.filter(pk=reader.pk)
    return rows.order_by("last_name", "first_name", "pk")


def drift_lines(raters: Iterable[User]) -> list[DriftLine]:
    """How far each lies from what was agreed, exercise by exercise. One query for the ratings."""
    people = list(raters)
    rows = (
        CalibrationRating.objects.filter(rater__in=people, exercise__revealed_at__isnull=False)
        .select_related("exercise", "area")
        .order_by("exercise__opens_on", "exercise_id", "pk")
    )
    found: dict[int, dict[CalibrationExercise, list[tuple[int | None, float | None]]]] = (
        defaultdict(lambda: defaultdict(list))
    )
    for row in rows:
        pair = (row.rating, _agreed(row.exercise.expert, row.area.code))
        found[row.rater_id][row.exercise].append(pair)
    return [_line(person, found[person.pk]) for person in people]


def _line(
    rater: User, found: dict[CalibrationExercise, list[tuple[int | None, float | None]]]
) -> DriftLine:
    points = [
        (exercise, drift_words(gap[0], beside="what was agreed"), gap[1])
        for exercise, both in found.items()
        if (gap := drift(both))
    ]
    whole = drift([pair for both in found.values() for pair in both])
    return DriftLine(
        rater, points, drift_words(whole[0], beside="what was agreed") if whole else ""
    )
