"""The template to fill in, and the figures as a table that runs nothing."""

from collections.abc import Iterable

from cms.people.accounts.models import User
from cms.tables import csv_table

from .queries import OutcomeSummary
from .rules.intake import COLUMNS

EXAMPLES = [
    ("", "A", "retention", "2025-08-01", "2026-07-31", 364, 402, 5253, 5850),
    ("name@college.ac.uk", "", "achievement", "2025-08-01", "2026-07-31", 71, 84, 4861, 5850),
]
HEADS = (
    "Kind", "About", "Of", "From", "To", "Numerator", "Denominator", "Per cent", "Low", "High",
    "Compared with", "Its per cent", "Its denominator", "Difference in points", "Difference: low",
    "Difference: high", "Within ordinary variation", "To be read beside it",
)  # fmt: skip


def template_csv() -> bytes:
    return csv_table([COLUMNS, *EXAMPLES])


def outcomes_csv(summaries: Iterable[OutcomeSummary], *, watermark: str) -> bytes:
    """By kind, period and name; never by value."""
    listed = sorted(
        summaries, key=lambda row: (row.label, row.period_to, row.is_about != "team", row.subject)
    )
    return csv_table([HEADS, *(_cells(row) for row in listed), [], [watermark]])


def _cells(row: OutcomeSummary) -> list[object]:
    other = row.difference_interval
    return [
        row.label, row.is_about, row.subject, row.period_from.isoformat(),
        row.period_to.isoformat(), row.numerator, row.denominator, row.percent,
        f"{row.interval.low:.1f}", f"{row.interval.high:.1f}", row.comparator_label,
        row.comparator_percent, row.comparator_denominator or "",
        "" if row.difference is None else round(row.difference, 1),
        round(other.low, 1) if other else "", round(other.high, 1) if other else "",
        {True: "yes", False: "no", None: ""}[row.is_ordinary], row.note,
    ]  # fmt: skip


def watermark_of(reader: User, day: str) -> str:
    return f"Exported by {reader.display_name} on {day}, to read and not to rank"
