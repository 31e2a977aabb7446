"""A lesson's text file: YAML in front, then Markdown with directives, as a raw stream of blocks.

The ids of blocks must outlive edits, because people's progress and reflections hang on them. An id
is made from the lesson's id and either the block's own key or the heading it stands under, its type
and its place there: a block added elsewhere changes no other block's id.
"""

import re
import unicodedata
import uuid
from collections import Counter
from pathlib import Path
from typing import Any

from content.material.directives import Directive
from content.material.shapes import LineOf, Weight
from content.material.vocabulary import DIRECTIVES
from content.material.yaml_files import SLUG, Problems, Sheet, read_sheet

BLOCKS = uuid.UUID("6f1c1b1e-5d0c-5b0e-9c2f-6a2f0a3f1d7b")  # never change it: ids follow
OPENING = re.compile(r":::\s*([A-Za-z][\w-]*)(.*)")
ATTRIBUTE = re.compile(r'\s*([A-Za-z_]+)=(?:"((?:[^"\\]|\\.)*)"|([^\s"]+))')
HEADING = re.compile(r"(#{1,2})\s+(.+?)\s*#*\s*")
FENCE = re.compile(r"\s*```")
STRUCTURE = re.compile(r"\\*(?:#{1,2}\s|:::|\s*```)")  # with a backslash before it, it is text
KEPT_ID = re.compile(r":::at\s+([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\s*")
AT = re.compile(r":::\s*at\b")
ESCAPED = re.compile(r"\\(.)")


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
        self.lines: list[int] = []  # of each block, where one is known
        self.ids = BlockIds(lesson_id)
        self.kept_id = ""
        self.keys: dict[tuple[str, str], int] = {}
        self.prose: list[str] = []
        self.open: Directive | None = None
        self.is_code = False
        self.number = self.fence = self.kept_line = self.prose_line = 1  # where each stands

    def parse(self, text: str, first_line: int) -> list[dict[str, Any]]:
        for number, line in enumerate(text.split("\n"), start=first_line):
            self.take(line, number)
        self.end_prose()
        if self.is_code:
            self.wrong(self.fence, "“```” is never closed: all that follows would be code.")
        elif self.open:
            self.wrong(self.open.line, f"“:::{self.open.name}” is never closed with “:::”.")
        if self.kept_id:
            self.wrong(self.kept_line, f"Nothing follows “:::at {self.kept_id}”.")
        self.check_ids()
        return self.blocks

    def check_ids(self) -> None:
        """A part copied with the line above it would take over what belongs to the first."""
        seen: dict[str, int] = {}
        for block, line in zip(self.blocks, self.lines, strict=True):
            if block["id"] in seen:
                words = f"“:::at {block['id']}” stands above line {seen[block['id']]} too: "
                self.wrong(line, f"{words}take it away from the copy.")
            seen.setdefault(block["id"], line)

    def take(self, line: str, number: int) -> None:
        self.number = number
        if FENCE.match(line):
            self.is_code, self.fence = not self.is_code, number
        if self.is_code:
            self.keep(line)
        elif line.rstrip() == ":::":
            self.close(number)
        elif self.open is None and (kept := KEPT_ID.fullmatch(line)):
            self.end_prose()
            if self.kept_id:
                self.wrong(self.kept_line, f"Nothing follows “:::at {self.kept_id}”.")
            self.kept_id, self.kept_line = kept[1], number
        elif self.open is None and AT.match(line):
            self.wrong(number, "After “:::at” stands the mark that the export wrote there.")
        elif line.startswith(":::"):
            self.start(line, number)
        elif self.open is None and (heading := HEADING.fullmatch(line)):
            self.add_heading(heading, number)
        else:
            self.keep(line)

    def keep(self, line: str) -> None:
        if not self.is_code and line.startswith("\\") and STRUCTURE.match(line):
            line = line[1:]
        if not self.open and line.strip() and not any(self.prose):
            self.prose_line = self.number
        (self.open.text if self.open else self.prose).append(line)

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
            quoted = match[2] is not None
            found[match[1]] = ESCAPED.sub(meant, match[2]) if quoted else match[3]
            end = match.end()
        if text[end:].strip():
            self.wrong(number, f'“{text[end:].strip()}” is not written as name="value".')
        if name in DIRECTIVES:
            kind = DIRECTIVES[name]
            for unknown in sorted(set(found) - set(kind.attributes)):
                self.wrong(number, f"“:::{name}” has no “{unknown}”.")
            for missing in sorted(key for key in kind.must if not found.get(key)):
                self.wrong(number, f"“:::{name}” needs “{missing}”.", "unfinished")
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
        self.ids.enter_section(heading[2])
        self.add("heading", heading[2], line=number)

    def end_prose(self) -> None:
        text = "\n".join(self.prose).strip("\n")
        self.prose = []
        if text.strip():
            self.add("markdown", text, line=self.prose_line)

    def add(self, block_type: str, value: Any, key: str = "", line: int = 1) -> None:
        derived = self.ids.next_id(block_type, value, key)
        self.blocks.append({"type": block_type, "value": value, "id": self.kept_id or derived})
        self.lines.append(line)
        self.kept_id = ""

    def add_directive(self, directive: Directive) -> None:
        kind = DIRECTIVES[directive.name]
        has_text = bool(directive.words.strip())
        if has_text and not kind.text:
            self.wrong(directive.line, f"“:::{directive.name}” has no text: its key says it all.")
        if not has_text and kind.text and not kind.is_text_optional:
            self.wrong(directive.line, f"“:::{directive.name}” is empty.", "unfinished")
        elif has_text or kind.is_text_optional:
            for fault in kind.faults(directive):
                self.wrong(directive.line, *fault)
        self.check_minutes(directive)
        self.add(kind.block, kind.read(directive), self.key_of(directive), directive.line)

    def key_of(self, directive: Directive) -> str:
        key = directive.attributes.get("key", "")
        if not key:
            return ""
        if not SLUG.fullmatch(key):
            words = f"A key has small letters, digits and hyphens, not “{key}”."
            self.wrong(directive.line, words, "unfinished")
        if self.kept_id:
            return key
        earlier = self.keys.setdefault((directive.name, key), directive.line)
        if earlier != directive.line:
            self.wrong(directive.line, f"The key “{key}” is already used in line {earlier}.")
        return key

    def check_minutes(self, directive: Directive) -> None:
        minutes = directive.attributes.get("minutes")
        if minutes is not None and directive.minutes is None:
            self.wrong(directive.line, f"“minutes” is a whole number above 0, not “{minutes}”.")

    def wrong(self, line: int, message: str, weight: Weight = "wrong") -> None:
        self.problems.add(self.path, line, message, weight)


