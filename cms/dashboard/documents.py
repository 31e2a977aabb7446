"""The grid as a table that opens in any spreadsheet and runs nothing there."""

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from cms.tables import csv_table, safe_cell

from .queries import GridRow
from .rules import Column as Of

Heading = tuple[str, Callable[[GridRow], Any], int]


def _word(column: Of) -> Callable[[GridRow], Any]:
    return lambda row: row.cells[column].word


def _fact(column: Of, name: str) -> Callable[[GridRow], Any]:
    return lambda row: row.cells[column].facts.get(name)


def _needs(row: GridRow) -> str:
    return ", ".join(str(cell.column.label) for cell in row.needing)


HEADINGS: tuple[Heading, ...] = (
    ("Last name", lambda row: row.person.last_name, 18),
    ("First name", lambda row: row.person.first_name, 16),
    ("Team", lambda row: str(row.team or ""), 28),
    ("Needs somebody", _needs, 34),
    ("Induction", _word(Of.INDUCTION), 16),
    ("Modules asked", _fact(Of.INDUCTION, "asked"), 10),
    ("Modules done", _fact(Of.INDUCTION, "done"), 10),
    ("Modules overdue", _fact(Of.INDUCTION, "overdue"), 10),
    ("Certificates", _word(Of.CERTIFICATES), 24),
    ("Safeguarding counts until", _fact(Of.CERTIFICATES, "safeguarding_until"), 14),
    ("Next certificate runs out", _fact(Of.CERTIFICATES, "next_until"), 14),
    ("CPD", _word(Of.CPD), 20),
    ("Supervision", _word(Of.SUPERVISION), 18),
    ("Supervision due", _fact(Of.SUPERVISION, "due_on"), 14),
    ("Supervision booked", _fact(Of.SUPERVISION, "booked_on"), 14),
    ("Observation", _word(Of.OBSERVATION), 16),
    ("Last observed", _fact(Of.OBSERVATION, "seen_on"), 14),
    ("Observation planned", _fact(Of.OBSERVATION, "planned_on"), 14),
    ("Review", _word(Of.REVIEW), 22),
    ("Review due", _fact(Of.REVIEW, "due_on"), 14),
    ("Last final review", _fact(Of.REVIEW, "final_on"), 14),
)


@dataclass(frozen=True)
class Table:
    """Plain values; an empty cell where there is nothing to say."""

    titles: Sequence[str]
    widths: Sequence[int]
    rows: Sequence[Sequence[Any]]
    watermark: str

    @classmethod
    def of(cls, rows: Iterable[GridRow], watermark: str) -> "Table":
        values = [[_shown(value(row)) for _, value, _ in HEADINGS] for row in rows]
        return cls([h[0] for h in HEADINGS], [h[2] for h in HEADINGS], values, watermark)


def _shown(value: Any) -> Any:
    return "" if value is None else value


def team_csv(table: Table) -> bytes:
    return csv_table([table.titles, *table.rows, [], [table.watermark]])


def team_xlsx(table: Table) -> bytes:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Team"
    for row in (table.titles, *table.rows, [], [table.watermark]):
        sheet.append([safe_cell(value) for value in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "C2"
    last = get_column_letter(len(table.titles))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    sheet.oddFooter.left.text = table.watermark.replace("&", "&&")
    for width, column in zip(table.widths, sheet.iter_cols(max_row=1), strict=False):
        sheet.column_dimensions[column[0].column_letter].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
