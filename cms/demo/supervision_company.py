"""Beside Larkmoor's planned sessions: debriefs, and concerns that were passed on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from assessments.concerns.services import acknowledge_pointer, add_pointer, close_pointer
from assessments.sessions.services import book_debrief, mark_held
from cms.people.accounts.models import User

from .history import day_ago, moment

if TYPE_CHECKING:
    from .supervision import Pair
    from .supervision_records import Writer

DAY = timedelta(days=1)


def debrief(pairs: Sequence[Pair], writer: Writer) -> None:
    """Soon after a hard event, beside the planned sessions."""
    for number, pair in enumerate([each for each in pairs if not each.is_managed][::4]):
        at = moment(day_ago(60 + 37 * number), 0, hour=16)
        session = book_debrief(
            mentor=pair.mentor,
            supervisor=pair.supervisor,
            starts_at=at,
            minutes=30,
            medium="phone",
            by=pair.supervisor,
            at=at - 1 * DAY,
        )
        held = mark_held(
            session=session,
            held_at=at,
            minutes=30,
            functions=["restorative"],
            by=pair.supervisor,
            at=at + timedelta(hours=1),
        )
        writer.write(pair, held, is_last=False)


def pass_on(pairs: Sequence[Pair], rows: Sequence[dict[str, Any]], lead: User) -> None:
    """Concerns that were passed on: that they were, and nothing of what they were about."""
    by_id = {pair.id: pair for pair in pairs}
    for number, row in enumerate(rows):
        at = moment(day_ago(row["days_ago"]), 0, hour=15)
        pointer = add_pointer(
            session=None,
            reported_at=at,
            reported_to="dsl",
            method="system",
            external_ref=str(2190 + 11 * number),
            by=by_id[row["by"]].mentor,
            at=at + timedelta(minutes=10),
        )
        if not row.get("open"):
            acknowledge_pointer(pointer=pointer, by=lead, at=at + timedelta(minutes=50))
            pointer.refresh_from_db()
            close_pointer(pointer=pointer, by=lead, at=at + 3 * DAY)
