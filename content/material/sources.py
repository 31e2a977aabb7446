"""What a page leans on, as a file lists it and as the page keeps it. No Django here."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from content.material.lessons import BLOCKS
from content.material.yaml_files import Sheet

SourceText = dict[str, str]
KEYS = ("id", "title", "publisher", "edition", "date", "url")


def take_sources(sheet: Sheet) -> list[SourceText]:
    """Each source as plain text values; YAML reads a bare 2019-01-29 as a date, which is fine."""
    raw = sheet.data.get("sources") or []
    if not isinstance(raw, list):
        sheet.wrong("“sources” is a list.", "sources")
        return []
    sources: list[SourceText] = []
    for place, item in enumerate(raw):
        source = take_source(item, place, sheet)
        if source is None:
            continue
        if not source.get("id"):
            sheet.wrong("A source has an “id”.", "sources", place, weight="optional")
        elif source["id"] in {earlier.get("id") for earlier in sources}:
            words = f"The source “{source['id']}” stands twice."
            sheet.wrong(words, "sources", place, weight="style")
        sources.append(source)
    return sources


def take_source(item: Any, place: int, sheet: Sheet) -> SourceText | None:
    if not isinstance(item, dict) or not item.get("title"):
        sheet.wrong("A source has at least “id” and “title”.", "sources", place)
        return None
    for key, value in item.items():
        if key not in KEYS:
            words = f"A source has no “{key}”. Known: {', '.join(KEYS)}."
            sheet.wrong(words, "sources", place, key)
        elif isinstance(value, list | dict):
            sheet.wrong(f"“{key}” of a source is text.", "sources", place, key)
    return {str(key): str(value).strip() for key, value in item.items() if value is not None}


def chosen_sources(sheet: Sheet, sources: list[SourceText]) -> list[SourceText]:
    """A step names those of its module by their id; one of its own stands there in full."""
    raw = sheet.data.get("sources") or []
    if not isinstance(raw, list):
        sheet.wrong("“sources” is a list.", "sources")
        return []
    known = {source["id"]: source for source in reversed(sources) if source.get("id")}
    chosen: list[SourceText] = []
    for place, item in enumerate(raw):
        if isinstance(item, dict):
            own = take_source(item, place, sheet)
            chosen += [own] if own else []
        elif isinstance(item, str) and item.strip() in known:
            chosen.append(known[item.strip()])
        else:
            sheet.wrong(f"The module has no source “{item}”.", "sources", place)
    return chosen


def source_blocks(sources: list[SourceText]) -> list[dict[str, Any]]:
    """Sources as the raw stream of `CollegePage.sources`."""
    blocks: list[dict[str, Any]] = []
    for source in sources:
        name = source.get("id") or source.get("title", "")
        place = sum(block["name"] == name for block in blocks)
        blocks.append({"name": name, "source": source, "place": f"/{place}" if place else ""})
    return [
        {
            "type": "source",
            "value": {key: block["source"].get(key, "") for key in KEYS},
            "id": str(uuid.uuid5(BLOCKS, f"source/{block['name']}{block['place']}")),
        }
        for block in blocks
    ]


def source_texts(blocks: Iterable[Mapping[str, Any]]) -> list[SourceText]:
    """The other way round: of each raw block what it says."""
    texts = [{key: str(block["value"].get(key) or "").strip() for key in KEYS} for block in blocks]
    return [{key: value for key, value in text.items() if value} for text in texts]


def in_step(sources: list[SourceText], of_module: list[SourceText]) -> list[str | SourceText]:
    """As a step's file lists them: by id where the module has just this one under it."""
    known = {source["id"]: source for source in reversed(of_module) if source.get("id")}
    return [
        source["id"] if known.get(source.get("id", "")) == source else source for source in sources
    ]
