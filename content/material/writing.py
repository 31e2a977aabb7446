"""A lesson's raw stream of blocks as the text that reads back as the same blocks. No Django here.

What is not kept, because it means nothing: how a line ends, empty lines and white space around a
text, line breaks in what is one line, and a heading or paragraph without a word. Ids of the items
inside an exercise follow from its key and their place.
"""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from content.material.directives import Directive, one_line, outer_lines_off
from content.material.lessons import BLOCKS, FENCE, KEPT_ID, STRUCTURE, BlockIds
from content.material.vocabulary import DIRECTIVES, directive_of
from content.material.yaml_writing import write_yaml

__all__ = ["write_lesson", "write_yaml"]


def write_lesson(details: Mapping[str, Any], body: Iterable[Mapping[str, Any]]) -> str:
    """The file of a lesson. `details` is what stands in front; its `id` names the lesson.

    A block whose id does not follow from its place or key gets it written above it (`:::at …`), so
    that what people wrote and where they stopped stays with it.
    """
    ids = BlockIds(str(details.get("id", "")))
    parts = [f"---\n{write_yaml(details)}---"]
    seen: set[str] = set()
    last_type = ""
    for block in body:
        block_type, value = str(block["type"]), block["value"]
        text = written(block_type, value)
        if not text.strip():
            continue
        if block_type == "heading":
            ids.enter_section(one_line(str(value)))
        key = value.get("key") or "" if isinstance(value, Mapping) else ""
        derived = ids.next_id(block_type, value, key)
        kept = kept_id(block.get("id"), derived, seen)
        is_run_on = block_type == last_type == "markdown"
        if is_run_on or kept != derived:
            parts.append(f":::at {kept}")
        seen.add(kept)
        parts.append(text)
        last_type = block_type
    return "\n\n".join(parts) + "\n"


def kept_id(own: Any, derived: str, seen: set[str]) -> str:
    """The block's own, where it has one that can be written and that no other block has."""
    if isinstance(own, str) and KEPT_ID.fullmatch(f":::at {own}") and own not in seen:
        return own
    while derived in seen:  # two blocks under one key, and neither has an id yet
        derived = str(uuid.uuid5(BLOCKS, derived))
    return derived


def written(block_type: str, value: Any) -> str:
    """Empty where there is nothing to write: an empty text is no block when it is read."""
    match block_type:
        case "heading":
            return heading(str(value or ""))
        case "markdown":
            return without_structure(lines_of(str(value or "")))
    name = directive_of(block_type, value)
    if name is None:
        raise ValueError(f"A block of the type “{block_type}” has no form as text.")
    if block_type == "text" and not str(value or "").strip():
        return ""
    directive = DIRECTIVES[name].write(name, value)
    words = without_structure(lines_of("\n".join(directive.text)))
    return f"{opening(directive)}\n{words}\n:::" if words else f"{opening(directive)}\n:::"


def heading(text: str) -> str:
    words = one_line(text)
    if not words:
        return ""
    return f"## {words} #" if words.endswith("#") else f"## {words}"


def opening(directive: Directive) -> str:
    attributes = "".join(
        f" {name}={value}" if name == "minutes" else f' {name}="{quoted(value)}"'
        for name, value in directive.attributes.items()
    )
    return f":::{directive.name}{attributes}"


def quoted(value: str) -> str:
    plain = value.replace("\\", "\\\\").replace('"', '\\"')
    return plain.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")


def lines_of(text: str) -> list[str]:
    return outer_lines_off(text).split("\n")


def without_structure(lines: list[str]) -> str:
    """The lines, with a backslash before those that would be taken for structure.

    Within a code fence nothing is; a fence that is never closed would swallow what follows, so then
    no fence counts.
    """
    fences = sum(bool(FENCE.match(line)) for line in lines)
    is_code = False
    kept = []
    for line in lines:
        is_fence = bool(FENCE.match(line))
        if is_fence and fences % 2 == 0:
            is_code = not is_code
        needs_mark = STRUCTURE.match(line) and not is_code and not (is_fence and fences % 2 == 0)
        kept.append(f"\\{line}" if needs_mark else line)
    return "\n".join(kept)
