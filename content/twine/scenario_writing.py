"""A scenario's material as a story: what of it can be passages, and where these lie on the map of
Twine. No Django here.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from content.material.yaml_writing import write_yaml
from content.twine.notation import LISTED, SETTINGS, SETTINGS_NAME, WITHIN, Names
from content.twine.passage_writing import Named, Part, has_names, has_texts, passage_of
from content.twine.passages import Passage, Story, one_line

STEP_X, STEP_Y = 150, 150  # between the cards on Twine's map
COLORS = {SETTINGS: "gray", "good": "green", "mixed": "yellow", "poor": "orange", "unsafe": "red"}


def write_story(material: Part, title: str, ifid: str) -> Story:
    plain = {name: plain_ends(value) for name, value in material.items()}
    names = Names()
    parts = named_parts(plain, names) if can_be_passages(plain) else []
    told = {"nodes", "ends"} if can_be_passages(plain) else set()
    start = ""
    key = plain.get("start")
    if isinstance(key, str) and any(part.is_scene and part.key == key for part in parts):
        start = names.name_of[key]
        told.add("start")
    if plain.get("title") == one_line(title).strip() != "":
        told.add("title")
    settings = {name: value for name, value in plain.items() if name not in told}
    marks = [mark for name, mark in LISTED.items() if isinstance(plain.get(name), list)]
    tags = (SETTINGS, *marks) if can_be_passages(plain) else (SETTINGS, WITHIN)
    places = positions([part.name for part in parts], edges(parts, names), start)
    passages = [Passage(SETTINGS_NAME, settings_text(settings), tags, {"position": "0,0"})]
    passages += [passage_of(part, names, places[part.name]) for part in parts]
    return Story(title, ifid, start, passages=tuple(passages), tag_colors=COLORS)


def settings_text(settings: Part) -> str:
    """Where the last of it is a blank, YAML's own mark of the end: Twine takes blanks off."""
    words = write_yaml(settings).removesuffix("\n")
    return words if words == words.strip() else f"{words}\n..."


def plain_ends(value: Any) -> Any:
    """How a line ends is not kept, as in every text file of ours."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, Mapping):
        return {name: plain_ends(item) for name, item in value.items()}
    return [plain_ends(item) for item in value] if isinstance(value, list) else value


# What can be a passage -----------------------------------------------------------------------


def named_parts(material: Part, names: Names) -> list[Named]:
    found = []
    for kind in ("nodes", "ends"):
        for key, value in entries(material[kind]):
            found.append(Named(names.add(key), key, value, kind == "nodes"))
    return found


def entries(parts: Any) -> Iterator[tuple[str, Part]]:
    if isinstance(parts, Mapping):
        yield from parts.items()
    else:
        for part in parts:
            yield part["key"], {name: value for name, value in part.items() if name != "key"}


def can_be_passages(material: Part) -> bool:
    """Whether the scenes and ends have what every scene and end has."""
    return all(
        are_entries(material.get(kind), is_part)
        for kind, is_part in (("nodes", is_scene), ("ends", is_end))
    )


def are_entries(parts: Any, is_part: Any) -> bool:
    if isinstance(parts, Mapping):
        return all(is_key(key) and is_part(part) for key, part in parts.items())
    return isinstance(parts, list) and all(
        is_part(part) and is_key(part.get("key")) for part in parts
    )


def is_key(key: Any) -> bool:
    return isinstance(key, str) and "\r" not in key


def is_scene(part: Any) -> bool:
    options = part.get("options") if has_names(part) else None
    return isinstance(options, list) and has_texts(part, "text") and all(map(is_option, options))


def is_end(part: Any) -> bool:
    return has_names(part) and has_texts(part, "text", "band")


def is_option(part: Any) -> bool:
    if not has_names(part) or not has_texts(part, "text", "out", "why", "next"):
        return False
    has_score = isinstance(part.get("score"), Mapping) or ("votes" in part and "score" not in part)
    return has_score and isinstance(part.get("id"), str | int)


# On Twine's map ------------------------------------------------------------------------------


def edges(parts: list[Named], names: Names) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for part in parts:
        keys = [option["next"] for option in (part.value["options"] if part.is_scene else ())]
        found[part.name] = [names.name_of[key] for key in keys if key in names.name_of]
    return found


def positions(all_names: list[str], leads: Mapping[str, list[str]], start: str) -> dict[str, str]:
    """A column for every step away from the start; what cannot be reached stands in the last."""
    depth = {start: 0} if start else {}
    queue = deque(depth)
    while queue:
        name = queue.popleft()
        for target in leads[name]:
            if target not in depth:
                depth[target] = depth[name] + 1
                queue.append(target)
    last = max(depth.values(), default=-1) + 1
    rows: dict[int, int] = {}
    found = {}
    for name in all_names:
        column = depth.get(name, last)
        rows[column] = rows.get(column, -1) + 1
        found[name] = f"{STEP_X * (column + 1)},{STEP_Y * rows[column]}"
    return found
