"""One passage of a story of ours, line by line (notation.py says how). No Django here."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import count
from typing import Any

from content.twine.links import LINK, link_parts
from content.twine.notation import (
    CALLED,
    CONDITION,
    KEY,
    NUMBER,
    SETTING,
    Yaml,
    listed_in,
    opened,
    option_key,
    option_line,
)
from content.twine.passages import MOST_TOLD, Notice, Passage

INSTEAD = re.compile(r"instead: (\[\[.+?\]\]) when (.+)")
FIELD = re.compile(r"(when|effects|happened|votes|stance): *(.*)")
LABEL = re.compile(r"@ ([A-Za-z][A-Za-z_ ]{0,30}?)(?: when ([^:]*))?:(?: (.*))?")
FLAGS = {"unsafe": "crit", "stops": "stop"}
MARKS = {'"': "text", ">": "out", "~": "why"}


class Target(str):
    """The name of a passage, until it is known which key it has."""

    __slots__ = ()


@dataclass
class Reading:
    """Where the reader is, and what is told of it."""

    passage: Passage
    yaml: Yaml
    notices: list[Notice]  # of the whole story
    line: int = 0  # of the passage, from 0

    def note(self, message: str) -> None:
        if len(self.notices) < MOST_TOLD:
            line = self.passage.line + self.line
            self.notices.append(Notice(self.passage.name, line, message))

    def braces(self, words: str) -> dict[str, Any]:
        return self.yaml.read(words, self.passage.line + self.line, self.passage.name)


class PassageReader:
    """Reads the text of a passage, what is set for it and its options.

    What stands in braces is kept apart until the end: it counts whatever else is said.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.found: dict[str, Any] = {}
        self.in_braces: dict[str, Any] = {}
        self.texts: list[tuple[Callable[[str], None], list[str]]] = []
        self.last: list[str] | None = None  # the text that was set last
        self.lines: list[str] = []
        self.readers: list[OptionReader] = []
        self.option: OptionReader | None = None

    def read(self, line: str) -> None:
        if SETTING.match(line):
            self.read_setting(line)
        elif begin := option_line(line):
            self.option = OptionReader(self.reading, begin.key, begin.link)
            self.readers.append(self.option)
        elif self.option is not None:
            self.option.read(line.lstrip(" \t"))
        else:
            self.lines.append(opened(line))

    def values(self) -> dict[str, Any]:
        """Everything but the options."""
        for put, lines in self.texts:
            put("\n".join(lines))
        text = "\n".join(without_blank_ends(self.lines))
        return {"text": text, **self.found, **self.in_braces}

    def options(self) -> list[dict[str, Any]]:
        """Each with a name: its own, or the next letter that is free."""
        options = [reader.value() for reader in self.readers]
        taken = {str(option["id"]) for option in options if "id" in option}
        free = (key for key in map(option_key, count(1)) if key not in taken)
        return [option if "id" in option else {"id": next(free), **option} for option in options]

    def read_setting(self, line: str) -> None:
        if line.startswith("@ |"):
            if self.last is None:
                self.reading.note("This line goes on where nothing began; left out.")
            else:
                self.last.append(line[4:])
            return
        self.last = None
        if line.startswith("@ {"):
            self.in_braces |= self.reading.braces(line[2:])
            return
        label = LABEL.fullmatch(line)
        name = label[1].strip().lower() if label else ""
        if not label or not self.set(name, label[2], label[3] or ""):
            self.reading.note("This line is not understood; left out.")

    def set(self, name: str, when: str | None, words: str) -> bool:
        """Whether the line is understood."""
        plain = words.strip().lower()
        if name == "opening" and when is not None:
            opening = {"when": listed_in(when), "text": words}
            self.found.setdefault("openings", []).append(opening)
            self.begin(words, partial(opening.__setitem__, "text"))
        elif when is not None:
            return False
        elif name in ("title", "late", "at", "band", CALLED):
            self.begin(words, partial(self.found.__setitem__, name))
        elif name in ("speaker", "role", "tone"):
            speaker = self.found.setdefault("speaker", {})
            self.begin(words, partial(speaker.__setitem__, "name" if name == "speaker" else name))
        elif name == "exemplar":
            items = self.found.setdefault("exemplars", [])
            items.append(words)
            self.begin(words, partial(items.__setitem__, len(items) - 1))
        elif name in ("week", "seconds") and NUMBER.fullmatch(plain):
            self.found[name] = int(plain)
        elif name == "own words" and plain in ("yes", "no"):
            self.found |= {"own_words": True} if plain == "yes" else {}
        elif name == "panel":
            self.found["panel"] = listed_in(words)
        else:
            return False
        return True

    def begin(self, words: str, put: Callable[[str], None]) -> None:
        """A text that may go on in the next line."""
        self.last = [words]
        self.texts.append((put, self.last))


