"""A round as a table: who, when, what came of it. Nothing that anybody wrote."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from cms.tables import csv_table

from .models import CPDSample

HEADINGS = (
    "Entry", "Mentor", "Verified by", "Verified on", "Why sampled", "State", "It happened",
    "Relevant", "Application", "Would have verified", "Looked at by", "Looked at on",
    "Answered by", "Answered on", "Settled on",
)  # fmt: skip


def round_table(samples: Iterable[CPDSample]) -> bytes:
    return csv_table([HEADINGS, *map(_cells, samples)])


def _cells(sample: CPDSample) -> tuple[object, ...]:
    return (
        sample.entry_id,
        sample.entry.owner.display_name,
        sample.verification.verifier.display_name,
        _day(sample.verification.at),
        sample.get_why_display(),
        sample.stage.label,
        _yes(sample.is_real),
        _yes(sample.is_relevant),
        _yes(sample.is_applied),
        _yes(sample.would_verify),
        sample.sampler.display_name if sample.sampler else "",
        _day(sample.answered_at),
        sample.replied_by.display_name if sample.replied_by else "",
        _day(sample.replied_at),
        _day(sample.settled_at),
    )


def _yes(value: bool | None) -> str:
    return "" if value is None else "yes" if value else "no"


def _day(moment: datetime | None) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
