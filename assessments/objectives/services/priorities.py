"""What the college wants of a year: kept by the quality lead and HR."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import rules
from ..access import can_keep_priorities
from ..models import CollegePriority

REFUSED = "College priorities are kept by the quality lead and HR."


@transaction.atomic
def set_priority(
    *, title: str, text: str = "", from_on: date, to_on: date, by: User, at: datetime | None = None
) -> CollegePriority:
    """The same again, from a form sent twice, gives the one that is there."""
    _check(title, from_on, to_on, by)
    words = {"title": title.strip(), "text": text.strip(), "from_on": from_on, "to_on": to_on}
    found = CollegePriority.objects.filter(is_active=True, **words).first()
    if found is not None:
        return found
    priority = CollegePriority(set_by=by, **words)
    priority.full_clean(exclude=["set_by"])
    priority.save()
    record(actor=by, verb="college_priority.set", obj=priority, at=at)
    return priority


@transaction.atomic
def change_priority(
    *,
    priority: CollegePriority,
    title: str,
    text: str = "",
    from_on: date,
    to_on: date,
    by: User,
    at: datetime | None = None,
) -> CollegePriority:
    """Its words, for every objective that serves it."""
    _check(title, from_on, to_on, by)
    locked = CollegePriority.objects.select_for_update().get(pk=priority.pk)
    locked.title, locked.text = title.strip(), text.strip()
    locked.from_on, locked.to_on = from_on, to_on
    locked.full_clean(exclude=["set_by"])
    locked.save()
    record(actor=by, verb="college_priority.changed", obj=locked, at=at)
    return locked


@transaction.atomic
def retire_priority(
    *, priority: CollegePriority, is_active: bool = False, by: User, at: datetime | None = None
) -> CollegePriority:
    """No longer offered for new objectives, or offered again; those that serve it keep it."""
    if not can_keep_priorities(by):
        raise PermissionDenied(REFUSED)
    locked = CollegePriority.objects.select_for_update().get(pk=priority.pk)
    if locked.is_active != is_active:
        locked.is_active = is_active
        locked.save(update_fields=["is_active"])
        verb = "college_priority.offered" if is_active else "college_priority.retired"
        record(actor=by, verb=verb, obj=locked, at=at)
    return locked


def _check(title: str, from_on: date, to_on: date, by: User) -> None:
    if not can_keep_priorities(by):
        raise PermissionDenied(REFUSED)
    rules.check_priority(title, from_on, to_on)
