"""How a scenario is written in the passages of a story. No Django here.

A scene is a passage with the tag `scene`: its text first, as Markdown, then what is set for it,
then its options. Everything is one line each, and whoever edits it may leave out what is empty:

    :: n1 [scene]
    How do you open?

    @ week: 2
    @ speaker: Kieran
    @ opening when not followed-up: He does not look up.
    @ | A second line of it.

    * a: [[You said you've tried. What did you try?->n2]]
      > What happens: the consequence.
      ~ The coach's comment.
      = S1: 2, a: 1
      ! unsafe
      ! stops
      when: trust at least 4, not told-dsl
      instead: [[n4b]] when trust at most 2
      effects: trust +1, time -1
      happened: told-dsl
      votes: 3
      stance: asks
    * b: [[n3]]
      " What you would say, where it does not fit in a link:
      " it has two lines.

An end has the tag `end` and its band: `[end good]`. The settings of the whole scenario are YAML in
the passage with the tag `scenario-settings`, by which a story is known as ours. What has no form of
its own stands in braces, as YAML: `@ {…}` of a scene, `{…}` of an option. A line of a text that
looks like one of these gets a backslash in front.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from content.material.yaml_files import Problems, read_sheet
from content.material.yaml_writing import InLineMap, write_yaml
from content.twine.links import LINK, link_parts
from content.twine.passages import (
    MOST_IN_A_NAME,
    RESERVED,
    Notice,
    StoryErrors,
    one_line,
)

SETTINGS, SETTINGS_NAME = "scenario-settings", "Scenario settings"
SCENE, END = "scene", "end"
BANDS = ("good", "mixed", "poor", "unsafe")
# Marks on the settings: a draft may need a list of scenes, with names twice or not yet.
LISTED = {"nodes": "scenes-listed", "ends": "ends-listed"}
WITHIN = "scenes-in-settings"  # they are not such that they could be passages
KB = 1024
MOST_YAML = 512 * KB
YAML_AT_LEAST = 100  # what a short piece costs as well
NOWHERE = "(leads nowhere)"
CALLED = "called"  # the name of a scene, where its passage cannot have it

LETTERS = "abcdefghijklmnopqrstuvwxyz"
KEY = re.compile(r"[A-Za-z0-9_-]{1,40}")
CODE = re.compile(r"[A-Za-z0-9_.-]{1,16}")
CONDITION = re.compile(r"[A-Za-z0-9_-]+(?: [A-Za-z0-9_-]+)*")
BULLET = re.compile(r"(?:([*+-]) +(?:([A-Za-z0-9_-]{1,40}): +)?)?")
SETTING = re.compile(r"@(?: |$)")
NUMBER = re.compile(r"[+-]?[0-9]{1,9}")


@dataclass(frozen=True)
class OptionLine:
    key: str  # empty where none is given
    link: tuple[str, str] | None  # words and target


def option_key(number: int) -> str:
    """Of the options of a scene, counted from 1: a to z, and then o27."""
    return LETTERS[number - 1] if number <= len(LETTERS) else f"o{number}"


def option_line(line: str) -> OptionLine | None:
    """A link that has its line to itself, with or without a bullet, begins an option."""
    bullet = BULLET.match(line)
    rest = line[bullet.end() :].rstrip() if bullet else line
    if bullet and bullet[1] and rest == NOWHERE:
        return OptionLine(bullet[2] or "", None)
    found = LINK.fullmatch(rest)
    words, target = link_parts(found[1]) if found and found[2] is None else ("", "")
    return OptionLine((bullet and bullet[2]) or "", (words, target)) if target else None


def is_structure(line: str) -> bool:
    return bool(SETTING.match(line)) or option_line(line) is not None


def shut(text: str) -> str:
    """The text, its lines with a backslash before those that would be taken for structure."""
    return "\n".join(
        f"\\{line}" if is_structure(line.lstrip("\\")) else line for line in text.split("\n")
    )


def opened(line: str) -> str:
    return line[1:] if line.startswith("\\") and is_structure(line.lstrip("\\")) else line


def is_first_and_last(text: str) -> bool:
    """Whether it can stand at the top of a passage: no blanks around it, which Twine takes off."""
    return text == "" or not (text[0].isspace() or text.rsplit("\n", 1)[-1].strip() == "")


# Names ---------------------------------------------------------------------------------------


class Names:
    """Names of passages for keys of scenes and ends, and back."""

    def __init__(self) -> None:
        self.taken = Taken([*RESERVED, SETTINGS_NAME])
        self.key_of: dict[str, str] = {}
        self.name_of: dict[str, str] = {}

    def add(self, key: str) -> str:
        """The name of a passage; of two with one key, links lead to the first."""
        name = self.taken.claim(key if KEY.fullmatch(key) else plain_name(key), " ")
        self.key_of[name] = key
        self.name_of.setdefault(key, name)
        return name

    def link_to(self, key: str) -> str | None:
        """None where no link leads there: there is no such name, or it reads as another's."""
        name = self.name_of.get(key, key)
        found = LINK.fullmatch(f"[[{name}]]")
        if found is None or link_parts(found[1]) != (name, name):
            return None
        return name if self.key_of.get(name, name) == key else None


