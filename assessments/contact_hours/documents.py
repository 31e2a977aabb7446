"""A year of contact hours as a table for a spreadsheet. Numbers and months: nothing to run."""

from collections.abc import Iterable
from datetime import date

from cms.tables import csv_table

from .rules import MonthNumbers

HEAD = [
    "Month",
    "One-to-one meetings",
    "Minutes in one-to-one meetings",
    "Group sessions",
    "Minutes in group sessions",
]


def year_csv(months: Iterable[tuple[date, MonthNumbers]]) -> bytes:
    return csv_table([HEAD, *(_cells(month, numbers) for month, numbers in months)])


def _cells(month: date, numbers: MonthNumbers) -> list[object]:
    return [
        f"{month:%Y-%m}",
        numbers.one_to_one_sessions,
        numbers.one_to_one_minutes,
        numbers.group_sessions,
        numbers.group_minutes,
    ]