def without_blank_ends(lines: list[str]) -> list[str]:
    told = [at for at, line in enumerate(lines) if line.strip()]
    return lines[told[0] : told[-1] + 1] if told else []


class OptionReader:
    def __init__(self, reading: Reading, key: str, link: tuple[str, str] | None) -> None:
        self.reading = reading
        self.link = link
        self.key = key
        self.texts: dict[str, list[str]] = {"text": [], "out": [], "why": []}
        self.last: list[str] | None = None
        self.found: dict[str, Any] = {}
        self.in_braces: dict[str, Any] = {}

    def value(self) -> dict[str, Any]:
        words, target = self.link or ("", "")
        texts = {name: "\n".join(lines) for name, lines in self.texts.items()}
        if not self.texts["text"]:
            texts["text"] = words
        has_votes = "votes" in self.found or "votes" in self.in_braces
        score: dict[str, Any] = {} if has_votes else {"score": {}}
        key = {"id": self.key} if self.key else {}
        told = {**self.found, **self.in_braces}
        return {**key, **texts, **score, "next": Target(target), **told}

    def read(self, line: str) -> None:
        """One line, without the blanks before it."""
        mark, words = line[:1], line[1:]
        if mark in MARKS:
            self.last = self.texts[MARKS[mark]]
            self.last.append(words.removeprefix(" "))
        elif mark == "{":
            self.in_braces |= self.reading.braces(line)
        elif not line.strip():
            return
        elif not self.is_read(mark, words.strip(), line.rstrip()):
            if self.last is None:
                self.reading.note("This line is not understood; left out.")
            else:
                self.last.append(line)  # a text that somebody broke in two

    def is_read(self, mark: str, words: str, line: str) -> bool:
        if mark == "=":
            return self.read_score(words)
        if mark == "!":
            if words in FLAGS:
                self.found[FLAGS[words]] = True
            return words in FLAGS
        if found := INSTEAD.fullmatch(line):
            return self.read_way(found[1], found[2])
        found = FIELD.fullmatch(line)
        return found is not None and self.read_field(found[1], found[2].strip())

    def read_score(self, words: str) -> bool:
        pairs = [] if words == "none" else list(numbers_in(words, ":"))
        if None in pairs:
            return False
        self.found.setdefault("score", {}).update(pairs)
        return True

    def read_way(self, link: str, when: str) -> bool:
        found = LINK.fullmatch(link)
        target = link_parts(found[1])[1] if found else ""
        if target:
            way = {"when": listed_in(when), "next": Target(target)}
            self.found.setdefault("ways", []).append(way)
        return bool(target)

    def read_field(self, name: str, words: str) -> bool:
        match name:
            case "when" if all(map(CONDITION.fullmatch, listed_in(words))):
                self.found["when"] = listed_in(words)
            case "happened" if all(map(KEY.fullmatch, listed_in(words))):
                self.found["facts"] = listed_in(words)
            case "effects" if None not in (pairs := list(numbers_in(words, " "))):
                self.found["effects"] = dict(pairs)  # type: ignore[arg-type]
            case "votes" if NUMBER.fullmatch(words):
                self.found["votes"] = int(words)
            case "stance" if words in ("asks", "tells"):
                self.found["stance"] = words
            case _:
                return False
        return True


def numbers_in(words: str, mark: str) -> Iterator[tuple[str, int] | None]:
    """Each name with its number; None for what is no such pair."""
    for part in listed_in(words):
        name, _, number = part.rpartition(mark)
        is_pair = name.strip() and NUMBER.fullmatch(number.strip())
        yield (name.strip(), int(number)) if is_pair else None
