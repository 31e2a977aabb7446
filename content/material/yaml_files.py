"""YAML with line numbers, and the questions a reader asks of a mapping. No Django here."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import yaml

from content.material.shapes import LineOf, MaterialError, Weight

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
ADDRESS = re.compile(r"[-\w]+")  # what the editor takes as the last part of an address
BRACES = re.compile(r"\{([^{}:,]+)\}")  # a token, or what was meant to be one
UNKEPT = re.compile("[\0\ud800-\udfff]")
MOST = 32_000  # of any number: a column holds no more
TOKENS = frozenset({
    "mentor", "mentors", "learner", "learners", "teacher", "teachers", "tutor", "tutors",
    "supervisor", "line_manager", "DSL", "ILP", "college",
})  # fmt: skip


@dataclass
class Problems:
    """Collects what is wrong, so that an author is told everything at once."""

    tokens: frozenset[str] = TOKENS
    errors: list[MaterialError] = field(default_factory=list)

    def add(self, path: Path, line: int, message: str, weight: Weight = "wrong") -> None:
        self.errors.append(MaterialError(path, line, message, weight))

    def allow_draft(self, path: Path) -> None:
        """A draft may be unfinished."""
        self.errors = [
            error for error in self.errors if error.path != path or error.weight != "unfinished"
        ]

    def read_text(self, path: Path) -> str | None:
        try:
            text = path.read_text(encoding="utf-8-sig")
        except FileNotFoundError:
            self.add(path, 1, "This file is missing.")
        except UnicodeDecodeError:
            self.add(path, 1, "This file is not UTF-8 text; save it as UTF-8.")
        except OSError as error:
            self.add(path, 1, f"This file cannot be read: {error.strerror}.")
        else:
            if "\0" in text:
                line = text.count("\n", 0, text.index("\0")) + 1
                self.add(path, line, "A sign stands here that is none of a text; write it anew.")
                return None
            self.check_tokens(path, text)
            return text
        return None

    def check_tokens(self, path: Path, text: str) -> None:
        for number, line in enumerate(text.splitlines(), start=1):
            for match in BRACES.finditer(line):
                token = match[1]
                if not {token, token[:1].lower() + token[1:]} & self.tokens:
                    known = ", ".join(sorted(self.tokens))
                    self.add(path, number, f"Unknown word {{{token}}}. Known: {known}.", "style")


class Lines:
    """Where in its file a value stands: `lines("questions", 3, "options")`."""

    def __init__(self, node: yaml.Node | None, offset: int = 0) -> None:
        self.node = node
        self.offset = offset

    def __call__(self, *keys: str | int) -> int:
        node = self.node
        line = node.start_mark.line if node else 0
        for key in keys:
            if isinstance(node, yaml.MappingNode):
                pair = next((pair for pair in node.value if pair[0].value == str(key)), None)
                if pair is None:
                    break
                line, node = pair[0].start_mark.line, pair[1]
            elif isinstance(node, yaml.SequenceNode) and isinstance(key, int):
                if not 0 <= key < len(node.value):
                    break
                node = node.value[key]
                line = node.start_mark.line
            else:
                break
        return int(line) + 1 + self.offset


def repeated_keys(node: yaml.Node | None) -> Iterator[yaml.Node]:
    """Keys that stand twice in one mapping: YAML would silently keep the last."""
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                if key.value in seen:
                    yield key
                seen.add(key.value)
            yield from repeated_keys(value)
    elif isinstance(node, yaml.SequenceNode):
        for child in node.value:
            yield from repeated_keys(child)


class Sheet:
    """One mapping of a file, asked for its values; whatever is wrong goes to `problems`."""

    def __init__(self, path: Path, data: dict[str, Any], lines: LineOf, problems: Problems) -> None:
        self.path = path
        self.data = data
        self.lines = lines
        self.problems = problems

    def wrong(self, message: str, *keys: str | int, weight: Weight = "wrong") -> None:
        self.problems.add(self.path, self.lines(*keys), message, weight)

    def only(self, known: Iterable[str]) -> None:
        """A misspelt name would be left out without a word."""
        names = sorted(known)
        for name in self.data:
            if name not in names:
                self.wrong(f"“{name}” is not known here. Known: {', '.join(names)}.", name)

    def has(self, key: str) -> bool:
        return self.data.get(key) not in (None, "", [], {})

    def require(self, key: str, weight: Weight = "wrong") -> bool:
        if not self.has(key):
            self.wrong(f"“{key}” is missing.", key, weight=weight)
            return False
        return True

    def text(self, key: str, *, required: bool = True, lacking: Weight = "wrong") -> str:
        if not self.has(key):
            if required:
                self.require(key, lacking)
            return ""
        value = self.data[key]
        if not isinstance(value, str):
            self.wrong(f"“{key}” is text; put {shown(value)} in quotes.", key)
            return ""
        return value.strip()

    def slug(self, key: str = "slug") -> str:
        value = self.text(key)
        if value and not SLUG.fullmatch(value):
            weight: Weight = "optional" if ADDRESS.fullmatch(value) else "wrong"
            words = f"“{key}” has small letters, digits and hyphens only, not {value!r}."
            self.wrong(words, key, weight=weight)
        return value

    def number(
        self, key: str, *, required: bool = True, lacking: Weight = "wrong", least: int = 1
    ) -> int | None:
        value = self.data.get(key)
        if value is None and not required:
            return None
        if value is None:
            self.require(key, lacking)
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST:
            above = "above 0" if least else "above 0, or 0"
            self.wrong(f"“{key}” is a whole number {above}, not {shown(value)}.", key)
            return None
        return value

    def day(self, key: str) -> date | None:
        value = self.data.get(key)
        if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
            return value
        self.wrong(f"“{key}” is a day, such as 2026-09-01, not {shown(value)}.", key)
        return None

    def texts(self, key: str, *, required: bool = True, lacking: Weight = "wrong") -> list[str]:
        if not self.has(key):
            if required:
                self.require(key, lacking)
            return []
        value = self.data[key]
        if not isinstance(value, list):
            self.wrong(f"“{key}” is a list.", key)
            return []
        for place, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                self.wrong(f"“{key}” has text only; put {shown(item)} in quotes.", key, place)
        return [item.strip() for item in value if isinstance(item, str) and item.strip()]

    def sheets(self, key: str) -> list["Sheet"]:
        """Each mapping of a list, as a sheet of its own."""
        self.require(key)
        value = self.data.get(key) or []
        if not isinstance(value, list):
            self.wrong(f"“{key}” is a list.", key)
            return []
        found = []
        for place, item in enumerate(value):
            if isinstance(item, dict):
                lines = partial(self.lines, key, place)
                found.append(Sheet(self.path, item, lines, self.problems))
            else:
                self.wrong(f"“{key}” has keys and values only, not {shown(item)}.", key, place)
        return found

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.wrong(f"“{key}” is true or false, not {shown(value)}.", key)
            return default
        return value


def shown(value: Any) -> str:
    """A value in a message: what is long is cut."""
    words = repr(value)
    return words if len(words) <= 60 else f"{words[:57]}…"


class PlainLoader(yaml.SafeLoader):
    """YAML without aliases: a few lines of them can stand for more than a machine holds."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark
            words = "a text that starts with * stands in quotes"
            raise yaml.composer.ComposerError(None, None, words, mark)
        return super().compose_node(parent, index)

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        """Signs that no database keeps can be written as escapes only."""
        value = super().construct_scalar(node)
        if isinstance(value, str) and UNKEPT.search(value):
            words = "a sign stands here that is none of a text"
            raise yaml.constructor.ConstructorError(None, None, words, node.start_mark)
        return value

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        found = int(super().construct_yaml_int(node))
        if abs(found) > 10**12:
            raise ValueError(f"{node.value[:20]}… is too large a number")
        return found


PlainLoader.add_constructor("tag:yaml.org,2002:int", PlainLoader.construct_yaml_int)


def read_sheet(path: Path, text: str, problems: Problems, *, offset: int = 0) -> Sheet | None:
    """The mapping in `text`, which starts `offset` lines into the file; None when there is none."""
    try:
        loader = PlainLoader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None  # type: ignore[no-untyped-call]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problems.add(path, line + offset, f"This is not valid YAML: {error.problem}.")
        return None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        problems.add(path, line + offset, "A character here is none of a text; write it anew.")
        return None
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        problems.add(path, 1 + offset, f"This is not valid YAML: {error}.")
        return None
    except RecursionError:
        problems.add(path, 1 + offset, "This is not read: lists stand in lists without an end.")
        return None
    if not isinstance(data, dict):
        problems.add(path, 1 + offset, "This file starts with keys and values, such as “id: …”.")
        return None
    for key in repeated_keys(node):
        problems.add(path, key.start_mark.line + 1 + offset, f"“{key.value}” stands twice.")
    return Sheet(path, data, Lines(node, offset), problems)
