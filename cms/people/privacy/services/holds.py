from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from ..access import can_keep_hold_over
from ..models import LegalHold
from ..registry import record_classes
from ..rules import check_hold_reason


@transaction.atomic
def set_hold(
    *, subject: User, record_class: str = "", reason: str, by: User, at: datetime | None = None
) -> LegalHold:
    """From this moment nothing of the person, or of one kind of record about her, is removed.

    The person's row is held as a removal holds it, so that neither passes by the other.
    """
    _check_may_hold(by, subject)
    check_hold_reason(reason)
    if record_class and record_class not in {kind.key for kind in record_classes()}:
        raise ValidationError({"record_class": "Choose one of the kinds of record."})
    User.objects.select_for_update(no_key=True).get(pk=subject.pk)
    standing = LegalHold.objects.filter(subject=subject, ended_at=None)
    if standing.filter(record_class__in=("", record_class)).exists():
        raise ValidationError("A hold already stands over this. Nothing more is needed.")
    hold = LegalHold(
        subject=subject,
        record_class=record_class,
        reason=reason.strip(),
        starts_at=at or timezone.now(),
        set_by=by,
    )
    hold.full_clean()
    hold.save()
    detail = {"record_class": record_class}
    record(actor=by, verb="hold.set", obj=hold, about=subject, detail=detail, at=at)
    return hold


@transaction.atomic
def end_hold(*, hold: LegalHold, by: User, at: datetime | None = None) -> LegalHold:
    hold = LegalHold.objects.select_for_update(of=("self",)).get(pk=hold.pk)
    _check_may_hold(by, hold.subject)
    if hold.ended_at is not None:
        raise ValidationError("This hold has ended already.")
    hold.ended_at, hold.ended_by = at or timezone.now(), by
    hold.save(update_fields=["ended_at", "ended_by"])
    detail = {"record_class": hold.record_class}
    record(actor=by, verb="hold.ended", obj=hold, about=hold.subject, detail=detail, at=at)
    return hold


def _check_may_hold(by: User | None, subject: User) -> None:
    """A hold over oneself is somebody else's to set and to end: it may be about what one did."""
    if not can_keep_hold_over(by, subject):
        raise PermissionDenied("Holds are kept by HR and the DPO, and never over oneself.")