def meant(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else escape[1]


class BlockIds:
    """The id of each block in turn, as it follows from the lesson and the block's place or key."""

    def __init__(self, lesson_id: str) -> None:
        self.lesson_id = lesson_id
        self.section = "start"
        self.places: Counter[str] = Counter()

    def enter_section(self, heading: str) -> None:
        slug = slug_of(heading)
        self.places[f"section {slug}"] += 1
        times = self.places[f"section {slug}"]
        self.section = slug if times == 1 else f"{slug}-{times}"

    def next_id(self, block_type: str, value: Any, key: str = "") -> str:
        """Callouts are told apart by their kind, so that a note put in moves no takeaway."""
        kind = str(value["kind"]) if block_type == "callout" else block_type
        if key:
            return str(uuid.uuid5(BLOCKS, f"{self.lesson_id}/{kind}:{key}"))
        place = f"{self.section}/{kind}"
        self.places[place] += 1
        return str(uuid.uuid5(BLOCKS, f"{self.lesson_id}/{place}/{self.places[place] - 1}"))


class LessonLines:
    """Where a detail stands, or a block: `lines("body", 3)`."""

    def __init__(self, details: LineOf, blocks: list[int]) -> None:
        self.details, self.blocks = details, blocks

    def __call__(self, *keys: str | int) -> int:
        place = keys[1] if keys[:1] == ("body",) and len(keys) > 1 else None
        return self.blocks[place] if isinstance(place, int) else self.details(*keys)


def read_lesson(path: Path, text: str, problems: Problems) -> Sheet | None:
    """The front matter as a sheet, with the text's blocks in `data["body"]`."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
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
        if "body" in sheet.data:
            sheet.wrong("“body” is not known here: the lesson stands below the “---”.", "body")
        sheet.data["body"] = body
        sheet.lines = LessonLines(sheet.lines, parser.lines)
    return sheet
