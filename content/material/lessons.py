"""A lesson's text file: YAML in front, then Markdown with directives, as a raw stream of blocks.

The ids of blocks must outlive edits, because people's progress and reflections hang on them. An id
is made from the lesson's id and either the block's own key or the heading it stands under, its type
and its place there: a block added elsewhere changes no other block's id.
"""

import re
import unicodedata
import uuid
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from content.material.yaml_files import SLUG, Problems, Sheet, read_sheet

BLOCKS = uuid.UUID("6f1c1b1e-5d0c-5b0e-9c2f-6a2f0a3f1d7b")  # never change it: ids follow
OPENING = re.compile(r":::\s*([A-Za-z][\w-]*)(.*)")
ATTRIBUTE = re.compile(r'\s*([A-Za-z_]+)=(?:"([^"]*)"|([^\s"]+))')
HEADING = re.compile(r"(#{1,2})\s+(.+?)\s*#*\s*")
DIRECTIVES: dict[str, tuple[set[str], set[str]]] = {  # name: (attributes it may have, must have)
    "hook": (set(), set()),
    "example": ({"title"}, {"title"}),
    "try": ({"minutes", "title"}, set()),
    "reflect": ({"key", "minutes"}, {"key"}),
    "callout": ({"kind", "title"}, set()),
    "college": ({"key", "title"}, {"key"}),
    "takeaway": (set(), set()),
}
CALLOUT_KINDS = {"note", "caution", "fact"}
ONCE = ("hook", "takeaway")
FOR_TRAINERS = "**For your trainer:**"
WHILE_BLANK = "**If this is blank, ask "  # it is: nothing else is ever shown with it


@dataclass
class Directive:
    name: str
    attributes: dict[str, str]
    line: int
    text: list[str] = field(default_factory=list)


