"""The grid as a file for a spreadsheet: figures, no words anybody wrote."""

from collections.abc import Iterable

from assessments.cpd.rules import CPDYear
from cms.tables import csv_table

from .queries.grid import GridRow
from .rules import hours_of, number

HEADINGS = (
    "Name", "Team", "CPD year", "FTE", "Months", "Target (h)", "Counted (h)", "Waiting (h)",
    "Over a limit (h)", "Entries that say what changed", "Of", "Longest gap (days)", "Status",
)  # fmt: skip


def grid_csv(rows: Iterable[GridRow], year: CPDYear) -> bytes:
    return csv_table([HEADINGS, *(_cells(row, year) for row in rows)])


def _cells(row: GridRow, year: CPDYear) -> list[str]:
    record = row.record
    counting, target = record.counting, record.target
    return [
        row.person.get_full_name(),
        str(row.team or ""),
        year.label,
        number(target.fte) if target.applies else "",
        str(target.months) if target.applies else "",
        number(target.hours) if target.applies else "",
        number(hours_of(counting.counted)),
        number(hours_of(counting.waiting)),
        number(hours_of(counting.over)),
        str(record.impact.done),
        str(record.impact.needed),
        str(row.gap_days),
        str(record.standing.label),
    ]
