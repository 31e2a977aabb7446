"""Twee 3, read and written as its specification says. No Django here.

Lines of a text that would be taken for a header get a backslash in front, as Twine itself does;
one that begins with backslashes before its colons gets one more, so that every text comes back.
"""

import json
import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from content.twine.passages import (
    MOST_PASSAGES,
    MOST_TAGS,
    RESERVED,
    UNKEPT,
    Passage,
    Report,
    Story,
    check_size,
    name_fault,
    one_line,
)

HEADER = "::"
UNIT = re.compile(r"\\.|.", re.DOTALL)  # one sign, or a backslash with the sign it protects
SHUT = re.compile(r"([\\\[\]{}])")
LIKE_HEADER = re.compile(r"^(\\*::)", re.MULTILINE)
ESCAPED_HEADER = re.compile(r"^\\(\\*::)", re.MULTILINE)
IFID = re.compile(r"[0-9A-Z-]{8,63}")
KNOWN_DATA = ("ifid", "format", "format-version", "start", "tag-colors", "zoom")


@dataclass
class Header:
    name: str
    tags: tuple[str, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Section:
    header: str
    line: int  # of the header
    lines: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return ESCAPED_HEADER.sub(r"\1", "\n".join(self.lines))


# Reading -------------------------------------------------------------------


def read_twee(text: str) -> Story:
    """The story in a Twee file; raises StoryErrors with everything that is wrong in it."""
    check_size(text)
    report = Report()
    report.check_signs(text)
    report.raise_problems()
    sections = sections_in(text, report)
    report.raise_problems()
    headers = [(header_of(section, report), section) for section in sections]
    report.check_passages((header.name, section.line) for header, section in headers if header.name)
    report.raise_problems()
    facts: dict[str, Any] = {}
    passages = []
    for header, section in headers:
        if header.name == "StoryTitle":
            facts["title"] = section.text.strip()
        elif header.name == "StoryData":
            facts |= story_data(section, report)
        else:
            line = section.line + bool(section.lines)
            passages.append(Passage(header.name, section.text, header.tags, header.metadata, line))
    if not passages:
        report.refuse(1, "There is no passage in this file but what is said of the story.")
    report.raise_problems()
    return Story(**facts, passages=tuple(passages), notices=tuple(report.notices))


def sections_in(text: str, report: Report) -> list[Section]:
    lines = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    sections: list[Section] = []
    is_told = False
    for number, line in enumerate(lines, start=1):
        if line.startswith(HEADER):
            sections.append(Section(line[len(HEADER) :], number))
            if len(sections) > MOST_PASSAGES + len(RESERVED):
                report.refuse(number, f"There are more than {MOST_PASSAGES:,} passages.")
                break
        elif sections:
            sections[-1].lines.append(line)
        elif line.strip() and not is_told:
            report.note(number, "What stands before the first passage is left out.")
            is_told = True
    return sections


def header_of(section: Section, report: Report) -> Header:
    """`name [tags] {metadata}`, the last two if they are there."""
    units = UNIT.findall(section.header)
    end = next((at for at, unit in enumerate(units) if unit in "[]{}"), len(units))
    name = one_line(plain(trimmed(units[:end])))
    rest = units[end:]
    header = Header(name)
    fault = name_fault(name) if name not in RESERVED else ""
    if rest and rest[0] in "]}":
        fault = fault or f"A {rest[0]} in a name has a backslash in front: \\{rest[0]}"
    elif rest and rest[0] == "[":
        close = next((at for at, unit in enumerate(rest[1:], 1) if unit in "[]"), None)
        if close is None or rest[close] == "[":
            fault = fault or "The tags are not closed with ]"
        else:
            header.tags = tags_in(rest[1:close])
            if len(header.tags) > MOST_TAGS:
                fault = fault or f"There are more than {MOST_TAGS} tags."
            rest = rest[close + 1 :]
    if fault:
        report.refuse(section.line, fault, name)
        return header
    words = "".join(rest).strip()
    if words:
        header.metadata = metadata_in(words, section.line, name, report)
    return header


def trimmed(units: list[str]) -> list[str]:
    """Without the blanks around it, but with those that have a backslash."""
    first, last = 0, len(units)
    while first < last and units[first].isspace():
        first += 1
    while last > first and units[last - 1].isspace():
        last -= 1
    return units[first:last]


def plain(units: Iterable[str]) -> str:
    return "".join(unit[-1] for unit in units)


def tags_in(units: Iterable[str]) -> tuple[str, ...]:
    tags, word = [], ""
    for unit in [*units, " "]:
        if not unit.isspace():
            word += unit[-1]
        elif word:
            tags.append(word)
            word = ""
    return tuple(tags)


def metadata_in(words: str, line: int, name: str, report: Report) -> dict[str, str]:
    found = json_object(words)
    if found is None:
        report.note(line, "What follows the name is neither tags nor metadata; left out.", name)
        return {}
    kept = {key: value for key, value in found.items() if isinstance(value, str)}
    if len(kept) < len(found):
        report.note(line, "Some of the metadata is not text; left out.", name)
    return kept


def json_object(text: str) -> dict[str, Any] | None:
    """None where it is none, or holds what cannot be kept."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict):
        return None
    words = [*found, *(value for value in found.values() if isinstance(value, str))]
    return None if any(UNKEPT.search(word) for word in words) else found


def story_data(section: Section, report: Report) -> dict[str, Any]:
    found = json_object(section.text)
    line = section.line + 1
    if found is None:
        report.note(line, "This is not JSON that can be read; left out.", "StoryData")
        return {}
    data: dict[str, Any] = {}
    for key in ("ifid", "format", "format-version", "start"):
        value = found.get(key, "")
        if isinstance(value, str):
            data[key.replace("-", "_")] = value
        else:
            report.note(line, f"“{key}” is not text; left out.", "StoryData")
    if data.get("ifid") and not IFID.fullmatch(data["ifid"]):
        report.note(line, "The IFID has 8 to 63 digits, capital letters and hyphens.", "StoryData")
    colors = found.get("tag-colors") or {}
    if isinstance(colors, dict) and all(map(is_kept_text, [*colors, *colors.values()])):
        data["tag_colors"] = colors
    else:
        report.note(line, "The colours of the tags cannot be read; left out.", "StoryData")
    zoom = found.get("zoom")
    if zoom is None or is_number(zoom):
        data["zoom"] = zoom if zoom is None else float(zoom)
    else:
        report.note(line, "“zoom” is not a number; left out.", "StoryData")
    if unknown := [key for key in found if key not in KNOWN_DATA]:
        report.note(line, f"Not known here and left out: {listed(unknown)}.", "StoryData")
    return data


def is_kept_text(value: Any) -> bool:
    return isinstance(value, str) and not UNKEPT.search(value)


def is_number(value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 10**6 if isinstance(value, int) else math.isfinite(value)


def listed(words: Iterable[str]) -> str:
    first = [word if len(word) <= 40 else f"{word[:39]}…" for word in list(words)[:10]]
    return ", ".join(first)


# Writing -------------------------------------------------------------------


def write_twee(story: Story) -> str:
    """The Twee file that reads back as the same story."""
    parts = []
    if story.title:
        parts.append(written_passage("StoryTitle", story.title))
    if data := data_of(story):
        words = json.dumps(data, indent="\t", ensure_ascii=False)
        parts.append(written_passage("StoryData", words))
    for passage in story.passages:
        heading = shut_name(passage.name)
        if passage.tags:
            heading += f" [{' '.join(SHUT.sub(shut, tag) for tag in passage.tags)}]"
        if passage.metadata:
            heading += f" {json.dumps(dict(passage.metadata), separators=(',', ':'))}"
        parts.append(written_passage(heading, passage.text))
    return "\n".join(parts)


def data_of(story: Story) -> dict[str, Any]:
    data = {
        "ifid": story.ifid,
        "format": story.format,
        "format-version": story.format_version,
        "start": story.start,
        "tag-colors": dict(story.tag_colors),
        "zoom": story.zoom,
    }
    return {key: value for key, value in data.items() if value not in ("", None, {})}


def written_passage(heading: str, text: str) -> str:
    words = LIKE_HEADER.sub(r"\\\1", text)
    return f":: {heading}\n{words}\n" if words else f":: {heading}\n"


def shut_name(name: str) -> str:
    """Blanks at either end would be taken for room around the name."""
    words = SHUT.sub(shut, name)
    ahead = len(words) - len(words.lstrip())
    behind = len(words) - len(words.rstrip())
    first = "".join(f"\\{blank}" for blank in words[:ahead])
    last = "".join(f"\\{blank}" for blank in words[len(words) - behind :])
    return f"{first}{words.strip()}{last}"


def shut(found: re.Match[str]) -> str:
    return f"\\{found[0]}"
