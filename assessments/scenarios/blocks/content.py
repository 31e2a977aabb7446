"""The shapes of a scenario. In the middle stands its *content*: plain JSON, the same in a version,
in the editor and on its way to and from text. What has no value is left out of it.

    streams (stored)  ->  content  ->  graph (played and judged)
    content  ->  streams

`written` content has the ids of its parts and refers to shared scenes; `played_content` has the
words of those taken in, and no ids.
"""

from collections.abc import Mapping
from typing import Any

Content = dict[str, Any]
WORDS = ("text", "out", "why", "next")


# From the streams to the content ---------------------------------------------


def scene_content(block: Any) -> Content:
    """Of a `SceneBlock` in a stream. Half-written drafts are welcome: what is missing is empty."""
    value = block.value
    return {
        "id": str(block.id or ""),
        "key": value["key"] or "",
        "text": value["text"] or "",
        **filled(
            title=value["title"],
            week=value["week"],
            speaker=_speaker_content(value["speaker"]),
            openings=[
                {"when": _conditions(opening["when"]), "text": opening["text"] or ""}
                for opening in value["openings"]
            ],
            picture=_picture_content(value["picture"]),
            clip=_clip_content(value["clip"]),
            own_words=value["own_words"],
            exemplars=[text for text in value["exemplars"] if text],
            seconds=value["seconds"],
            late=value["late"],
            panel=value["panel"],
            panel_codes=[code for code in value["panel_codes"] if code],
        ),
        "options": [option_content(option) for option in value["options"]],
    }


def option_content(option: Any) -> Content:
    return {
        "key": option["key"] or "",
        **{name: option[name] or "" for name in WORDS},
        "scores": {
            score["code"].strip(): int(score["points"])
            for score in option["scores"]
            if score["code"] and score["points"]
        },
        **filled(
            critical=option["critical"],
            stops=option["stops"],
            votes=option["votes"],
            effects={effect["meter"]: effect["change"] for effect in option["effects"]},
            facts=[fact for fact in option["facts"] if fact],
            when=_conditions(option["when"]),
            ways=[
                {"when": _conditions(way["when"]), "target": way["target"] or ""}
                for way in option["ways"]
            ],
            stance=option["stance"],
        ),
    }


def end_content(block: Any) -> Content:
    return {
        "id": str(block.id or ""),
        **{name: block.value[name] or "" for name in ("key", "band", "text")},
    }


def pack_content(block: Any) -> Content:
    """Of a `PackUseBlock`: which shared scenes, and where their exits lead."""
    value = block.value
    return {
        "id": str(block.id or ""),
        "key": value["key"] or "",
        "pack": value["pack"].pk if value["pack"] else None,
        "exits": {exit["name"]: exit["target"] or "" for exit in value["exits"] if exit["name"]},
    }


def filled(**values: Any) -> Content:
    """Without what says nothing."""
    return {name: value for name, value in values.items() if value}


def _conditions(conditions: Any) -> list[Content]:
    return [
        {
            "kind": condition["kind"] or "",
            **filled(meter=condition["meter"], value=condition["value"], fact=condition["fact"]),
        }
        for condition in conditions
    ]


def _speaker_content(value: Any) -> Content:
    character = value["character"]
    return filled(
        character=character and character.pk,
        name=value["name"] or (character and character.name),
        role=value["role"] or (character and character.role),
        portrait=character and character.portrait_id,
        tone=value["tone"],
    )


def _picture_content(value: Any) -> Content:
    image = value["image"]
    return {"image": image.pk, "words": value["words"] or ""} if image else {}


def _clip_content(value: Any) -> Content:
    if not value["file"]:
        return {}
    captions = value["captions"]
    return {
        "file": value["file"].pk,
        **filled(captions=captions and captions.pk),
        "transcript": value["transcript"] or "",
    }


def pack_scenes(content: Content, packs: Mapping[int, Content]) -> list[Content]:
    """The scenes of a written content with every use of shared scenes replaced by those scenes.

    `packs` are their contents (`start`, `scenes`) by primary key. A scene of theirs is called by
    the name of the use and its own, an exit leads where this use says, and what leads to the use
    leads to its first scene.
    """
    uses = {scene["key"]: scene for scene in content["scenes"] if "pack" in scene}
    firsts = {
        key: f"{key}-{packs[use['pack']]['start']}" if use["pack"] in packs else ""
        for key, use in uses.items()
    }
    scenes: list[Content] = []
    for scene in content["scenes"]:
        if "pack" not in scene:
            scenes.append(led(scene, firsts))
            continue
        shared = packs.get(scene["pack"], {"scenes": []})["scenes"]
        inner = {own["key"]: f"{scene['key']}-{own['key']}" for own in shared}
        exits = {name: firsts.get(target, target) for name, target in scene["exits"].items()}
        scenes += [{**led(own, exits | inner), "key": inner[own["key"]]} for own in shared]
    return scenes


def led(scene: Content, targets: Mapping[str, str]) -> Content:
    """With every target replaced by what `targets` says of it."""

    def there(target: str) -> str:
        return targets.get(target, target)

    options = [
        {
            **option,
            "next": there(option["next"]),
            **filled(
                ways=[{**way, "target": there(way["target"])} for way in option.get("ways", ())]
            ),
        }
        for option in scene["options"]
    ]
    return {**scene, "options": options}


def played_content(content: Content, packs: Mapping[int, Content]) -> Content:
    """What a version keeps: all words, and nothing that only an editor needs."""
    scenes = [without_id(scene) for scene in pack_scenes(content, packs)]
    uses = {scene["key"]: scene for scene in content["scenes"] if "pack" in scene}
    begins = uses.get(content["start"])
    start = content["start"]
    if begins and begins["pack"] in packs:
        start = f"{start}-{packs[begins['pack']]['start']}"
    ends = [without_id(end) for end in content["ends"]]
    return {**content, "start": start, "scenes": scenes, "ends": ends}


def without_id(part: Content) -> Content:
    return {name: value for name, value in part.items() if name != "id"}
