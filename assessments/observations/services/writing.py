"""The write-up: what worked, one next step, and of formal ones a level for each criterion."""

from collections.abc import Mapping
from datetime import date, datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User

from .. import queries, rules
from ..access import can_observe, can_rate, can_write_up
from ..models import Observation, ObservationRating
from ..rules import Level, ObservationKind, ObservationState, Part, Rated
from . import telling
from .locking import audit, held, save


@transaction.atomic
def write_up(
    *,
    observation: Observation,
    strengths: str,
    next_step: str,
    next_step_on: date | None = None,
    revision: int,
    by: User,
    at: datetime | None = None,
) -> Observation:
    """A draft may be half of it; what is missing is asked for when it goes to the mentor."""
    locked = held(observation)
    rules.check_open(locked.state, (ObservationState.SEEN,))
    if not can_write_up(by, locked):
        raise PermissionDenied("An observation is written up by its observer.")
    rules.check_revision(revision, locked.revision)
    rules.check_one_next_step(next_step)
    if next_step_on != locked.next_step_on:
        rules.check_next_step_on(next_step_on, timezone.localdate(at))
    locked.strengths, locked.next_step = strengths.strip(), next_step.strip()
    locked.next_step_on = next_step_on if locked.next_step else None
    locked.revision += 1
    save(locked, "strengths", "next_step", "next_step_on", "revision", at=at)
    return locked


@transaction.atomic
def rate_observation(
    *,
    observation: Observation,
    ratings: Mapping[int, Rated],
    mark: str,
    by: User,
    at: datetime | None = None,
) -> Observation:
    """Each observer her own, apart. `ratings` by key of the criterion; without a level it is open.
    `mark`: `rules.ratings_mark` of what she had before her. Once both have rated every criterion,
    each sees the other's and nothing changes any more."""
    locked = held(observation)
    rules.check_kind(
        locked.kind, ObservationKind.FORMAL, "A developmental observation is not rated."
    )
    rules.check_open(locked.state, (ObservationState.SEEN,))
    if not can_rate(by, locked):
        raise PermissionDenied("An observation is rated by who saw it.")
    part = queries.part_of(locked, by)
    standing = queries.ratings_by_part(locked)
    keys = {row.pk for row in queries.criteria_of(locked)}
    other = rules.is_whole(keys, standing[queries.other_part(part)])
    was_whole = rules.is_whole(keys, standing[part])
    if locked.second_observer_id is not None:
        rules.check_ratings_open(own_is_whole=was_whole, other_is_whole=other)
    if mark != rules.ratings_mark(standing[part]):
        raise ValidationError(
            "You rated in another window meanwhile. Nothing of it is overwritten: open the page "
            "again and compare.",
            code="stale",
        )
    kept = _checked(ratings, keys)
    _replace(locked, part, kept)
    save(locked, at=at)
    if rules.is_whole(keys, kept) and not was_whole:
        audit(locked, "rated", by, at, {"part": str(part)})
        if other:
            telling.of_both_rated(locked, by, at)
    return locked


def _checked(ratings: Mapping[int, Rated], keys: set[int]) -> dict[int, Rated]:
    kept = {}
    for pk, rated in ratings.items():
        if pk not in keys or (rated.level and rated.level not in Level.values):
            raise ValidationError("This is no criterion of the template.", code="criterion")
        if rated.level:
            kept[pk] = Rated(rated.level, rated.evidence.strip())
    return kept


def _replace(observation: Observation, part: Part, ratings: Mapping[int, Rated]) -> None:
    mine = observation.ratings.filter(part=part)
    mine.exclude(criterion__in=ratings).delete()
    for pk, rated in ratings.items():
        ObservationRating.objects.update_or_create(
            observation=observation,
            criterion_id=pk,
            part=part,
            defaults={"level": rated.level, "evidence": rated.evidence},
        )


@transaction.atomic
def release_observation(
    *, observation: Observation, by: User, at: datetime | None = None
) -> Observation:
    """To the mentor: whole, and from then on unchanged."""
    locked = held(observation)
    rules.check_transition(locked.state, ObservationState.RELEASED)
    if not can_observe(by, locked):
        raise PermissionDenied("An observation is released by its observer.")
    missing = queries.lacks_before_release(locked)
    if missing:
        raise ValidationError(missing, code="missing")
    rules.check_write_up(locked.kind, locked.strengths, locked.next_step)
    locked.state, locked.released_at = ObservationState.RELEASED, at or timezone.now()
    locked.revision += 1
    save(locked, "state", "released_at", "revision", at=at)
    audit(locked, "released", by, at)
    telling.of_release(locked, by, at)
    return locked
