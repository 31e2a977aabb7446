"""What is written while watching. A phone sends it when it can, and again if it heard no answer:
nothing is there twice, and nothing is overwritten unseen."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cms.people.accounts.models import User

from .. import queries, rules
from ..access import can_note, can_observe
from ..models import Observation, ObservationNote
from ..rules import ObservationState, Tally
from . import telling
from .locking import audit, held, save

MOST_NOTES = 400


class TallyChangedError(ValidationError):
    """Counted on another device, too: `tally` is what stands."""

    def __init__(self, tally: Tally) -> None:
        super().__init__(
            "This was counted on another device, too. Choose which count is the right one.",
            code="stale",
        )
        self.tally = tally


@transaction.atomic
def keep_note(
    *,
    observation: Observation,
    client_id: UUID,
    kind: str,
    second: int,
    text: str,
    written_at: datetime | None = None,
    by: User,
    at: datetime | None = None,
) -> ObservationNote:
    """The same `client_id` again is the same line: nothing is added, and words she changed before
    she heard that the first had come take its place."""
    locked = held(observation)
    if not can_note(by, locked):
        rules.check_open(locked.state)
        raise PermissionDenied("Notes are written by who watches.")
    if not text.strip():
        raise ValidationError({"text": ["Write a few words."]})
    known = locked.notes.filter(client_id=client_id).first()
    if known is not None:
        return _change_note(known, kind, second, text, by)
    if queries.own_notes(locked, by).count() >= MOST_NOTES:
        raise ValidationError(f"There are {MOST_NOTES} notes already: that is as many as fit.")
    now = at or timezone.now()
    values = {
        "author": by,
        "kind": kind,
        "second": second,
        "text": text.strip(),
        "written_at": min(written_at or now, now),
    }
    try:
        with transaction.atomic():
            return locked.notes.create(client_id=client_id, **values)
    except IntegrityError:  # another window of hers was quicker with the same line
        return locked.notes.get(client_id=client_id)


def _change_note(
    note: ObservationNote, kind: str, second: int, text: str, by: User
) -> ObservationNote:
    if note.author_id != by.pk:
        raise PermissionDenied("Somebody else wrote this note.")
    note.kind, note.second, note.text = kind, second, text.strip()
    note.save(update_fields=["kind", "second", "text"])
    return note


@transaction.atomic
def remove_note(*, note: ObservationNote, by: User) -> None:
    """Her own, until the mentor has it."""
    locked = held(note.observation)
    if note.author_id != by.pk or not can_note(by, locked):
        rules.check_open(locked.state)
        raise PermissionDenied("Somebody takes out a note of her own.")
    locked.notes.filter(pk=note.pk).delete()


@transaction.atomic
def keep_tally(
    *,
    observation: Observation,
    tally: Tally,
    before: Collection[Tally],
    by: User,
    at: datetime | None = None,
) -> Observation:
    """`before`: what this device last heard from the site, and what it last sent. Stands something
    else, another device counted too, and TallyChangedError shows it."""
    locked = held(observation)
    rules.check_open(locked.state)
    if not can_observe(by, locked):
        raise PermissionDenied("The observer counts.")
    rules.check_tally(tally)
    standing = queries.tally_of(locked)
    if standing == tally:
        return locked
    if standing not in before:
        raise TallyChangedError(standing)
    for name in Tally.__dataclass_fields__:
        setattr(locked, name, getattr(tally, name))
    save(locked, *Tally.__dataclass_fields__, at=at)
    return locked


@transaction.atomic
def mark_seen(
    *,
    observation: Observation,
    seen_at: datetime,
    minutes: int,
    by: User,
    at: datetime | None = None,
) -> Observation:
    """It took place. From here the observer writes it up, and the mentor her own view."""
    locked = held(observation)
    rules.check_transition(locked.state, ObservationState.SEEN)
    if not can_observe(by, locked):
        raise PermissionDenied("The observer says that it took place.")
    rules.check_seen_at(seen_at, at or timezone.now())
    rules.check_minutes(minutes)
    rules.check_recording_settled(locked.recording, locked.setting)
    locked.state, locked.seen_at, locked.minutes = ObservationState.SEEN, seen_at, minutes
    save(locked, "state", "seen_at", "minutes", at=at)
    audit(locked, "seen", by, at)
    telling.of_seeing(locked, by, at)
    return locked
