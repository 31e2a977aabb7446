"""One writer at a time: every service holds the record's row before it judges its state."""

from datetime import datetime
from typing import Any

from cms.people.accounts.models import User
from cms.people.audit.services import record as write_down

from .. import queries
from ..models import SupervisionRecord


def held(record: SupervisionRecord) -> SupervisionRecord:
    """The row, held until the end of the transaction, as it is now."""
    return queries.records().select_for_update(of=("self",)).get(pk=record.pk)


def audit(
    record: SupervisionRecord,
    verb: str,
    by: User | None,
    at: datetime | None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Who did what and when; never a word of the record. A group’s is about nobody alone."""
    write_down(
        actor=by,
        verb=f"supervision_record.{verb}",
        obj=record,
        about=queries.supervisee_of(record),
        detail=detail,
        at=at,
    )
