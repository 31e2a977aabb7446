"""A framework as YAML or as a table, read into plain text values with their lines.

Nothing in a file is trusted: only texts, lists and mappings are taken, no tags, no references to
elsewhere in the file, and no more of anything than a framework can have.
"""

import csv
import io
import re
from collections.abc import Mapping
from typing import Any

import yaml

from content.material.yaml_files import Lines, repeated_keys

from .framework_files import FrameworkFileError, LineOf, Problem, shown

MOST_BYTES = 512 * 1024
MOST_EVENTS = 20_000
MOST_DEPTH = 6
COLUMNS = ("code", "kind", "title", "alias", "pair", "note", "full_text", "maps_to")
Read = tuple[dict[str, Any], LineOf]


def _refuse(line: int, words: str) -> FrameworkFileError:
    return FrameworkFileError([Problem(line, words)])


def decode(content: bytes) -> str:
    """The text of an upload, as spreadsheets and editors save it."""
    if len(content) > MOST_BYTES:
        raise _refuse(1, f"This file is too large: at most {MOST_BYTES // 1024} KB are taken.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeError:
            continue
        if "\0" not in text:
            return text
    raise _refuse(1, "This is not text that can be read; save it as UTF-8.")


# YAML -----------------------------------------------------------------------------


def read_yaml(text: str) -> Read:
    """Raises FrameworkFileError with every fault of the writing itself."""
    try:
        _check_events(text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise _refuse(mark.line + 1 if mark else 1, "this is not YAML that can be read.") from error
    except (ValueError, OverflowError) as error:
        raise _refuse(1, "this is not YAML that can be read.") from error
    twice = [
        Problem(key.start_mark.line + 1, f"“{shown(key.value)}” stands here twice.")
        for key in repeated_keys(node)
    ]
    if twice:
        raise FrameworkFileError(twice)
    data = _plain(node)
    if not isinstance(data, dict):
        raise _refuse(1, "A framework file is a list of keys such as code, version and title.")
    return data, Lines(node)


def _check_events(text: str) -> None:
    depth = 0
    for count, event in enumerate(yaml.parse(text, Loader=yaml.SafeLoader)):
        mark: Any = event.start_mark
        line = mark.line + 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise _refuse(line, "Write everything out: references with & and * are not taken.")
        if getattr(event, "tag", None):
            raise _refuse(line, "Tags with ! are not taken: write the text alone.")
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth > MOST_DEPTH or count > MOST_EVENTS:
            raise _refuse(line, "This holds more than a framework can have.")


def _plain(node: yaml.Node | None) -> Any:
    """Texts as they were written: “1.10” stays a version, “no” stays a word."""
    if isinstance(node, yaml.MappingNode):
        return {
            key.value if isinstance(key, yaml.ScalarNode) else "?": _plain(value)
            for key, value in node.value
        }
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item) for item in node.value]
    if isinstance(node, yaml.ScalarNode):
        is_empty = not node.style and node.value.lower() in ("", "~", "null")
        return None if is_empty else str(node.value)
    return None


# Tables ---------------------------------------------------------------------------


def read_table(text: str, facts: Mapping[str, Any]) -> Read:
    """The statements of a CSV file; what a file of that form cannot say comes as `facts`."""
    lines = text.splitlines(keepends=True)
    skipped, mark = _separator(lines)
    reader = csv.reader(io.StringIO("".join(lines[skipped:]), newline=""), delimiter=mark)
    try:
        rows = [(reader.line_num + skipped, row) for row in reader]
    except csv.Error as error:
        line = reader.line_num + skipped
        raise _refuse(line, "this is not a table that can be read.") from error
    rows = [(line, row) for line, row in rows if any(cell.strip() for cell in row)]
    if not rows:
        raise _refuse(1, "This table is empty.")
    names = _names(*rows[0])
    statements = [_statement(line, names, row) for line, row in rows[1:]]
    placed = [line for line, _ in rows[1:]]

    def line_of(*keys: str | int) -> int:
        at = keys[1] if len(keys) > 1 else None
        return placed[at] if isinstance(at, int) and at < len(placed) else rows[0][0]

    return {**facts, "statements": statements}, line_of


def _separator(lines: list[str]) -> tuple[int, str]:
    """How many lines to leave out, and what stands between the cells.

    Excel writes “sep=;” above a table, and takes the semicolon where a comma divides decimals.
    """
    place, first = next(
        ((at, line.strip("\r\n ")) for at, line in enumerate(lines) if line.strip()), (0, "")
    )
    stated = re.fullmatch(r'"?sep=([,;|\t])"?', first, flags=re.IGNORECASE)
    if stated:
        return place + 1, stated[1]
    return 0, max(",;\t", key=first.count)


def _names(line: int, row: list[str]) -> list[str]:
    names = [re.sub(r"[\s\-]+", "_", name.strip().strip("\ufeff").lower()) for name in row]
    problems = [
        Problem(line, f"“{shown(name)}” is no column of the format. Known: {', '.join(COLUMNS)}.")
        for name in names
        if name and name not in COLUMNS
    ]
    problems += [
        Problem(line, f"The column “{name}” is missing.")
        for name in ("code", "kind", "title")
        if name not in names
    ]
    problems += [
        Problem(line, f"The column “{name}” stands there twice.")
        for name in COLUMNS
        if names.count(name) > 1
    ]
    if problems:
        raise FrameworkFileError(problems)
    return names


def _statement(line: int, names: list[str], row: list[str]) -> dict[str, Any]:
    beyond = [cell for cell in row[len(names) :] if cell.strip()]
    unnamed = [cell for name, cell in zip(names, row, strict=False) if not name and cell.strip()]
    if beyond or unnamed:
        words = "a cell stands outside the columns: put text with commas in quotes."
        raise _refuse(line, words)
    cells = {name: cell.strip() for name, cell in zip(names, row, strict=False) if name}
    kind = cells.get("kind", "").lower()
    return {**cells, "kind": SHORT_KINDS.get(kind, kind)}


SHORT_KINDS = {"k": "knowledge", "s": "skill", "b": "behaviour", "skills": "skill",
               "behaviours": "behaviour", "behavior": "behaviour", "standard": "other"}  # fmt: skip
