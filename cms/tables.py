"""Tables that open in any spreadsheet and run nothing there."""

import csv
import io
import re
from collections.abc import Iterable
from typing import Any

BOM = "\ufeff"  # by it a spreadsheet knows that the table is UTF-8
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def safe_cell(value: Any) -> Any:
    """A text that a spreadsheet shows and never runs; numbers and days stay what they are."""
    if not isinstance(value, str):
        return value
    text = CONTROLS.sub("", value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_table(rows: Iterable[Iterable[Any]]) -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows([safe_cell(value) for value in row] for row in rows)
    return (BOM + out.getvalue()).encode()
