"""The entries as a table that opens in any spreadsheet and runs nothing there."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from cms.tables import csv_table, safe_cell

Column = tuple[str, Callable[[dict[str, Any]], Any], int]


def _day(key: str) -> Callable[[dict[str, Any]], date]:
    return lambda entry: date.fromisoformat(entry[key])


def _codes(entry: dict[str, Any]) -> str:
    return ", ".join(claim["code"] for claim in entry["statements"])


def _claims(entry: dict[str, Any]) -> str:
    said = (f"{claim['code']}: {claim['claim']}" for claim in entry["statements"] if claim["claim"])
    return "\n".join(said)


def _file_names(entry: dict[str, Any]) -> str:
    return ", ".join(file["name"] for file in entry["files"])


COLUMNS: list[Column] = [
    ("Title", lambda entry: entry["title"], 36),
    ("Kind", lambda entry: entry["kind"], 22),
    ("Group", lambda entry: entry["group"], 18),
    ("First day", _day("first_day"), 12),
    ("Last day", _day("last_day"), 12),
    ("Hours", lambda entry: round(entry["minutes"] / 60, 2), 8),
    ("Provider", lambda entry: entry["provider"], 22),
    ("With others", lambda entry: "yes" if entry["together_with_others"] else "no", 11),
    ("Statements", _codes, 16),
    ("How it shows them", _claims, 40),
    ("Summary", lambda entry: entry["summary"], 50),
    ("What is different", lambda entry: entry["application"], 50),
    ("Impact", lambda entry: entry["impact"], 14),
    ("What changed", lambda entry: entry["impact_note"], 40),
    ("State", lambda entry: entry["state"], 12),
    ("Verified by", lambda entry: entry["verified"].get("by", ""), 24),
    ("Verified on", lambda entry: entry["verified"].get("on", ""), 12),
    ("Sample", lambda entry: entry["sampled"].get("result", ""), 14),
    ("Files", _file_names, 30),
]
OWN_COLUMNS: list[Column] = [
    ("What I learned", lambda entry: entry["what_i_learned"], 50),
    ("Reflection", lambda entry: "\n".join(
        f"{prompt} {text}" for prompt, text in entry["reflection"].items()
    ), 50),
    ("Cost", lambda entry: entry["cost"], 10),
]  # fmt: skip


def profile_csv(entries: Iterable[dict[str, Any]], watermark: str) -> bytes:
    return _csv(COLUMNS, entries, watermark)


def everything_csv(entries: Iterable[dict[str, Any]], watermark: str) -> bytes:
    return _csv([*COLUMNS, *OWN_COLUMNS], entries, watermark)


def _csv(columns: Sequence[Column], entries: Iterable[dict[str, Any]], watermark: str) -> bytes:
    heads = [title for title, _, _ in columns]
    rows = ([value(entry) for _, value, _ in columns] for entry in entries)
    return csv_table([heads, *rows, [], [watermark]])


def profile_xlsx(content: dict[str, Any], watermark: str) -> bytes:
    book = Workbook()
    summary = book.active
    assert isinstance(summary, Worksheet)
    summary.title = "Summary"
    _sheet(summary, ["", ""], _summary(content, watermark), [26, 70])
    _sheet(
        book.create_sheet("Entries"),
        [title for title, _, _ in COLUMNS],
        [[value(entry) for _, value, _ in COLUMNS] for entry in content["entries"]],
        [width for _, _, width in COLUMNS],
    )
    _statements(book.create_sheet("Statements"), content["statements"])
    _plan(book.create_sheet("Plan"), content["plan"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _statements(sheet: Worksheet, rows: Iterable[dict[str, Any]]) -> None:
    _sheet(
        sheet,
        ["Framework", "Code", "Statement", "Entries", "Last day"],
        [
            [row["framework"], row["code"], row["title"], row["entries"], _iso(row["last_day"])]
            for row in rows
        ],
        [14, 8, 60, 10, 12],
    )


def _plan(sheet: Worksheet, lines: Iterable[dict[str, Any]]) -> None:
    _sheet(
        sheet,
        ["Need", "From", "Activity", "What learners notice", "By", "State", "Outcome"],
        [
            [line["need"], line["origin"], line["activity"], line["learner_outcome"],
             _iso(line["by"]), line["state"], line["outcome"]]
            for line in lines
        ],
        [40, 20, 40, 40, 12, 10, 40],
    )  # fmt: skip


def _iso(day: str) -> date | str:
    return date.fromisoformat(day) if day else ""


def _summary(content: dict[str, Any], watermark: str) -> list[list[Any]]:
    hours, impact = content["hours"], content["impact"]
    rows: list[list[Any]] = [
        ["College", content["college"]],
        ["Name", content["person"]["name"]],
        ["Role", content["person"]["job_title"]],
        ["CPD year", content["year"]["label"]],
        ["Target in hours", content["target"]["hours"]],
        ["How it was worked out", content["target"]["explanation"]],
        ["Hours that count", round(hours["counted_minutes"] / 60, 2)],
        ["Hours not verified yet", round(hours["waiting_minutes"] / 60, 2)],
        ["Entries that say what changed", f"{impact['reached']} of {impact['wanted']}"],
    ]
    for group in hours["groups"]:
        rows.append([f"{group['group']}: hours", round(group["counted_minutes"] / 60, 2)])
    for item in content["mandatory"]:
        rows.append([item["title"], f"{item['state']}, valid until {item['valid_until']}"])
    return [*rows, ["Exported", watermark]]


def _sheet(
    sheet: Worksheet, titles: list[str], rows: Iterable[list[Any]], widths: list[int]
) -> None:
    if any(titles):
        sheet.append(titles)
        for cell in sheet[1]:
            cell.font = Font(bold=True)
        sheet.freeze_panes = "A2"
    for row in rows:
        sheet.append([safe_cell(value) for value in row])
    for column, width in zip(sheet.iter_cols(), widths, strict=False):
        sheet.column_dimensions[column[0].column_letter].width = width
        for cell in column:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