def plain_name(key: str) -> str:
    words = re.sub(r"[\[\]<>|{}\\]+|->|<-", " ", one_line(key))
    return " ".join(words.split())[: MOST_IN_A_NAME - 10].strip() or "Untitled"


def key_for(name: str) -> str:
    """A key from any name."""
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:34].rstrip("-") or "scene"


class Taken:
    """Names that are taken; whoever wants one of them gets it with a number."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names = set(names)
        self.numbers: dict[str, int] = {}

    def claim(self, name: str, between: str = "-") -> str:
        own = name
        while own in self.names:
            number = self.numbers[name] = self.numbers.get(name, 1) + 1
            own = f"{name}{between}{number}"
        self.names.add(own)
        return own


# Values --------------------------------------------------------------------------------------


def is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**9


def are_texts(value: Any, pattern: re.Pattern[str] | None = None) -> bool:
    """A list with something in it, all of it text of this pattern."""
    return isinstance(value, list) and bool(value) and all(
        isinstance(item, str) and (pattern is None or pattern.fullmatch(item)) for item in value
    )  # fmt: skip


def numbers_of(value: Any, pattern: re.Pattern[str]) -> bool:
    return isinstance(value, Mapping) and all(
        isinstance(name, str) and pattern.fullmatch(name) and is_whole(number)
        for name, number in value.items()
    )


def in_braces(values: Mapping[str, Any]) -> str:
    return write_yaml(InLineMap(values)).strip()


class Yaml:
    """Reads the YAML of one story. There is a limit to it: it is much slower than all the rest."""

    def __init__(self) -> None:
        self.left = MOST_YAML
        self.problems: list[Notice] = []

    def read(self, text: str, line: int, passage: str) -> dict[str, Any]:
        """The mapping in `text`, which stands in this line of the file."""
        self.left -= len(text) + YAML_AT_LEAST
        if self.left < 0:
            words = f"There is too much YAML in this file: {MOST_YAML // KB} KB are the most."
            raise StoryErrors([*self.problems, Notice(passage, line, words)])
        problems = Problems()
        # To YAML, whether the last line has an end is part of a text; a passage has none there.
        sheet = read_sheet(Path(), f"{text}\n", problems, offset=line - 1)
        last = line + text.count("\n")
        for error in problems.errors:
            self.problems.append(Notice(passage, min(error.line, last), error.message))
        return sheet.data if sheet else {}

    def raise_problems(self) -> None:
        if self.problems:
            raise StoryErrors(self.problems)


def listed_in(words: str) -> list[str]:
    return [part.strip() for part in words.split(",") if part.strip()]
