"""What of a file is taken: every row kept, left out or refused, with the reason; or the whole file
refused, because it is of people (domain.md 6.2, 7.3)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

from .files import FileRow
from .kinds import MetricKind
from .people import MAIL, NAMES, WORDS, is_full_name, people_in_cell, people_in_heading
from .values import READERS, MetricValues, check_metric

NEEDED = ("kind", "period_from", "period_to", "numerator", "denominator")
COLUMNS = (
    "mentor", "team", "kind", "period_from", "period_to", "numerator", "denominator",
    "comparator_numerator", "comparator_denominator",
)  # fmt: skip
SMALL = "Left out: fewer than {base} learners."
WORKED_OUT = "Left out: with it, a group of fewer than {base} learners could be worked out."
STRANGERS = 3  # so many addresses of nobody here, and more than of people here, are learners’


class RowState(TextChoices):
    KEPT = "kept", "Taken"
    DROPPED = "dropped", "Left out"
    REFUSED = "refused", "Refused"

    @property
    def badge(self) -> str:
        return {"kept": "done", "dropped": "locked", "refused": "overdue"}[self.value]


@dataclass(frozen=True)
class Known:
    """Who and what a file may name: mentors by address, teams by code, the team of a mentor; and
    which totals stand already."""

    mentors: Mapping[str, int]
    teams: Mapping[str, int]
    team_of: Mapping[int, int] = field(default_factory=dict)
    standing: Sequence[MetricValues] = ()


@dataclass(frozen=True)
class ReadRow:
    line: int
    state: RowState
    words: str
    values: MetricValues | None = None  # of what is taken alone: the rest is forgotten
    whose: str = ""  # the code or the address, as the file has it

    @property
    def kind(self) -> str:
        return str(MetricKind(self.values.kind).label) if self.values else ""


@dataclass(frozen=True)
class Intake:
    rows: list[ReadRow] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)  # why the file as a whole is not taken

    def of(self, state: RowState) -> list[ReadRow]:
        return [row for row in self.rows if row.state == state]

    @property
    def kept(self) -> list[MetricValues]:
        return [row.values for row in self.of(RowState.KEPT) if row.values is not None]

    @property
    def has_comparators(self) -> bool:
        return any(values.comparator_denominator is not None for values in self.kept)


def take_in(rows: Sequence[FileRow], known: Known, *, base: int, today: date) -> Intake:
    """Headings first: a file with one column too many is not read any further."""
    names = [_plain(cell) for cell in rows[0].cells]
    refused = _wrong_headings(rows[0], names) or _people_in_cells(rows[1:], names, known)
    if refused:
        return Intake(refused=refused)
    if len(rows) == 1:
        return Intake(refused=["There are headings, and no row below them."])
    read = [_read(row, names, known, base=base, today=today) for row in rows[1:]]
    return Intake(rows=_without_residues(_without_repeats(read), known, base))


def _plain(heading: str) -> str:
    return "_".join(heading.strip("\ufeff ").lower().replace("-", " ").replace("_", " ").split())


def _wrong_headings(row: FileRow, names: Sequence[str]) -> list[str]:
    found = []
    for place, (heading, name) in enumerate(zip(row.cells, names, strict=True), start=1):
        if name in COLUMNS:
            continue
        about = people_in_heading(heading) if heading else ""
        if about == WORDS:
            found.append(f"Column {place} is for free text. Notes are written here, after.")
        elif about:
            found.append(
                f"Column {place} looks like {about}. Only totals are taken, so nothing of this "
                "file was kept. Take the column out of a copy, and choose that."
            )
        elif heading:
            found.append(f"Column {place} is no column of the template.")
        else:
            found.append(f"Column {place} has no heading.")
    if found:
        return found
    found += [f"The column “{name}” is missing." for name in NEEDED if name not in names]
    found += [f"The column “{name}” stands twice." for name in COLUMNS if names.count(name) > 1]
    if not {"mentor", "team"} & set(names):
        found.append("A column “mentor” or “team” must say whose total it is.")
    return found


def _people_in_cells(rows: Sequence[FileRow], names: Sequence[str], known: Known) -> list[str]:
    found: list[str] = []
    addresses = {"here": 0, "strange": 0}
    for row in rows:
        for name, text in _named(row, names).items():
            about = _about_people(name, text, known, addresses)
            if about:
                found.append(
                    f"Line {row.line}, “{name}” looks like {about}. Only totals are taken, so "
                    "nothing of this file was kept."
                )
        if len(row.cells) > len(names):
            found.append(f"Line {row.line} has a cell outside the columns.")
    if addresses["strange"] >= STRANGERS and addresses["strange"] > addresses["here"]:
        found.append(
            "Most addresses in “mentor” are of nobody who mentors here. If they are learners’, "
            "this file must not come in; nothing of it was kept."
        )
    return found[:10]


def _about_people(name: str, text: str, known: Known, addresses: dict[str, int]) -> str:
    """What a cell says of a person; counts on the way whose addresses the file holds."""
    about = people_in_cell(text)
    if name == "mentor" and about in ("", MAIL) and "@" in text:
        addresses["here" if text.casefold() in known.mentors else "strange"] += 1
        return ""
    if about:
        return about
    is_known = name == "team" and text.casefold() in known.teams
    if is_known or _is_read(name, text) or any(each.isdigit() for each in text):
        return ""
    return NAMES if is_full_name(text) else ""


def _is_read(name: str, text: str) -> bool:
    if name not in READERS:
        return False
    try:
        READERS[name][0](text)
    except ValueError:
        return False
    return True


def _named(row: FileRow, names: Sequence[str]) -> dict[str, str]:
    return {name: text for name, text in zip(names, row.cells, strict=False) if text}


def _read(row: FileRow, names: Sequence[str], known: Known, *, base: int, today: date) -> ReadRow:
    cells = _named(row, names)
    problems = [f"“{name}” is empty." for name in NEEDED if name not in cells]
    found: dict[str, Any] = {"person": None, "team": None}
    for name, text in cells.items():
        try:
            found |= _cell(name, text, known)
        except ValueError as problem:
            problems.append(f"“{name}” {problem}.")
    if not problems:
        try:
            values = MetricValues(**found)
            check_metric(values, today=today)
        except ValidationError as problem:
            problems += problem.messages
    if problems:
        return ReadRow(row.line, RowState.REFUSED, " ".join(problems))
    return _by_base(row.line, values, base, cells.get("team") or cells.get("mentor", ""))


def _cell(name: str, text: str, known: Known) -> dict[str, Any]:
    if name == "mentor":
        if text.casefold() not in known.mentors:
            raise ValueError("is the address of nobody who mentors here")
        return {"person": known.mentors[text.casefold()]}
    if name == "team":
        if text.casefold() not in known.teams:
            raise ValueError("is no code of a team here")
        return {"team": known.teams[text.casefold()]}
    read, words = READERS[name]
    try:
        return {name: read(text)}
    except ValueError as problem:
        raise ValueError(words) from problem


def _by_base(line: int, values: MetricValues, base: int, whose: str) -> ReadRow:
    if values.denominator < base:
        return ReadRow(line, RowState.DROPPED, SMALL.format(base=base))
    compared = values.comparator_denominator
    if compared is None or compared >= base:
        return ReadRow(line, RowState.KEPT, "", values, whose)
    alone = replace(values, comparator_numerator=None, comparator_denominator=None)
    words = f"Without its comparator, which has fewer than {base} learners."
    return ReadRow(line, RowState.KEPT, words, alone, whose)


def _without_repeats(rows: Sequence[ReadRow]) -> list[ReadRow]:
    first: dict[Any, int] = {}
    found = []
    for row in rows:
        if row.values is not None:
            line = first.setdefault(row.values.key, row.line)
            if line != row.line:
                words = f"The same total stands in line {line} already."
                row = ReadRow(row.line, RowState.REFUSED, words)
        found.append(row)
    return found


def _without_residues(rows: list[ReadRow], known: Known, base: int) -> list[ReadRow]:
    """Where a team’s total less those of its mentors leaves fewer than the base, the smallest of
    the mentors’ totals is left out too, until it leaves enough or nothing. What stands from earlier
    files is taken into the sum."""
    parts, totals = _sums(rows, known)
    dropped: set[int] = set()
    for key, total in totals.items():
        dropped.update(_to_leave_out(total, parts[key], base))
    words = WORKED_OUT.format(base=base)
    return [
        ReadRow(row.line, RowState.DROPPED, words) if row.line in dropped else row for row in rows
    ]


Sized = tuple[int, int]  # how many learners, and the line; line 0 for what stands already


def _sums(rows: Sequence[ReadRow], known: Known) -> tuple[dict[Any, list[Sized]], dict[Any, Sized]]:
    latest: dict[Any, Sized] = {one.key: (one.denominator, 0) for one in known.standing}
    for row in rows:
        if row.values is not None:
            latest[row.values.key] = (row.values.denominator, row.line)
    parts: dict[Any, list[Sized]] = defaultdict(list)
    totals: dict[Any, Sized] = {}
    for (person, team, *when), sized in latest.items():
        if team is not None:
            totals[team, *when] = sized
        elif person in known.team_of:
            parts[known.team_of[person], *when].append(sized)
    return parts, totals


def _to_leave_out(total: Sized, parts: Sequence[Sized], base: int) -> list[int]:
    """The lines of the smallest parts, until what is not told is nobody or enough; the total’s own
    line where only that is new."""
    size, own_line = total
    left = size - sum(part for part, _ in parts)
    found = []
    new = sorted(part for part in parts if part[1])
    while new and 0 < left < base:
        part, line = new.pop(0)
        left += part
        found.append(line)
    if own_line and 0 < left < base:
        found.append(own_line)
    return found
