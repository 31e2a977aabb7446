"""A file of totals as rows of plain text, from CSV or XLSX. Nothing in it is trusted or run: a
formula comes out as the text it is, and is refused like any other text."""

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any
from zipfile import BadZipFile

from django.core.exceptions import ValidationError
from openpyxl import load_workbook

from assessments.files.rules.kinds import EXCEL
from assessments.files.rules.offices import office_kind

MOST_BYTES = 1024 * 1024
MOST_ROWS = 2_000
MOST_COLUMNS = 30
LONGEST_CELL = 200
NO_TABLE = "This is not a table that can be read. Save it as XLSX or CSV, and choose that."


@dataclass(frozen=True)
class FileRow:
    line: int  # as a spreadsheet numbers it
    cells: tuple[str, ...]


def read_rows(content: bytes, name: str) -> list[FileRow]:
    """Every row that holds something, the headings first. Raises a ValidationError."""
    if len(content) > MOST_BYTES:
        raise ValidationError(f"This file is too large: at most {MOST_BYTES // 1024} KB are taken.")
    lowered = name.lower()
    if lowered.endswith(".xlsx"):
        rows = _from_workbook(content)
    elif lowered.endswith((".csv", ".txt")):
        rows = _from_text(_decoded(content))
    else:
        raise ValidationError("Choose a file that ends in .xlsx or .csv.")
    found = [row for row in rows if any(row.cells)]
    if not found:
        raise ValidationError("This file is empty.")
    if len(found) > MOST_ROWS + 1:
        raise ValidationError(f"This file is too long: at most {MOST_ROWS:,} rows are taken.")
    if any(len(row.cells) > MOST_COLUMNS for row in found):
        raise ValidationError(f"This file is too wide: at most {MOST_COLUMNS} columns are taken.")
    return found


def _decoded(content: bytes) -> str:
    encodings = ["utf-8-sig", "cp1252"]
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise ValidationError(NO_TABLE)


def _from_text(text: str) -> list[FileRow]:
    lines = text.splitlines(keepends=True)
    stated = bool(lines) and lines[0].lower().startswith("sep=")
    mark = lines[0][4:5] if stated else max(",;\t", key="".join(lines[:1]).count)
    source = io.StringIO("".join(lines[int(stated) :]), newline="")
    try:
        reader = csv.reader(source, delimiter=mark)
        taken = islice(reader, MOST_ROWS + 2)
        return [FileRow(reader.line_num + stated, _cells(row)) for row in taken]
    except (csv.Error, TypeError) as problem:
        raise ValidationError(NO_TABLE) from problem


def _from_workbook(content: bytes) -> list[FileRow]:
    """The first sheet. That it is a plain workbook, without macros and of a sane size unpacked, is
    checked before anything of it is read."""
    if office_kind(content) != EXCEL:
        raise ValidationError(NO_TABLE)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file claims about its size is not believed
        rows = sheet.iter_rows(max_col=MOST_COLUMNS + 1, max_row=MOST_ROWS + 2, values_only=True)
        return [FileRow(line, _cells(row)) for line, row in enumerate(rows, start=1)]
    except (BadZipFile, KeyError, IndexError, ValueError, TypeError, OSError) as problem:
        raise ValidationError(NO_TABLE) from problem


def _cells(row: Iterable[Any]) -> tuple[str, ...]:
    """Without the empty cells at the end, which a spreadsheet has as many of as it likes."""
    cells = [_text(cell) for cell in row]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "".join(each for each in str(cell)[:LONGEST_CELL] if each.isprintable()).strip()
