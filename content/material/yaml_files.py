"""YAML with line numbers, and the questions a reader asks of a mapping. No Django here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from content.material.shapes import MaterialError

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
BRACES = re.compile(r"\{([^{}:,]+)\}")  # a token, or what was meant to be one
TOKENS = frozenset({
    "mentor", "mentors", "learner", "learners", "teacher", "teachers", "tutor", "tutors",
    "supervisor", "line_manager", "DSL", "ILP", "college",
})  # fmt: skip


@dataclass
class Problems:
    """Collects what is wrong, so that an author is told everything at once."""

    tokens: frozenset[str] = TOKENS
    errors: list[MaterialError] = field(default_factory=list)

    def add(self, path: Path, line: int, message: str) -> None:
        self.errors.append(MaterialError(path, line, message))

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
            self.check_tokens(path, text)
            return text
        return None

    def check_tokens(self, path: Path, text: str) -> None:
        for number, line in enumerate(text.splitlines(), start=1):
            for match in BRACES.finditer(line):
                token = match[1]
                if not {token, token[:1].lower() + token[1:]} & self.tokens:
                    known = ", ".join(sorted(self.tokens))
                    self.add(path, number, f"Unknown word {{{token}}}. Known: {known}.")


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

    def __init__(self, path: Path, data: dict[str, Any], lines: Lines, problems: Problems) -> None:
        self.path = path
        self.data = data
        self.lines = lines
        self.problems = problems

    def wrong(self, message: str, *keys: str | int) -> None:
        self.problems.add(self.path, self.lines(*keys), message)

    def has(self, key: str) -> bool:
        return self.data.get(key) not in (None, "", [], {})

    def require(self, key: str) -> bool:
        if not self.has(key):
            self.wrong(f"“{key}” is missing.", key)
            return False
        return True

    def text(self, key: str, *, required: bool = True) -> str:
        if not self.has(key):
            if required:
                self.require(key)
            return ""
        value = self.data[key]
        if not isinstance(value, str):
            self.wrong(f"“{key}” is text; put {value!r} in quotes.", key)
            return ""
        return value.strip()

    def slug(self, key: str = "slug") -> str:
        value = self.text(key)
        if value and not SLUG.fullmatch(value):
            self.wrong(f"“{key}” has small letters, digits and hyphens only, not {value!r}.", key)
        return value

    def number(self, key: str, *, required: bool = True) -> int | None:
        value = self.data.get(key)
        if value is None and not required:
            return None
        if value is None:
            self.require(key)
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value <= 0:
            self.wrong(f"“{key}” is a whole number above 0, not {value!r}.", key)
            return None
        return value

    def texts(self, key: str, *, required: bool = True) -> list[str]:
        if not self.has(key):
            if required:
                self.require(key)
            return []
        value = self.data[key]
        if not isinstance(value, list):
            self.wrong(f"“{key}” is a list.", key)
            return []
        for place, item in enumerate(value):
            if not isinstance(item, str) or not item.strip():
                self.wrong(f"“{key}” has text only; put {item!r} in quotes.", key, place)
        return [item.strip() for item in value if isinstance(item, str) and item.strip()]

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.data.get(key, default)
        if not isinstance(value, bool):
            self.wrong(f"“{key}” is true or false, not {value!r}.", key)
            return default
        return value


def read_sheet(path: Path, text: str, problems: Problems, *, offset: int = 0) -> Sheet | None:
    """The mapping in `text`, which starts `offset` lines into the file; None when there is none."""
    try:
        loader = yaml.SafeLoader(text)
        node = loader.get_single_node()
        data = loader.construct_document(node) if node is not None else None  # type: ignore[no-untyped-call]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        problems.add(path, line + offset, f"This is not valid YAML: {error.problem}.")
        return None
    except (yaml.YAMLError, ValueError) as error:
        problems.add(path, 1 + offset, f"This is not valid YAML: {error}.")
        return None
    if not isinstance(data, dict):
        problems.add(path, 1 + offset, "This file starts with keys and values, such as “id: …”.")
        return None
    for key in repeated_keys(node):
        problems.add(path, key.start_mark.line + 1 + offset, f"“{key.value}” stands twice.")
    return Sheet(path, data, Lines(node, offset), problems)
