"""The only writers of sessions and of who says she was there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import ActivityType
from assessments.cpd.services import Proposal, propose_entry
from assessments.standards.models import Statement
from cms.people.accounts.models import User

from . import rules
from .access import can_attend, can_host, can_lead
from .models import EventAttendance, TrainingEvent, new_code
from .queries import moment_of, wrong_codes_key

TRIES = 5  # a code is taken already about once in as many sessions as there are codes


@dataclass(frozen=True)
class EventContent:
    title: str
    activity_type: str
    held_on: date
    minutes: int
    provider: str = ""


@transaction.atomic
def create_event(
    *,
    content: EventContent,
    statements: Sequence[Statement] = (),
    by: User,
    at: datetime | None = None,
) -> TrainingEvent:
    """A session of whoever makes it, with a code of its own."""
    if not can_host(by):
        raise PermissionDenied("Only people who work here lead a session.")
    moment = at or timezone.now()
    event = TrainingEvent(host=by, created_at=moment)
    _fill(event, content, len(statements), moment)
    _save_with_new_code(event)
    event.statements.set(statements)
    return event


def _save_with_new_code(event: TrainingEvent) -> None:
    for _ in range(TRIES):
        try:
            with transaction.atomic():
                event.save(force_insert=True)
                return
        except IntegrityError:
            event.pk, event.code = None, new_code()
    raise ValidationError("No code is free just now. Try again.", code="codes")


@transaction.atomic
def change_event(
    *,
    event: TrainingEvent,
    content: EventContent,
    statements: Sequence[Statement] = (),
    by: User,
    at: datetime | None = None,
) -> TrainingEvent:
    """Drafts that people took home already stay as they are: they are theirs."""
    locked = _led(event, by)
    _fill(locked, content, len(statements), at or timezone.now())
    locked.save()
    locked.statements.set(statements)
    return locked


@transaction.atomic
def close_event(*, event: TrainingEvent, by: User, at: datetime | None = None) -> TrainingEvent:
    """Its code works no more. One that is closed already stays as it is."""
    locked = _led(event, by)
    if locked.closed_at is None:
        locked.closed_at = at or timezone.now()
        locked.save(update_fields=["closed_at"])
    return locked


@transaction.atomic
def reopen_event(*, event: TrainingEvent, by: User, at: datetime | None = None) -> TrainingEvent:
    """Until the day after the session at most: the calendar closes it for good."""
    locked = _led(event, by)
    rules.check_can_be_reopened(moment_of(locked, _day(at)))
    locked.closed_at = None
    locked.save(update_fields=["closed_at"])
    return locked


@transaction.atomic
def attend_event(
    *, event: TrainingEvent, by: User, at: datetime | None = None
) -> tuple[CPDEntry, bool]:
    """The draft in the log of somebody who was there, and whether it is new.

    Once each: a second scan, at the same moment or after the code has ended, gives the draft that
    is there; one that was discarded stays discarded.
    """
    if not can_attend(by):
        raise PermissionDenied("Only people who work here take part in a session.")
    locked = TrainingEvent.objects.select_for_update().get(pk=event.pk)
    if locked.host_id == by.pk:
        raise ValidationError("You lead this session. Your own draft is on its page.", code="host")
    attendance = EventAttendance.objects.filter(event=locked, participant=by).first()
    if attendance is None:
        rules.check_open(moment_of(locked, _day(at)))
        attendance = EventAttendance.objects.create(
            event=locked, participant=by, at=at or timezone.now()
        )
    kind = ActivityType(locked.activity_type)
    return propose_entry(
        owner=by, source=attendance, proposal=_proposal(locked, locked.title, kind), by=by
    )


@transaction.atomic
def draft_leading(
    *, event: TrainingEvent, by: User, at: datetime | None = None
) -> tuple[CPDEntry, bool]:
    """The host's own draft, of having led the session; once. Not before the day it is held."""
    locked = _led(event, by)
    if locked.held_on > _day(at):
        raise ValidationError("Log it once the session has been held.", code="coming")
    title = f"Led: {locked.title}"
    proposal = _proposal(locked, title, ActivityType.LEADING_SESSION)
    return propose_entry(owner=by, source=locked, proposal=proposal, by=by)


def note_wrong_code(*, by: User) -> int:
    """How many wrong codes somebody tried in this minute: a number in the cache, for a minute."""
    key = wrong_codes_key(by)
    if cache.add(key, 1, timeout=60):
        return 1
    try:
        return cache.incr(key)
    except ValueError:  # the minute ended in between
        return 1


def _day(at: datetime | None) -> date:
    return timezone.localdate(at)


def _led(event: TrainingEvent, by: User) -> TrainingEvent:
    locked = TrainingEvent.objects.select_for_update().get(pk=event.pk)
    if not can_lead(by, locked):
        raise PermissionDenied("A session is led by its host alone.")
    return locked


def _fill(event: TrainingEvent, content: EventContent, statements: int, moment: datetime) -> None:
    rules.check_event(
        title=content.title,
        held_on=content.held_on,
        minutes=content.minutes,
        statements=statements,
        today=timezone.localdate(moment),
        before=event.held_on if event.pk else None,
    )
    event.title, event.activity_type = content.title.strip(), content.activity_type
    event.held_on, event.minutes = content.held_on, content.minutes
    event.provider = content.provider.strip()
    event.full_clean(exclude=["code"])


def _proposal(event: TrainingEvent, title: str, kind: ActivityType) -> Proposal:
    return Proposal(
        title=title,
        activity_type=kind,
        start_on=event.held_on,
        minutes=event.minutes,
        provider=event.provider,
        is_participatory=True,
        codes=[statement.code for statement in event.statements.all()],
    )
