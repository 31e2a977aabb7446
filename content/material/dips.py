"""Reads the dips of the college year that come with the site. Plain Python: no Django here.

dips:
  - key: week-three
    title: The week 3 wobble
    from_week: 3            # counted from the first week of teaching
    until_week: 4
    why: The novelty has gone and the first work is due.
    tactic: Ask each {learner} for one thing that went right.
    lesson: MOT-L5          # may be left out
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from content.material.shapes import LineOf, MaterialErrors, first_line
from content.material.yaml_files import TOKENS, Problems, Sheet, read_sheet

KEYS = frozenset({"key", "title", "from_week", "until_week", "why", "tactic", "lesson"})


@dataclass
class DipMaterial:
    key: str
    title: str
    from_week: int
    until_week: int
    why: str
    tactic: str
    lesson: str  # the id of a lesson, or nothing
    path: Path
    line_of: LineOf = field(default=first_line, repr=False, compare=False)


def read_dips(path: Path, *, tokens: frozenset[str] = TOKENS) -> list[DipMaterial]:
    """The dips in order; raises MaterialErrors with everything that is wrong."""
    problems = Problems(tokens)
    text = problems.read_text(path)
    sheet = read_sheet(path, text, problems) if text is not None else None
    items = sheet.sheets("dips") if sheet else []
    dips = [take_dip(item) for item in items]
    check_keys(items)
    check_weeks(items, dips)
    if problems.errors:
        raise MaterialErrors(problems.errors)
    return dips


def take_dip(sheet: Sheet) -> DipMaterial:
    for name in sorted(set(sheet.data) - KEYS, key=str):
        sheet.wrong(f"A dip has no “{name}”.", name)
    return DipMaterial(
        key=sheet.slug("key"),
        title=sheet.text("title"),
        from_week=sheet.number("from_week") or 0,
        until_week=sheet.number("until_week") or 0,
        why=sheet.text("why"),
        tactic=sheet.text("tactic"),
        lesson=sheet.text("lesson", required=False),
        path=sheet.path,
        line_of=sheet.lines,
    )


def check_keys(items: Iterable[Sheet]) -> None:
    seen: dict[str, int] = {}
    for item in items:
        key, line = str(item.data.get("key") or ""), item.lines("key")
        earlier = seen.setdefault(key, line)
        if key and earlier != line:
            item.wrong(f"The key “{key}” is already used in line {earlier}.", "key")


def check_weeks(items: Iterable[Sheet], dips: Iterable[DipMaterial]) -> None:
    """A week has one dip. What else is true of weeks, the calendar knows."""
    taken: dict[int, DipMaterial] = {}
    for item, dip in zip(items, dips, strict=True):
        weeks = range(dip.from_week, dip.until_week + 1)
        shared = next((taken[week] for week in weeks if week in taken), None)
        if shared is not None:
            item.wrong(f"“{shared.title}” has some of these weeks.", "from_week")
        taken |= dict.fromkeys(weeks, dip)
