"""The states of an entry, and what may follow what (domain.md 5.5)."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class EntryState(TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Handed in"
    RETURNED = "returned", "Returned"
    VERIFIED = "verified", "Verified"
    SAMPLED = "sampled", "In a sample"
    CLOSED = "closed", "Closed"
    DISCARDED = "discarded", "Discarded"


_S = EntryState
TRANSITIONS: dict[EntryState, set[EntryState]] = {
    _S.DRAFT: {_S.SUBMITTED, _S.DISCARDED},
    _S.SUBMITTED: {_S.DRAFT, _S.VERIFIED, _S.RETURNED},
    _S.RETURNED: {_S.SUBMITTED, _S.DISCARDED},
    _S.VERIFIED: {_S.SAMPLED, _S.CLOSED},
    _S.SAMPLED: {_S.CLOSED},
    _S.CLOSED: set(),
    _S.DISCARDED: {_S.DRAFT},
}
OPEN_TO_OWNER = (_S.DRAFT, _S.RETURNED)  # may be rewritten
SEEN_BY_OTHERS = (_S.SUBMITTED, _S.VERIFIED, _S.SAMPLED, _S.CLOSED)
CONFIRMED = (_S.VERIFIED, _S.SAMPLED, _S.CLOSED)  # somebody else has said that it is so
STANDING = (_S.DRAFT, _S.RETURNED, *SEEN_BY_OTHERS)


class LogGroup(TextChoices):
    """How the log is looked through: what is hers to do, what is with others, what is done."""

    DRAFTS = "drafts", "Drafts"
    RETURNED = "returned", "Returned"
    SUBMITTED = "submitted", "Handed in"
    VERIFIED = "verified", "Verified"
    DISCARDED = "discarded", "Discarded"


STATES_OF: dict[LogGroup, tuple[EntryState, ...]] = {
    LogGroup.DRAFTS: (_S.DRAFT,),
    LogGroup.RETURNED: (_S.RETURNED,),
    LogGroup.SUBMITTED: (_S.SUBMITTED,),
    LogGroup.VERIFIED: CONFIRMED,
    LogGroup.DISCARDED: (_S.DISCARDED,),
}
UNDO_FOR = timedelta(days=30)
WHY_NOT = {
    _S.DRAFT: "This entry is already a draft.",
    _S.SUBMITTED: "This entry cannot be handed in as it stands now.",
    _S.RETURNED: "Only an entry that was handed in can be returned.",
    _S.VERIFIED: "Only an entry that was handed in can be verified.",
    _S.SAMPLED: "Only a verified entry can be sampled.",
    _S.CLOSED: "Only a verified entry can be closed.",
    _S.DISCARDED: "This entry is already discarded, or others have it: take it back first.",
}


class Visibility(TextChoices):
    """What the chip on an entry says. Private is how every entry begins."""

    PRIVATE = "private", "Private"
    SUPERVISOR = "supervisor", "Evidence, shared with my supervisor"
    EVIDENCE = "evidence", "Evidence"


def visibility(state: str, *, is_shared: bool) -> Visibility:
    if state not in SEEN_BY_OTHERS:
        return Visibility.PRIVATE
    return Visibility.SUPERVISOR if is_shared else Visibility.EVIDENCE


def check_transition(state: str, to: EntryState) -> None:
    if to not in TRANSITIONS[EntryState(state)]:
        raise ValidationError(WHY_NOT[to], code="transition")


def check_can_be_changed(state: str) -> None:
    if state == EntryState.DISCARDED:
        raise ValidationError("Bring this entry back before you change it.", code="discarded")
    if state not in OPEN_TO_OWNER:
        raise ValidationError(
            "This entry was handed in. Take it back before you change it; once it is verified, "
            "only what it changed can still be added.",
            code="handed_in",
        )


def check_undo(discarded_at: datetime, now: datetime) -> None:
    if not can_be_restored(discarded_at, now):
        raise ValidationError(
            f"An entry can be brought back for {UNDO_FOR.days} days; this one is gone.",
            code="too_late",
        )


def can_be_restored(discarded_at: datetime, now: datetime) -> bool:
    return now - discarded_at <= UNDO_FOR