def slug_of(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section"


class LessonParser:
    """Goes through the lines once; what is wrong goes to `problems`, with its line."""

    def __init__(self, lesson_id: str, path: Path, problems: Problems) -> None:
        self.lesson_id = lesson_id
        self.path = path
        self.problems = problems
        self.blocks: list[dict[str, Any]] = []
        self.section = "start"
        self.places: Counter[str] = Counter()
        self.names: Counter[str] = Counter()
        self.keys: dict[tuple[str, str], int] = {}
        self.prose: list[str] = []
        self.open: Directive | None = None
        self.is_code = False

    def parse(self, text: str, first_line: int) -> list[dict[str, Any]]:
        for number, line in enumerate(text.splitlines(), start=first_line):
            self.take(line, number)
        self.end_prose()
        if self.open:
            self.wrong(self.open.line, f"“:::{self.open.name}” is never closed with “:::”.")
        for name in ONCE:
            if self.names[name] != 1:
                found = self.names[name] or "no"
                self.wrong(first_line, f"A lesson has one “:::{name}”; this one has {found}.")
        return self.blocks

    def take(self, line: str, number: int) -> None:
        if line.lstrip().startswith("```"):
            self.is_code = not self.is_code
        if self.is_code:
            self.keep(line)
        elif line.strip() == ":::":
            self.close(number)
        elif line.startswith(":::"):
            self.start(line, number)
        elif self.open is None and (heading := HEADING.fullmatch(line)):
            self.add_heading(heading, number)
        else:
            self.keep(line)

    def keep(self, line: str) -> None:
        (self.open.text if self.open else self.prose).append(line.rstrip())

    def start(self, line: str, number: int) -> None:
        if self.open:
            self.wrong(self.open.line, f"“:::{self.open.name}” is not closed before line {number}.")
            self.open = None
        self.end_prose()
        match = OPENING.fullmatch(line.rstrip())
        if match is None:
            self.wrong(number, f"“{line.strip()}” neither starts nor ends a directive.")
            return
        name = match[1]
        if name not in DIRECTIVES:
            known = ", ".join(DIRECTIVES)
            self.wrong(number, f"Unknown directive “:::{name}”. Known: {known}.")
        self.open = Directive(name, self.attributes(name, match[2], number), number)

    def attributes(self, name: str, text: str, number: int) -> dict[str, str]:
        found: dict[str, str] = {}
        end = 0
        while match := ATTRIBUTE.match(text, end):
            found[match[1]] = match[2] if match[2] is not None else match[3]
            end = match.end()
        if text[end:].strip():
            self.wrong(number, f'“{text[end:].strip()}” is not written as name="value".')
        if name in DIRECTIVES:
            may, must = DIRECTIVES[name]
            for unknown in sorted(set(found) - may):
                self.wrong(number, f"“:::{name}” has no “{unknown}”.")
            for missing in sorted(key for key in must if not found.get(key)):
                self.wrong(number, f"“:::{name}” needs “{missing}”.")
        return found

    def close(self, number: int) -> None:
        if self.open is None:
            self.wrong(number, "“:::” closes nothing: no directive is open here.")
            return
        directive, self.open = self.open, None
        if directive.name in DIRECTIVES:
            self.add_directive(directive)

    def add_heading(self, heading: re.Match[str], number: int) -> None:
        self.end_prose()
        if len(heading[1]) == 1:
            self.wrong(number, "The lesson's title stands in front; sections start with “## ”.")
        slug = slug_of(heading[2])
        self.places[f"section {slug}"] += 1
        times = self.places[f"section {slug}"]
        self.section = slug if times == 1 else f"{slug}-{times}"
        self.add("heading", heading[2], "heading")

    def end_prose(self) -> None:
        text = "\n".join(self.prose).strip("\n")
        self.prose = []
        if text.strip():
            self.add("markdown", text, "markdown")

    def add(self, block_type: str, value: Any, kind: str, key: str = "") -> None:
        if key:
            name = f"{self.lesson_id}/{kind}:{key}"
        else:
            place = f"{self.section}/{kind}"
            name = f"{self.lesson_id}/{place}/{self.places[place]}"
            self.places[place] += 1
        self.blocks.append(
            {"type": block_type, "value": value, "id": str(uuid.uuid5(BLOCKS, name))}
        )

    def add_directive(self, directive: Directive) -> None:
        self.names[directive.name] += 1
        text = "\n".join(directive.text).strip("\n")
        if not text.strip():
            self.wrong(directive.line, f"“:::{directive.name}” is empty.")
        key = self.key_of(directive)
        block_type, value = as_block(directive, text, self.minutes_of(directive))
        kind = str(value["kind"]) if block_type == "callout" else block_type
        if directive.name == "callout" and kind not in CALLOUT_KINDS:
            kinds = ", ".join(sorted(CALLOUT_KINDS))
            self.wrong(directive.line, f"A callout's kind is {kinds}; not “{kind}”.")
        if directive.name == "college" and text.strip() and not value["prompt"]:
            self.wrong(directive.line, "Say what to ask while the college has written nothing.")
        self.add(block_type, value, kind, key)

    def key_of(self, directive: Directive) -> str:
        key = directive.attributes.get("key", "")
        if not key:
            return ""
        if not SLUG.fullmatch(key):
            self.wrong(directive.line, f"A key has small letters, digits and hyphens, not “{key}”.")
        earlier = self.keys.setdefault((directive.name, key), directive.line)
        if earlier != directive.line:
            self.wrong(directive.line, f"The key “{key}” is already used in line {earlier}.")
        return key

    def minutes_of(self, directive: Directive) -> int | None:
        minutes = directive.attributes.get("minutes")
        if minutes is None:
            return None
        if not re.fullmatch(r"[1-9][0-9]{0,2}", minutes):
            self.wrong(directive.line, f"“minutes” is a whole number above 0, not “{minutes}”.")
            return None
        return int(minutes)

    def wrong(self, line: int, message: str) -> None:
        self.problems.add(self.path, line, message)


def without_brief(text: str) -> tuple[str, str]:
    """A paragraph “**For your trainer:** …” is for those who fill the text in, not for readers."""
    paragraphs = re.split(r"\n{2,}", text)
    brief = [words for words in paragraphs if words.startswith(FOR_TRAINERS)]
    shown = [words for words in paragraphs if not words.startswith(FOR_TRAINERS)]
    prompt = "\n\n".join(shown).replace(WHILE_BLANK, "**Ask ")
    return "\n\n".join(brief).replace(FOR_TRAINERS, "").strip(), prompt


def as_block(directive: Directive, text: str, minutes: int | None) -> tuple[str, dict[str, Any]]:
    """Type and raw value of the StreamField block that a directive stands for."""
    title = directive.attributes.get("title", "")
    key = directive.attributes.get("key", "")
    match directive.name:
        case "example":
            return "worked_example", {"title": title, "text": text}
        case "try":
            title = title or "Try it with a {learner}"
            return "try_it", {"title": title, "minutes": minutes, "text": text}
        case "reflect":
            return "reflection", {"key": key, "minutes": minutes, "prompt": text}
        case "college":
            brief, prompt = without_brief(text)
            value = {"key": key, "title": title or "In your college"}
            return "in_your_college", {**value, "brief": brief, "prompt": prompt}
        case "callout":
            kind = directive.attributes.get("kind", "note")
            return "callout", {"kind": kind, "title": title, "text": text}
        case name:  # hook, takeaway
            return "callout", {"kind": name, "title": "", "text": text}


def read_lesson(path: Path, text: str, problems: Problems) -> Sheet | None:
    """The front matter as a sheet, with the text's blocks in `data["body"]`."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != "---":
        problems.add(path, 1, "A lesson starts with “---”, its details, and “---” again.")
        return None
    end = next((at for at, line in enumerate(lines[1:], start=1) if line.rstrip() == "---"), None)
    if end is None:
        problems.add(path, 1, "The details at the top are never closed with “---”.")
        return None
    sheet = read_sheet(path, "\n".join(lines[1:end]), problems, offset=1)
    parser = LessonParser(str(sheet.data.get("id", "")) if sheet else "", path, problems)
    body = parser.parse("\n".join(lines[end + 1 :]), first_line=end + 2)
    if sheet:
        sheet.data["body"] = body
    return sheet
