"""From the owner's desk to those who confirm an entry, and back. Each move is locked and audited;
who reads the audit learns that it happened, never what the entry says."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from assessments.standards.queries import default_statements
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import record_evidence
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import rules
from ..access import (
    can_close,
    can_hand_in,
    can_keep_log_of,
    can_note_impact,
    can_sample,
    can_share_with,
    can_verify,
)
from ..models import CPDEntry
from ..queries.readiness import still_missing
from ..queries.shared import without_private
from ..rules import EntryState


@transaction.atomic
def submit_entry(*, entry: CPDEntry, by: User, at: datetime | None = None) -> CPDEntry:
    """Hand it in. Raises a ValidationError that names everything that is still missing."""
    locked = locked_entry(entry)
    if not can_hand_in(by, locked):
        raise PermissionDenied("An entry is handed in by its owner.")
    rules.check_transition(locked.state, EntryState.SUBMITTED)
    missing = still_missing(locked)
    if missing:
        raise ValidationError(missing, code="unfinished")
    moment = at or timezone.now()
    locked.submitted_at, locked.submitted_on = moment, timezone.localdate(moment)
    return _move(locked, EntryState.SUBMITTED, by, "cpd_entry.submitted", moment)


@transaction.atomic
def take_back_entry(*, entry: CPDEntry, by: User, at: datetime | None = None) -> CPDEntry:
    """A draft again, its owner's alone, as long as nobody has verified it."""
    locked = locked_entry(entry)
    if not can_keep_log_of(by, locked.owner):
        raise PermissionDenied("An entry is taken back by its owner.")
    if locked.is_discarded:  # also a way to a draft, and another service's
        raise ValidationError("Bring this entry back instead.", code="discarded")
    rules.check_transition(locked.state, EntryState.DRAFT)
    locked.shared_with = None
    return _move(locked, EntryState.DRAFT, by, "cpd_entry.taken_back", at)


@transaction.atomic
def share_entry(
    *, entry: CPDEntry, supervisor: User | None, by: User, at: datetime | None = None
) -> CPDEntry:
    """Let one supervisor read the shared part of a handed-in entry; None ends it."""
    locked = locked_entry(entry)
    if not can_share_with(by, locked, supervisor):
        raise PermissionDenied("An entry is shared by its owner, with a supervisor.")
    if supervisor is not None and locked.state not in rules.SEEN_BY_OTHERS:
        raise ValidationError("Hand the entry in before you share it.", code="draft")
    if locked.shared_with_id == (supervisor.pk if supervisor else None):
        return locked
    locked.shared_with = supervisor
    locked.save(update_fields=["shared_with"])
    verb = "cpd_entry.shared" if supervisor else "cpd_entry.unshared"
    detail = {"with": supervisor.pk} if supervisor else {}
    record(actor=by, verb=verb, obj=locked, about=locked.owner, detail=detail, at=at)
    if supervisor is not None:
        _tell_supervisor(locked, supervisor, by, at)
    return locked


def _tell_supervisor(entry: CPDEntry, supervisor: User, by: User, at: datetime | None) -> None:
    moment = at or timezone.now()
    send_notice(
        recipient=supervisor,
        kind=NoticeKind.CPD_SHARED,
        key=f"cpd-shared-{entry.pk}-{moment.isoformat()}",  # shared again later, told again
        title=f"{entry.owner} shares a CPD entry with you",
        body="You can read what it shares until that is ended. Each look is shown to its owner.",
        url=reverse("cpd:shared_entry", args=[entry.pk]),
        by=by,
        at=at,
    )


