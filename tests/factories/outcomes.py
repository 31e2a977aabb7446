"""Outcomes: files of totals and their rows, written directly for a scene; importing goes through
the service."""

import csv
import io
from datetime import date
from typing import Any

from openpyxl import Workbook

from assessments.outcomes.models import OutcomeImport, OutcomeMetric, OutcomeNote
from assessments.outcomes.rules import MetricKind
from assessments.outcomes.rules.intake import COLUMNS
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.models import Team
from tests.factories.people import make_person

YEAR = (date(2025, 8, 1), date(2026, 7, 31))
YEAR_BEFORE = (date(2024, 8, 1), date(2025, 7, 31))
COLLEGE = "the college, same levels"


def outcome_import(by: User | None = None, **fields: Any) -> OutcomeImport:
    number = OutcomeImport.objects.count() + 1
    values: dict[str, Any] = {
        "file_name": f"totals-{number}.csv",
        "checksum": f"{number:064d}",
        "source_system": "Student records",
        "imported_by": by or make_person("Denise", f"Okafor{number}", Role.QUALITY_LEAD),
    }
    return OutcomeImport.objects.create(**{**values, **fields})


def metric(
    subject: User | Team,
    numerator: int = 379,
    denominator: int = 431,
    *,
    batch: OutcomeImport | None = None,
    kind: str = MetricKind.RETENTION,
    period: tuple[date, date] = YEAR,
    compared: tuple[int, int] | None = (5253, 5850),
) -> OutcomeMetric:
    """Team B's retention of last year, beside the college's."""
    whose = {"team": subject} if isinstance(subject, Team) else {"person": subject}
    return OutcomeMetric.objects.create(
        batch=batch or outcome_import(),
        kind=kind,
        period_from=period[0],
        period_to=period[1],
        numerator=numerator,
        denominator=denominator,
        comparator_label=COLLEGE if compared else "",
        comparator_numerator=compared[0] if compared else None,
        comparator_denominator=compared[1] if compared else None,
        **whose,
    )


def outcome_note(subject: User | Team, by: User, **fields: Any) -> OutcomeNote:
    whose = {"team": subject} if isinstance(subject, Team) else {"person": subject}
    values: dict[str, Any] = {
        "period_to": YEAR[1],
        "reasons": ["level_mix"],
        "text": "Differences under about 4 points are well within ordinary variation.",
        "written_by": by,
    }
    return OutcomeNote.objects.create(**{**values, **whose, **fields})


def total(subject: str, numerator: object = 379, denominator: object = 431, **cells: Any) -> list:
    """A row of a file: by an address for a mentor, by a code for a team."""
    values: dict[str, Any] = {
        "mentor" if "@" in subject else "team": subject,
        "kind": "retention",
        "period_from": "2025-08-01",
        "period_to": "2026-07-31",
        "numerator": numerator,
        "denominator": denominator,
        **cells,
    }
    return [values.get(name, "") for name in COLUMNS]


def csv_file(*rows: list, heads: tuple[str, ...] = COLUMNS, mark: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows([heads, *rows])
    return out.getvalue().encode()


def xlsx_file(*rows: list, heads: tuple[str, ...] = COLUMNS) -> bytes:
    book = Workbook()
    for row in (heads, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
