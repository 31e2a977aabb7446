"""What lessons state as fact, by publication: one file each, with its editions and its facts.

Law, guidance, research and figures are data: a lesson names a fact by its key, and what is shown
comes from here. No Django here.

key: kcsie
title: "Keeping children safe in education"
publisher: Department for Education
kind: guidance              # law, guidance, research, figures or standard
url: "https://…"            # may be left out
editions:
  - name: "2025"
    date: "2025-09-01"      # from when it holds: a year, a month or a day
    what_changed: "…"       # may be left out
facts:
  - key: kcsie-no-promise   # how lessons name it
    edition: "2025"
    text: "…"
    checked_on: "2026-11-22"
    to_check: "…"           # what somebody should still confirm; may be left out
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from content.material.shapes import LineOf, MaterialErrors, first_line
from content.material.yaml_files import TOKENS, Problems, Sheet, read_sheet

DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
KINDS = ("law", "guidance", "research", "figures", "standard")
PUBLICATION_KEYS = frozenset({"key", "title", "publisher", "kind", "url", "editions", "facts"})
EDITION_KEYS = frozenset({"name", "date", "what_changed"})
FACT_KEYS = frozenset({"key", "edition", "text", "checked_on", "to_check"})


@dataclass
class EditionMaterial:
    name: str
    date: str  # a year, a month or a day
    what_changed: str
    path: Path
    line_of: LineOf = field(default=first_line, repr=False, compare=False)


@dataclass
class FactMaterial:
    key: str
    edition: str
    text: str
    checked_on: str
    to_check: str
    path: Path
    line_of: LineOf = field(default=first_line, repr=False, compare=False)


@dataclass
class PublicationMaterial:
    key: str
    title: str
    publisher: str
    kind: str
    url: str
    editions: list[EditionMaterial]
    facts: list[FactMaterial]
    path: Path
    line_of: LineOf = field(default=first_line, repr=False, compare=False)


def first_day(text: str) -> date | None:
    """Of a year, a month or a day, written 2025, 2025-09 or 2025-09-01; None for anything else."""
    if not DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return None


def read_guidance(folder: Path, *, tokens: frozenset[str] = TOKENS) -> list[PublicationMaterial]:
    """Every publication of the folder, by key; raises MaterialErrors with all that is wrong."""
    problems = Problems(tokens)
    found = [take_publication(path, problems) for path in sorted(Path(folder).glob("*.yaml"))]
    publications = [publication for publication in found if publication]
    check_keys(publications, problems)
    if problems.errors:
        raise MaterialErrors(problems.errors)
    return publications


def take_publication(path: Path, problems: Problems) -> PublicationMaterial | None:
    text = problems.read_text(path)
    sheet = read_sheet(path, text, problems) if text is not None else None
    if sheet is None:
        return None
    check_names(sheet, "publication", PUBLICATION_KEYS)
    kind = sheet.text("kind")
    if kind and kind not in KINDS:
        sheet.wrong(f"“kind” is one of {', '.join(KINDS)}; not “{kind}”.", "kind")
    publication = PublicationMaterial(
        key=sheet.slug("key"),
        title=sheet.text("title"),
        publisher=sheet.text("publisher"),
        kind=kind,
        url=sheet.text("url", required=False),
        editions=[take_edition(item) for item in sheet.sheets("editions")],
        facts=[take_fact(item) for item in sheet.sheets("facts")],
        path=path,
        line_of=sheet.lines,
    )
    check_editions(publication, problems)
    return publication


def take_edition(sheet: Sheet) -> EditionMaterial:
    check_names(sheet, "edition", EDITION_KEYS)
    day = sheet.text("date")
    if day and first_day(day) is None:
        sheet.wrong(f"“{day}” is not a date: write 2025, 2025-09 or 2025-09-01.", "date")
    return EditionMaterial(
        name=sheet.text("name"),
        date=day,
        what_changed=sheet.text("what_changed", required=False),
        path=sheet.path,
        line_of=sheet.lines,
    )


def take_fact(sheet: Sheet) -> FactMaterial:
    check_names(sheet, "fact", FACT_KEYS)
    checked_on = sheet.text("checked_on")
    if checked_on and (len(checked_on) != 10 or first_day(checked_on) is None):
        sheet.wrong(f"“checked_on” is a day, such as 2026-11-22; not “{checked_on}”.", "checked_on")
    return FactMaterial(
        key=sheet.slug("key"),
        edition=sheet.text("edition"),
        text=sheet.text("text"),
        checked_on=checked_on,
        to_check=sheet.text("to_check", required=False),
        path=sheet.path,
        line_of=sheet.lines,
    )


def check_names(sheet: Sheet, what: str, known: frozenset[str]) -> None:
    """A misspelt “to_check” would make a fact look confirmed."""
    for name in sorted(set(sheet.data) - known, key=str):
        article = "An" if what.startswith("e") else "A"
        sheet.wrong(f"{article} {what} has no “{name}”.", name)


def check_editions(publication: PublicationMaterial, problems: Problems) -> None:
    """Each by its own name and from its own day: the later of two is the one that holds."""
    names: dict[str, int] = {}
    days: dict[date, str] = {}
    for edition in publication.editions:
        line = edition.line_of("name")
        earlier = names.setdefault(edition.name, line)
        if edition.name and earlier != line:
            words = f"The edition “{edition.name}” is already in line {earlier}."
            problems.add(edition.path, line, words)
            continue
        day = first_day(edition.date)
        if day is not None and days.setdefault(day, edition.name) != edition.name:
            words = f"“{days[day]}” holds from that day too: give the month or the day."
            problems.add(edition.path, edition.line_of("date"), words)
    for fact in publication.facts:
        if fact.edition and fact.edition not in names:
            words = f"There is no edition “{fact.edition}” above."
            problems.add(fact.path, fact.line_of("edition"), words)


def check_keys(publications: Iterable[PublicationMaterial], problems: Problems) -> None:
    """A publication's and a fact's key are theirs alone, in all files."""
    seen: dict[tuple[str, str], str] = {}

    def claim(what: str, item: PublicationMaterial | FactMaterial) -> None:
        here = f"{item.path.name}, line {item.line_of('key')}"
        earlier = seen.setdefault((what, item.key), here)
        if item.key and earlier != here:
            words = f"The {what} “{item.key}” is already in {earlier}."
            problems.add(item.path, item.line_of("key"), words)

    for publication in publications:
        claim("publication", publication)
        for fact in publication.facts:
            claim("fact", fact)
