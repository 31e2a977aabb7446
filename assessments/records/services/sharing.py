"""From the desk of one to the eyes of both: shared, returned, ticked for the line manager."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User

from .. import queries, rules
from ..access import can_begin, can_mark, is_supervisee
from ..models import RecordReturn, SupervisionRecord
from ..rules import RecordState
from . import telling
from .locking import audit, held

LONGEST_COMMENT = 2_000


@transaction.atomic
def share_record(
    *, record: SupervisionRecord, by: User, at: datetime | None = None
) -> SupervisionRecord:
    """Whole enough to be signed. That a concern was passed on may still be noted until the lock."""
    locked = held(record)
    if not can_begin(by, locked.session):
        raise PermissionDenied("A record is shared by whoever held the session.")
    rules.check_transition(locked.state, RecordState.SHARED)
    rules.check_can_be_shared(queries.missing(locked, by))
    moment = at or timezone.now()
    locked.state, locked.shared_at, locked.reminded = RecordState.SHARED, moment, 0
    locked.changed_at = moment
    locked.save(update_fields=["state", "shared_at", "reminded", "changed_at"])
    audit(locked, "shared", by, at)
    telling.of_sharing(locked, by, at)
    return locked


@transaction.atomic
def return_record(
    *, record: SupervisionRecord, comment: str, by: User, at: datetime | None = None
) -> SupervisionRecord:
    """With what is to be changed. Words that somebody of a group has signed stay as they are."""
    locked = held(record)
    if not is_supervisee(by, locked):
        raise PermissionDenied("A record is returned by whom it is for.")
    rules.check_transition(locked.state, RecordState.RETURNED)
    if locked.signatures.exists():
        raise ValidationError(
            "Somebody has signed this note, so its words stay. Sign with your view instead.",
            code="signed",
        )
    rules.check_said("comment", comment, "Say what should be changed.")
    moment = at or timezone.now()
    made = RecordReturn.objects.create(record=locked, author=by, comment=comment.strip(), at=moment)
    locked.state, locked.changed_at = RecordState.RETURNED, moment
    locked.save(update_fields=["state", "changed_at"])
    audit(locked, "returned", by, at)
    telling.of_return(locked, made, at)
    return locked


@transaction.atomic
def mark_items(
    *, record: SupervisionRecord, item_ids: Collection[int], by: User
) -> SupervisionRecord:
    """What the line manager may read, each for herself: these items and no others. Both ticks
    together share it; a tick can be taken back until the record is locked."""
    locked = held(record)
    is_for_her = is_supervisee(by, locked)
    if not (is_for_her or can_begin(by, locked.session)):
        raise PermissionDenied("What a line manager may read is ticked by the two who met.")
    if locked.session.agreement is None:
        raise ValidationError("What a group, or a debrief, talked about is shared with nobody.")
    if not can_mark(by, locked):
        raise ValidationError(
            "The record is locked, so what is shared stays as it was.", code="locked"
        )
    name = "supervisee_shares" if is_for_her else "supervisor_shares"
    locked.items.exclude(pk__in=item_ids).update(**{name: False})
    locked.items.filter(pk__in=item_ids).update(**{name: True})
    return queries.records().get(pk=locked.pk)