@transaction.atomic
def note_impact(
    *, entry: CPDEntry, status: str, note: str, by: User, at: datetime | None = None
) -> CPDEntry:
    """What it changed for learners: also late, after it was verified (domain.md 5.5)."""
    locked = locked_entry(entry)
    if not can_note_impact(by, locked):
        raise PermissionDenied("What an entry changed is noted by its owner.")
    if status in rules.CAME_TO_SOMETHING and not note.strip():
        raise ValidationError({"impact_note": "Say in a sentence what changed."})
    locked.impact_status, locked.impact_note = status, note.strip()
    # A verifier who has the entry open is told that there is more to read.
    locked.impact_noted_at = locked.changed_at = at or timezone.now()
    locked.clean_fields(exclude=["owner", "content_type", "shared_with"])
    locked.save(update_fields=["impact_status", "impact_note", "impact_noted_at", "changed_at"])
    if locked.state in rules.SEEN_BY_OTHERS:
        record(actor=by, verb="cpd_entry.impact_noted", obj=locked, about=locked.owner, at=at)
    return locked


@transaction.atomic
def mark_verified(*, entry: CPDEntry, by: User, at: datetime | None = None) -> CPDEntry:
    """Confirmed by the line manager: from now on it stands as evidence for its statements."""
    locked = _for_verifier(entry, by)
    rules.check_transition(locked.state, EntryState.VERIFIED)
    locked.verified_at = at or timezone.now()
    moved = _move(locked, EntryState.VERIFIED, by, "cpd_entry.verified", at)
    known = default_statements()
    codes = [row.statement.code for row in moved.claims.select_related("statement")]
    record_evidence(
        person=moved.owner,
        codes=[code for code in codes if code in known],
        kind=EvidenceKind.CPD,
        strength=Strength.VERIFIED,
        source=moved,
        occurred_on=moved.last_on,
        by=None,
        note=moved.get_activity_type_display(),
    )
    return moved


@transaction.atomic
def mark_returned(*, entry: CPDEntry, by: User, at: datetime | None = None) -> CPDEntry:
    """Back on the owner's desk, hers alone until she hands it in again."""
    locked = _for_verifier(entry, by)
    rules.check_transition(locked.state, EntryState.RETURNED)
    return _move(locked, EntryState.RETURNED, by, "cpd_entry.returned", at)


@transaction.atomic
def mark_sampled(*, entry: CPDEntry, by: User, at: datetime | None = None) -> CPDEntry:
    locked = _locked_for_others(entry)
    if not can_sample(by, locked):
        raise PermissionDenied("Entries are sampled by a quality lead.")
    rules.check_transition(locked.state, EntryState.SAMPLED)
    locked.sampled_at = at or timezone.now()
    locked.state = EntryState.SAMPLED
    locked.save(update_fields=["state", "sampled_at"])  # the draw itself is audited, not each row
    return locked


@transaction.atomic
def close_entry(*, entry: CPDEntry, by: User | None, at: datetime | None = None) -> CPDEntry:
    """The end of the way: by the quality lead after a sample, by the site after the year."""
    locked = _locked_for_others(entry)
    if not can_close(by, locked):
        raise PermissionDenied("Entries are closed by a quality lead, or when their year is over.")
    rules.check_transition(locked.state, EntryState.CLOSED)
    return _move(locked, EntryState.CLOSED, by, "cpd_entry.closed", at)


def _for_verifier(entry: CPDEntry, by: User) -> CPDEntry:
    locked = _locked_for_others(entry)
    if not can_verify(by, locked):
        raise PermissionDenied("An entry is verified by its owner’s line manager.")
    return locked


def locked_entry(entry: CPDEntry) -> CPDEntry:
    """The row as it is now, held until the transaction ends."""
    return CPDEntry.objects.select_for_update().get(pk=entry.pk)


def _locked_for_others(entry: CPDEntry) -> CPDEntry:
    """The same for who is not its owner: what is hers alone is neither loaded nor written."""
    return without_private(CPDEntry.objects.select_for_update()).get(pk=entry.pk)


def _move(
    locked: CPDEntry, to: EntryState, by: User | None, verb: str, at: datetime | None
) -> CPDEntry:
    locked.state = to
    locked.save()
    record(actor=by, verb=verb, obj=locked, about=locked.owner, at=at)
    return locked
