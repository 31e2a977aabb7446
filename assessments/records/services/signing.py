"""Two signatures and the lock. Each signs the words that stand; nobody is signed for."""

from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from assessments.concerns.queries import pointer_count
from assessments.supervision.rules.states import Part
from cms.people.accounts.models import User

from .. import queries, rules
from ..access import can_begin, is_supervisee
from ..models import RecordSignature, SupervisionRecord
from ..rules import RecordState, Stance, UnsignedReason
from . import telling
from .applying import apply_record
from .locking import audit, held

SIGNED_ALREADY = "You have signed this record already."


@transaction.atomic
def sign_record(
    *,
    record: SupervisionRecord,
    stance: str,
    comment: str = "",
    words_hash: str,
    by: User,
    at: datetime | None = None,
) -> SupervisionRecord:
    """Whom it is for: agreed, agreed with a comment, or not agreed with her view. Of a group each
    signs for herself; it is signed when everybody who came has."""
    locked = held(record)
    if not is_supervisee(by, locked):
        raise PermissionDenied("A record is signed by whom it is for.")
    _check_unsigned(locked, by)
    if locked.state not in rules.SIGNABLE:
        rules.check_transition(locked.state, RecordState.SIGNED_ONCE)
    rules.check_stance(stance, comment)
    _sign(locked, by, Part.SUPERVISEE, Stance(stance), comment, words_hash, at)
    if stance == Stance.NOT_AGREED:
        locked.is_disputed = True
    is_whole = not queries.is_group(locked) or queries.all_have_signed(locked)
    if is_whole:
        locked.state = RecordState.SIGNED_ONCE
    locked.changed_at = at or timezone.now()
    locked.save(update_fields=["state", "is_disputed", "changed_at"])
    audit(locked, "signed", by, at)
    if is_whole:
        telling.of_signature(locked, by, at)
    return locked


@transaction.atomic
def countersign_record(
    *, record: SupervisionRecord, words_hash: str, by: User, at: datetime | None = None
) -> SupervisionRecord:
    """The supervisor's signature locks it, and what was agreed begins. She is told when an action
    of before could not follow, because somebody did something else with it meanwhile.

    A group's note waits five working days for those who want to sign it; then it is noted that
    not everybody has, and it is locked.
    """
    locked = held(record)
    if not can_begin(by, locked.session):
        raise PermissionDenied("A record is locked by whoever held the session.")
    _check_unsigned(locked, by)
    moment = at or timezone.now()
    if queries.is_group(locked) and locked.state == RecordState.SHARED:
        _note_group(locked, moment)
    rules.check_transition(locked.state, RecordState.LOCKED)
    rules.check_can_be_locked(
        locked.safeguarding_asked,
        pointers=pointer_count(locked.session),
        left=queries.unreviewed(locked, by),
    )
    _sign(locked, by, Part.SUPERVISOR, Stance.AGREED, "", words_hash, at)
    not_applied = apply_record(locked, by, at)
    locked.state, locked.words_hash = RecordState.LOCKED, words_hash
    locked.locked_at = locked.changed_at = moment
    locked.save(update_fields=["state", "words_hash", "locked_at", "changed_at", "unsigned_reason"])
    audit(locked, "locked", by, at, {"actions_left": not_applied} if not_applied else None)
    telling.of_lock(locked, by, at)
    if not_applied:
        telling.of_actions_left(locked, by, at)
    return locked


def _note_group(record: SupervisionRecord, moment: datetime) -> None:
    if not queries.is_group_ripe(record, timezone.localdate(moment)):
        raise ValidationError(
            "Not everybody has signed. It can be locked five working days after it was shared.",
            code="not_yet",
        )
    record.state = RecordState.UNSIGNED_NOTED
    record.unsigned_reason = UnsignedReason.NO_ANSWER


@transaction.atomic
def note_unsigned(
    *, record: SupervisionRecord, reason: str, by: User, at: datetime | None = None
) -> SupervisionRecord:
    """After two reminders: that she has not signed, and why. She can still sign until the lock."""
    locked = held(record)
    if not can_begin(by, locked.session):
        raise PermissionDenied("This is noted by whoever held the session.")
    rules.check_transition(locked.state, RecordState.UNSIGNED_NOTED)
    rules.check_can_be_noted(locked.reminded)
    if reason not in UnsignedReason.values:
        raise ValidationError({"reason": ["Choose a reason from the list."]})
    locked.state, locked.unsigned_reason = RecordState.UNSIGNED_NOTED, UnsignedReason(reason)
    locked.changed_at = at or timezone.now()
    locked.save(update_fields=["state", "unsigned_reason", "changed_at"])
    audit(locked, "unsigned_noted", by, at)
    telling.of_noting(locked, by, at)
    return locked


def _check_unsigned(record: SupervisionRecord, by: User) -> None:
    if record.signatures.filter(signer=by).exists():
        raise ValidationError(SIGNED_ALREADY, code="signed")


def _sign(
    record: SupervisionRecord,
    by: User,
    part: Part,
    stance: Stance,
    comment: str,
    words_hash: str,
    at: datetime | None,
) -> None:
    rules.check_words(words_hash, queries.words_hash_of(record))
    RecordSignature.objects.create(
        record=record,
        signer=by,
        part=part,
        stance=stance,
        comment=comment.strip(),
        words_hash=words_hash,
        at=at or timezone.now(),
    )
