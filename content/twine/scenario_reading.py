"""A story of ours as the material of a scenario. A trainer may have changed it, in Twine or in a
text editor: what is not understood is left out and told, and passages she added are taken along.
No Django here.
"""

from dataclasses import dataclass
from typing import Any

from content.twine.links import links_in
from content.twine.notation import (
    BANDS,
    CALLED,
    END,
    KEY,
    LISTED,
    SCENE,
    SETTINGS,
    WITHIN,
    Taken,
    Yaml,
    key_for,
)
from content.twine.passage_reading import PassageReader, Reading, Target
from content.twine.passages import MOST_TOLD, Notice, Passage, Story, short


@dataclass
class Part:
    """A scene or an end as it was read. Targets are still names of passages."""

    passage: Passage
    key: str
    value: dict[str, Any]
    options: list[dict[str, Any]]
    is_scene: bool
    is_named: bool  # by us, or by somebody who knows what a key is


def read_story(story: Story) -> tuple[dict[str, Any], list[Notice]]:
    yaml = Yaml()
    settings = next(passage for passage in story.passages if SETTINGS in passage.tags)
    data = yaml.read(settings.text, settings.line, settings.name)
    yaml.raise_problems()
    material = {"title": story.title, **data} if story.title else dict(data)
    notices = list(story.notices)
    told = []
    for passage in story.passages:
        if passage.is_code or SETTINGS in passage.tags or WITHIN in settings.tags:
            if passage is not settings:
                tell(notices, passage, "This passage is left out.")
        else:
            told.append(passage)
    if WITHIN in settings.tags:
        return material, notices
    parts = read_parts(told, yaml, notices, settings.tags)
    begin = next((part for part in parts if part.passage.name == story.start), None)
    if "start" not in material and begin is not None and begin.is_scene:
        material["start"] = begin.key
    for kind, is_scene in (("nodes", True), ("ends", False)):
        if kind in data:
            tell(notices, settings, f"“{kind}” stand in passages of their own; left out here.")
        found = [part for part in parts if part.is_scene == is_scene]
        material[kind] = (
            [{"key": part.key, **part.value} for part in found]
            if LISTED[kind] in settings.tags
            else {part.key: part.value for part in found}
        )
    return material, notices


def tell(notices: list[Notice], passage: Passage, message: str) -> None:
    if len(notices) < MOST_TOLD:
        notices.append(Notice(passage.name, passage.line, message))


def read_parts(
    passages: list[Passage], yaml: Yaml, notices: list[Notice], marks: tuple[str, ...]
) -> list[Part]:
    parts = [read_part(passage, Reading(passage, yaml, notices)) for passage in passages]
    yaml.raise_problems()
    for kind, is_scene in (("nodes", True), ("ends", False)):
        if LISTED[kind] not in marks:
            settle_keys([part for part in parts if part.is_scene == is_scene], notices)
    key_of = {part.passage.name: part.key for part in parts}
    for part in parts:
        for option in part.options:
            lead(option, key_of)
    return parts


def settle_keys(parts: list[Part], notices: list[Notice]) -> None:
    """Each its own, where a passage was added in Twine under any name, or copied."""
    taken = Taken(part.key for part in parts if part.is_named)
    seen: set[str] = set()
    for part in parts:
        if part.is_named and part.key not in seen:
            seen.add(part.key)
            continue
        name = part.key
        part.key = taken.claim(key_for(name))
        if part.is_scene:
            part.value.setdefault("title", short(part.passage.name))
        words = f"Its short name is “{part.key}”: another one has “{name[:40]}” already."
        if not part.is_named:
            words = f"Its short name is “{part.key}”: letters, digits, - and _ only."
        tell(notices, part.passage, words)


def lead(option: dict[str, Any], key_of: dict[str, str]) -> None:
    """Links lead to names of passages, options to the keys of what these hold."""
    ways = option.get("ways")
    for holder in [option, *(ways if isinstance(ways, list) else ())]:
        if isinstance(holder, dict) and isinstance(holder.get("next"), Target):
            holder["next"] = key_of.get(holder["next"], str(holder["next"]))


def read_part(passage: Passage, reading: Reading) -> Part:
    reader = PassageReader(reading)
    for number, line in enumerate(passage.text.split("\n") if passage.text else ()):
        reading.line = number
        reader.read(line)
    reading.line = 0
    values, options = reader.values(), reader.options()
    key = reader.found.get(CALLED, passage.name)
    if CALLED in reader.found and CALLED not in reader.in_braces:
        del values[CALLED]
    is_named = CALLED in reader.found or bool(KEY.fullmatch(passage.name))
    is_scene = END not in passage.tags and (SCENE in passage.tags or bool(options))
    if is_scene:
        tell_links(values["text"], reading)
        values = {"options": options, **values}
    else:
        values = {"band": end_band(passage, values, reading), **values}
        if options:
            reading.note("An end has no options; they are left out.")
            options = []
    tell_tags(passage, reading)
    return Part(passage, key, values, options, is_scene, is_named)


def end_band(passage: Passage, values: dict[str, Any], reading: Reading) -> str:
    band = next((tag for tag in passage.tags if tag in BANDS), "")
    if not band and "band" not in values:
        reading.note(f"This end has no band; give it one of the tags {', '.join(BANDS)}.")
    return band


def tell_tags(passage: Passage, reading: Reading) -> None:
    known = {SCENE, END, *BANDS}
    if unknown := [tag[:40] for tag in passage.tags if tag not in known]:
        reading.note(f"Tags that mean nothing here are left out: {', '.join(unknown[:10])}.")


def tell_links(text: Any, reading: Reading) -> None:
    for link in links_in(text) if isinstance(text, str) else ():
        reading.line = link.line
        words = f"A link within a text is no option: [[{link.target[:80]}]]. Give it its own line."
        reading.note(words)
    reading.line = 0
