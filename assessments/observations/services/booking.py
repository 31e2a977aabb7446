"""A date for somebody to be watched: planned, moved, called off, and seen by a second person."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.teams.queries import has_conflict
from cms.people.teams.rules import check_no_conflict

from .. import queries, rules
from ..access import (
    can_book,
    can_call_off,
    can_move,
    can_name_second,
    can_settle_recording,
)
from ..models import Observation, ObservationTemplate
from ..rules import ObservationState, RecordingConsent, Setting
from . import telling
from .locking import audit, held, save


@transaction.atomic
def book_observation(
    *,
    mentor: User,
    observer: User,
    kind: str,
    template: ObservationTemplate,
    planned_for: datetime,
    setting: str = Setting.ONE_TO_ONE,
    focus: str = "",
    by: User,
    at: datetime | None = None,
) -> Observation:
    """By the mentor who invites a colleague, her line manager, or the quality lead. Both are told;
    a declared conflict of interest stands against it (domain.md 2.3)."""
    if not can_book(by, mentor, observer, kind):
        raise PermissionDenied("An observation is planned by those whose part it is.")
    check_no_conflict(has_conflict(mentor, observer) or _conflicts(by, mentor))
    rules.check_planned_for(planned_for, at or timezone.now())
    rules.check_focus(kind, focus)
    if template.kind != kind or not template.is_current:
        raise ValidationError({"template": ["Choose a template of this kind that is in use."]})
    moment = at or timezone.now()
    row = Observation.objects.create(
        mentor=mentor,
        observer=observer,
        kind=kind,
        template=template,
        planned_for=planned_for,
        setting=setting,
        focus=focus.strip(),
        booked_by=by,
        created_at=moment,
        changed_at=moment,
    )
    audit(row, "planned", by, at, {"kind": str(kind)})
    telling.of_booking(row, by, at)
    return row


def _conflicts(by: User, mentor: User) -> bool:
    return by.pk != mentor.pk and has_conflict(by, mentor)


@transaction.atomic
def move_observation(
    *,
    observation: Observation,
    planned_for: datetime,
    setting: str,
    focus: str,
    revision: int,
    by: User,
    at: datetime | None = None,
) -> Observation:
    """To another time or place, or with another thing to look at; the others are told."""
    locked = held(observation)
    rules.check_open(locked.state, (ObservationState.PLANNED,))
    if not can_move(by, locked):
        raise PermissionDenied("An observation is moved by those who have a part in it.")
    rules.check_revision(revision, locked.revision)
    if planned_for != locked.planned_for:
        rules.check_planned_for(planned_for, at or timezone.now())
    rules.check_focus(locked.kind, focus)
    is_moved = locked.planned_for != planned_for
    locked.planned_for, locked.setting, locked.focus = planned_for, setting, focus.strip()
    locked.revision += 1
    save(locked, "planned_for", "setting", "focus", "revision", at=at)
    audit(locked, "moved", by, at)
    telling.of_move(locked, by, at, is_moved=is_moved)
    return locked


@transaction.atomic
def call_off_observation(
    *, observation: Observation, reason: str, by: User, at: datetime | None = None
) -> Observation:
    locked = held(observation)
    rules.check_transition(locked.state, ObservationState.CANCELLED)
    if not can_call_off(by, locked):
        raise PermissionDenied("An observation is called off by those who have a part in it.")
    rules.check_reason(reason)
    locked.state, locked.called_off_reason = ObservationState.CANCELLED, reason.strip()
    save(locked, "state", "called_off_reason", at=at)
    audit(locked, "called_off", by, at)
    telling.of_calling_off(locked, by, at)
    return locked


@transaction.atomic
def name_second_observer(
    *, observation: Observation, second: User | None, by: User, at: datetime | None = None
) -> Observation:
    """A sample is seen by two (features.md R6). Nobody again, as long as she has rated nothing."""
    locked = held(observation)
    rules.check_open(locked.state)
    if not can_name_second(by, locked):
        raise PermissionDenied("The quality lead says which observations two people see.")
    before = locked.second_observer
    if before is not None and _has_begun(locked, before):
        raise ValidationError("The second observer has begun to write. Call it off together first.")
    if second is not None and not queries.seconds_for(locked).filter(pk=second.pk).exists():
        check_no_conflict(has_conflict(second, locked.mentor))
        raise ValidationError({"second": ["Choose somebody from the list."]})
    locked.second_observer = second
    save(locked, "second_observer", at=at)
    audit(locked, "second_named", by, at, {"second": second.pk if second else None})
    telling.of_second(locked, before, by, at)
    return locked


def _has_begun(observation: Observation, second: User) -> bool:
    has_rated = observation.ratings.filter(part=rules.Part.SECOND).exists()
    return has_rated or observation.notes.filter(author=second).exists()


@transaction.atomic
def settle_recording(
    *, observation: Observation, to: str, by: User, at: datetime | None = None
) -> Observation:
    """Asked by the observer, answered by the mentor for everybody in the room. Nothing is stored:
    without a yes nothing is recorded."""
    locked = held(observation)
    rules.check_open(locked.state, (ObservationState.PLANNED,))
    if not can_settle_recording(by, locked, to):
        raise PermissionDenied("The observer asks, and the mentor answers.")
    if locked.recording == to:
        return locked
    rules.check_recording_move(locked.recording, to)
    locked.recording = RecordingConsent(to)
    save(locked, "recording", at=at)
    audit(locked, "recording_settled", by, at, {"to": str(to)})
    telling.of_recording(locked, by, at)
    return locked
