"""What the site does by itself, once a day: forget what was discarded, and close years that are
over. Each may run late or twice."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone

from .. import rules
from ..models import CPDEntry, CPDEntryQuerySet
from ..queries import policy_of
from ..rules import EntryState
from .states import close_entry

# A husk is known by its empty title: no entry has one.
BLANK: dict[str, Any] = {
    "title": "", "provider": "", "reason": "", "what_i_learned": "", "application": "",
    "shared_summary": "", "impact_note": "", "reflection": {}, "cost": None, "minutes": None,
    "started_at": None,
}  # fmt: skip


def purge_discarded(*, now: datetime | None = None) -> int:
    """Throw away entries discarded more than 30 days ago. Gives how many.

    One that a source proposed, or that somebody has answered about, stays as an empty husk: the
    source never drafts it again, and the answer keeps what it is about.
    """
    moment = now or timezone.now()
    gone = CPDEntry.objects.filter(
        state=EntryState.DISCARDED, discarded_at__lt=moment - rules.UNDO_FOR
    ).exclude(title="")
    pks = list(gone.values_list("pk", flat=True))
    for pk in pks:
        _forget(pk)
    return len(pks)


@transaction.atomic
def _forget(pk: int) -> None:
    entry = CPDEntry.objects.select_for_update().filter(pk=pk, state=EntryState.DISCARDED).first()
    if entry is None:  # brought back, or forgotten by another run meanwhile
        return
    if entry.content_type_id is None:
        try:
            entry.delete()
        except ProtectedError:
            pass
        else:
            return
    entry.claims.all().delete()
    entry.files.clear()
    CPDEntry.objects.filter(pk=pk).update(**BLANK)


def close_years(*, now: datetime | None = None) -> int:
    """Close verified entries of years that ended long enough ago. Gives how many.

    What is in a sample is closed by the quality lead who looks at it.
    """
    today = timezone.localdate(now)
    waiting = CPDEntry.objects.filter(state=EntryState.VERIFIED, start_on__lt=today)
    closed = 0
    for start in sorted({rules.cpd_year(day).start for day in _days(waiting)}):
        year = rules.CPDYear(start)
        if (today - year.last_on).days <= policy_of(year).close_after_days:
            continue
        inside = waiting.filter(start_on__range=(year.first_on, year.last_on))
        closed += sum(_close(entry, now) for entry in inside.only("pk"))
    return closed


def _close(entry: CPDEntry, now: datetime | None) -> int:
    """Each by itself: one that moved on meanwhile is left to whoever moved it."""
    try:
        close_entry(entry=entry, by=None, at=now)
    except ValidationError:
        return 0
    return 1


def _days(rows: CPDEntryQuerySet) -> set[date]:
    return set(rows.order_by().values_list("start_on", flat=True).distinct())
