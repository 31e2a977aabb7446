"""From a written content to the streams it is stored as."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from assessments.scenarios.blocks.content import WORDS, Content

NAMESPACE = uuid.UUID("b7a6a1d4-3f0f-4b0b-9d55-6a2d6a0f8a11")  # ours for ever: ids depend on it


def stable_id(seed: str, *names: Any) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join([seed, *map(str, names)])))


def scene_streams(content: Content, seed: str) -> tuple[list[Content], list[Content]]:
    """Scenes and ends as raw stream blocks.

    A part that brings no id of its own gets one that follows from `seed` and its name, so that a
    second load of the same text changes nothing.
    """
    names = distinct_names(content["scenes"])
    scenes = [
        {
            "type": "pack" if "pack" in scene else "scene",
            "id": scene.get("id") or stable_id(seed, "scene", name),
            "value": (_pack_value if "pack" in scene else _scene_value)(scene, seed, name),
        }
        for scene, name in zip(content["scenes"], names, strict=True)
    ]
    ends = [
        {
            "type": "end",
            "id": end.get("id") or stable_id(seed, "end", name),
            "value": {part: end.get(part) or "" for part in ("key", "band", "text")},
        }
        for end, name in zip(content["ends"], distinct_names(content["ends"]), strict=True)
    ]
    return scenes, ends


def distinct_names(parts: Iterable[Mapping[str, Any]]) -> list[str]:
    """The name of each, and something to tell it by where a draft has two under one."""
    seen: set[str] = set()
    names = []
    for place, part in enumerate(parts):
        name = str(part.get("key") or "")
        names.append(f"{name}/{place}" if name in seen else name)
        seen.add(name)
    return names


def _scene_value(scene: Content, seed: str, name: str) -> Content:
    options = scene.get("options") or []
    speaker, picture, clip = (scene.get(part) or {} for part in ("speaker", "picture", "clip"))
    plain = ("key", "title", "text", "late")
    return {
        **{part: scene.get(part) or "" for part in plain},
        "week": scene.get("week"),
        "speaker": {
            "character": speaker.get("character"),
            "name": "" if speaker.get("character") else speaker.get("name") or "",
            "role": "" if speaker.get("character") else speaker.get("role") or "",
            "tone": speaker.get("tone") or "",
        },
        "openings": _conditional(scene.get("openings"), seed, "scene", name, "opening"),
        "picture": {"image": picture.get("image"), "words": picture.get("words") or ""},
        "clip": {
            "file": clip.get("file"),
            "captions": clip.get("captions"),
            "transcript": clip.get("transcript") or "",
        },
        "own_words": bool(scene.get("own_words")),
        "exemplars": _items(scene.get("exemplars"), seed, "scene", name, "exemplar"),
        "seconds": scene.get("seconds") or 0,
        "panel": bool(scene.get("panel")),
        "panel_codes": _items(scene.get("panel_codes"), seed, "scene", name, "panel"),
        "options": [
            _item(stable_id(seed, "scene", name, own), _option_value(option, seed, name))
            for option, own in zip(options, distinct_names(options), strict=True)
        ],
    }


def _option_value(option: Content, seed: str, scene: str) -> Content:
    at = (seed, "scene", scene, option.get("key"))
    return {
        "key": option.get("key") or "",
        **{name: option.get(name) or "" for name in WORDS},
        "scores": [
            _item(stable_id(*at, code), {"code": code, "points": str(points)})
            for code, points in (option.get("scores") or {}).items()
        ],
        "critical": bool(option.get("critical")),
        "stops": bool(option.get("stops")),
        "votes": option.get("votes") or 0,
        "effects": _items(
            [
                {"meter": meter, "change": change}
                for meter, change in (option.get("effects") or {}).items()
            ],
            *at,
            "effect",
        ),
        "facts": _items(option.get("facts"), *at, "fact"),
        "when": _items(option.get("when"), *at, "when"),
        "ways": _conditional(option.get("ways"), *at, "way"),
        "stance": option.get("stance") or "",
    }


def _pack_value(use: Content, seed: str, name: str) -> Content:
    exits = [{"name": own, "target": target} for own, target in (use.get("exits") or {}).items()]
    return {
        "key": use.get("key") or "",
        "pack": use.get("pack"),
        "exits": _items(exits, seed, "scene", name, "exit"),
    }


def _conditional(parts: Any, *at: Any) -> list[Content]:
    """Of openings or ways, each with its conditions."""
    return _items(
        [
            {**part, "when": _items(part.get("when"), *at, place, "when")}
            for place, part in enumerate(parts or [])
        ],
        *at,
    )


def _items(values: Any, *at: Any) -> list[Content]:
    """With ids, so that the same content makes the same blocks at every load."""
    return [_item(stable_id(*at, place), value) for place, value in enumerate(values or [])]


def _item(identity: str, value: Any) -> Content:
    return {"type": "item", "id": identity, "value": value}
