"""A scenario's content as a text file (blocks/material.py reads it back)."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from assessments.scenarios.blocks.content import Content, filled
from assessments.scenarios.blocks.streams import distinct_names, stable_id
from assessments.scenarios.rules.conditions import written
from assessments.scenarios.rules.graph import Condition
from content.material.yaml_writing import InLineMap


def material_of(content: Content, seed: str) -> dict[str, Any]:
    """What `content_from_material` reads: the story without the settings of its page.

    Uses of shared scenes must have been replaced before (`pack_scenes`): a text stands for itself.
    """
    return {
        "start": content["start"],
        "nodes": by_key(content["scenes"], seed, "scene", _write_scene),
        "ends": by_key(
            content["ends"], seed, "end", lambda end: {name: end[name] for name in ("band", "text")}
        ),
        **filled(
            meters={
                gauge["meter"]: InLineMap(
                    [(name, gauge[name]) for name in ("start", "floor") if name in gauge]
                )
                for gauge in content.get("meters", ())
            },
            facts={fact["key"]: fact["text"] for fact in content.get("facts", ())},
            musts=[
                {must["kind"]: must["fact"], "text": must["text"]}
                for must in content.get("musts", ())
            ],
        ),
    }


def by_key(parts: list[Content], seed: str, kind: str, write: Callable[[Content], Any]) -> Any:
    """A mapping by key; a list, where a draft has a key twice or not yet."""
    seen: set[str] = set()
    entries: list[dict[str, Any]] = []
    for name, part in zip(distinct_names(parts), parts, strict=True):
        own = part.get("id") or ""
        is_derived = own in seen or own in {"", stable_id(seed, kind, name)}
        entries.append({"key": part["key"], **write(part), **({} if is_derived else {"at": own})})
        seen.add(own)
    keys = [entry["key"] for entry in entries]
    if len(set(keys)) < len(keys) or "" in keys:
        return entries
    return {entry.pop("key"): entry for entry in entries}


def _write_scene(scene: Content) -> dict[str, Any]:
    speaker = scene.get("speaker") or {}
    return {
        **filled(title=scene.get("title"), week=scene.get("week")),
        **filled(
            speaker={part: speaker[part] for part in ("name", "role", "tone") if speaker.get(part)}
        ),
        "text": scene["text"],
        **filled(
            openings=[
                {"when": conditions_in_words(opening["when"]), "text": opening["text"]}
                for opening in scene.get("openings", ())
            ],
            own_words=scene.get("own_words"),
            exemplars=scene.get("exemplars"),
            seconds=scene.get("seconds"),
            late=scene.get("late"),
            panel=scene.get("panel") and scene.get("panel_codes"),
        ),
        "options": [_write_option(option) for option in scene["options"]],
    }


def _write_option(option: Content) -> dict[str, Any]:
    return {
        "id": option["key"],
        **{name: option[name] for name in ("text", "out", "why")},
        "score": InLineMap(list(option["scores"].items())),
        **filled(
            crit=option.get("critical"),
            stop=option.get("stops"),
            votes=option.get("votes"),
            effects=option.get("effects") and InLineMap(list(option["effects"].items())),
            facts=option.get("facts"),
            stance=option.get("stance"),
            when=conditions_in_words(option.get("when", ())),
            ways=[
                {"when": conditions_in_words(way["when"]), "next": way["target"]}
                for way in option.get("ways", ())
            ],
        ),
        "next": option["next"],
    }


def conditions_in_words(conditions: Iterable[Mapping[str, Any]]) -> list[str]:
    return [written(Condition(**condition)) for condition in conditions]
