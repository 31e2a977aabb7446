"""The list of pointers as a table. Nothing in it tells what any of them is about."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from cms.people.accounts.models import User
from cms.tables import csv_table

from .models import SafeguardingPointer
from .queries import waited

HEADINGS = (
    "Pointer", "Reported at", "Reported to", "How", "Reference", "Reported by", "In a session",
    "Asked so far", "Acknowledged at", "Acknowledged by", "Minutes until acknowledged", "Closed at",
    "Closed by",
)  # fmt: skip


def pointer_table(pointers: Iterable[SafeguardingPointer], *, by: User, at: datetime) -> bytes:
    """With a last line that says who made it, and when."""
    mark = f"Exported by {by.display_name} on {_moment(at)}. For the safeguarding leads alone."
    return csv_table([HEADINGS, *(_cells(row, at) for row in pointers), (), (mark,)])


def _cells(pointer: SafeguardingPointer, now: datetime) -> tuple[object, ...]:
    is_answered = pointer.acknowledged_at is not None
    minutes = int(waited(pointer, now).total_seconds()) // 60
    return (
        pointer.pk,
        _moment(pointer.reported_at),
        pointer.get_reported_to_display(),
        pointer.get_method_display(),
        pointer.external_ref,
        pointer.reported_by.display_name,
        "yes" if pointer.session_id else "no",
        pointer.get_stage_display(),
        _moment(pointer.acknowledged_at),
        pointer.acknowledged_by.display_name if pointer.acknowledged_by else "",
        minutes if is_answered else "",
        _moment(pointer.closed_at),
        pointer.closed_by.display_name if pointer.closed_by else "",
    )


def _moment(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""
