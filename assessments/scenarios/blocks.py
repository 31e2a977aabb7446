"""The three shapes of a scenario: blocks in the editor, JSON in a version, plain values."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator
from wagtail import blocks

from assessments.scenarios.rules import KEY, KEY_HELP, End, EndBand, Graph, Option, Scene

NAMESPACE = uuid.UUID("b7a6a1d4-3f0f-4b0b-9d55-6a2d6a0f8a11")  # ours for ever: ids depend on it
KEY_ERROR = {"invalid": KEY_HELP}
OPTION_NAMES = {"id", "text", "out", "why", "score", "crit", "next"}


class KeyBlock(blocks.RegexBlock):
    """A short name by which another option can lead here."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(rf"^(?:{KEY.pattern})$", error_messages=KEY_ERROR, **kwargs)


class ScoreBlock(blocks.StructBlock):
    code = blocks.CharBlock(max_length=16, help_text="A statement, such as S1.")
    points = blocks.ChoiceBlock(
        choices=[("0", "0: misses it"), ("1", "1: partly"), ("2", "2: does it well")], default="0"
    )

    class Meta:
        icon = "pick"
        label_format = "{code}: {points}"


class OptionBlock(blocks.StructBlock):
    key = KeyBlock(label="Short name", help_text="A letter will do: a, b, c.")
    text = blocks.TextBlock(
        rows=2,
        label="What you would say or do",
        help_text="What the participant reads. Keep the best one no longer than the others.",
    )
    out = blocks.TextBlock(
        rows=2, label="What happens", help_text="The consequence, told before any comment."
    )
    why = blocks.TextBlock(
        rows=2, label="The coach's comment", help_text="Why it went that way, in one or two lines."
    )
    scores = blocks.ListBlock(
        ScoreBlock(),
        default=[],
        label="Points",
        help_text="Per statement. The most that any option of the scene gives counts as 100 %.",
    )
    critical = blocks.BooleanBlock(
        required=False,
        label="Unsafe in real life",
        help_text="Whoever chooses this is asked to repeat the scenario, whatever the score.",
    )
    next = blocks.CharBlock(
        max_length=40, label="Leads to", help_text="The short name of the next scene or of an end."
    )

    class Meta:
        icon = "arrow-right"
        label_format = "{key}: {text}"


class SceneBlock(blocks.StructBlock):
    key = KeyBlock(label="Short name", help_text="Options lead here by this name: n1, repair.")
    text = blocks.TextBlock(
        rows=3, label="What is happening", help_text="End with the question to decide."
    )
    options = blocks.ListBlock(OptionBlock(), label="Options", min_num=1, collapsed=True)

    class Meta:
        icon = "comment"
        label = "Scene"
        label_format = "{key}: {text}"


class EndBlock(blocks.StructBlock):
    key = KeyBlock(label="Short name", help_text="Options lead here by this name: good, poor.")
    band = blocks.ChoiceBlock(choices=EndBand.choices, label="How it ended")
    text = blocks.TextBlock(rows=3, label="What has come of it")

    class Meta:
        icon = "tick"
        label = "End"
        label_format = "{key} ({band})"


# From the editor to a version ----------------------------------------------


def content_of(
    *,
    situation: str,
    start: str,
    scenes: Iterable[Any],
    ends: Iterable[Any],
    codes: Iterable[str],
    unsafe_text: str,
) -> dict[str, Any]:
    """The whole scenario as JSON. Half-written drafts are welcome: what is missing is empty."""
    return {
        "situation": situation,
        "start": start,
        "codes": list(codes),
        "unsafe": unsafe_text,
        "scenes": [
            {
                "key": scene.value["key"] or "",
                "text": scene.value["text"] or "",
                "options": [_option_content(option) for option in scene.value["options"]],
            }
            for scene in scenes
        ],
        "ends": [{name: end.value[name] or "" for name in ("key", "band", "text")} for end in ends],
    }


def _option_content(option: Any) -> dict[str, Any]:
    return {
        **{name: option[name] or "" for name in ("key", "text", "out", "why", "next")},
        "critical": bool(option["critical"]),
        "scores": {
            score["code"].strip(): int(score["points"])
            for score in option["scores"]
            if score["code"] and score["points"]
        },
    }


def graph_of(content: Mapping[str, Any]) -> Graph:
    return Graph(
        start=content["start"],
        scenes=tuple(_scene(scene) for scene in content["scenes"]),
        ends=tuple(End(end["key"], end["band"], end["text"]) for end in content["ends"]),
        codes=tuple(content["codes"]),
        unsafe_text=content["unsafe"],
    )


def _scene(scene: Mapping[str, Any]) -> Scene:
    options = tuple(
        Option(
            key=option["key"],
            text=option["text"],
            out=option["out"],
            why=option["why"],
            scores=option["scores"],
            critical=option["critical"],
            target=option["next"],
        )
        for option in scene["options"]
    )
    return Scene(scene["key"], scene["text"], options)


# From a text file to the editor --------------------------------------------


def streams_from_material(data: Mapping[str, Any], seed: str) -> tuple[list[Any], list[Any]]:
    """Scenes and ends of a YAML file as raw stream blocks, with ids that a second load repeats.

    Only the shape is checked here, so that it can be read at all; `rules.check_graph` judges it.
    """
    faults = list(_shape_faults(data))
    if faults:
        raise ValidationError(faults)
    scenes = [
        {
            "type": "scene",
            "id": _id(seed, "scene", key),
            "value": {
                "key": str(key),
                "text": node["text"],
                "options": [
                    _item(_id(seed, "scene", key, option["id"]), _option(option, seed, key))
                    for option in node["options"]
                ],
            },
        }
        for key, node in data["nodes"].items()
    ]
    ends = [
        {
            "type": "end",
            "id": _id(seed, "end", key),
            "value": {"key": str(key), "band": end["band"], "text": end["text"]},
        }
        for key, end in data["ends"].items()
    ]
    return scenes, ends


def _option(option: Mapping[str, Any], seed: str, scene: str) -> dict[str, Any]:
    return {
        "key": str(option["id"]),
        "text": option["text"],
        "out": option["out"],
        "why": option["why"],
        "critical": option.get("crit", False),
        "next": str(option["next"]),
        "scores": [
            _item(
                _id(seed, "scene", scene, option["id"], code),
                {"code": str(code), "points": str(points)},
            )
            for code, points in option["score"].items()
        ],
    }


def _shape_faults(data: Mapping[str, Any]) -> Iterable[str]:
    for name in ("nodes", "ends"):
        if not isinstance(data.get(name), Mapping) or not data[name]:
            yield f"“{name}” is missing: a list of names, each with what belongs to it."
    for key, node in _entries(data.get("nodes")):
        if not isinstance(node.get("text"), str):
            yield f"Scene “{key}” has no text."
        options = node.get("options")
        if not isinstance(options, list) or not options:
            yield f"Scene “{key}” has no list of options."
            continue
        for number, option in enumerate(options, start=1):
            yield from _option_faults(f"Scene “{key}”, option {number}", option)
    for key, end in _entries(data.get("ends")):
        if not isinstance(end.get("text"), str) or not isinstance(end.get("band"), str):
            yield f"End “{key}” needs a band and a text."


def _entries(part: Any) -> Iterable[tuple[Any, Mapping[str, Any]]]:
    for key, value in part.items() if isinstance(part, Mapping) else ():
        yield key, value if isinstance(value, Mapping) else {}


def _option_faults(place: str, option: Any) -> Iterable[str]:
    if not isinstance(option, Mapping):
        yield f"{place} is not a list of names and values."
        return
    if isinstance(option.get("id"), str | int) and not isinstance(option["id"], bool):
        place = place.rpartition(" ")[0] + f" “{option['id']}”"
    else:
        yield f"{place} has no id, such as a."
    if unknown := sorted(str(name) for name in set(option) - OPTION_NAMES):
        yield f"{place}: {', '.join(unknown)} is not known here."
    for name in ("text", "out", "why", "next"):
        if not isinstance(option.get(name), str):
            yield f"{place}: “{name}” is missing."
    if not isinstance(option.get("crit", False), bool):
        yield f"{place}: “crit” is true or false."
    scores = option.get("score")
    if not isinstance(scores, Mapping):
        yield f"{place}: “score” is missing, such as {{S1: 2}}."
        return
    for code, points in scores.items():
        if isinstance(points, bool) or not isinstance(points, int):
            yield f"{place}: {Truncator(str(points)).chars(20)} points for {code} is not a number."


def _item(identity: str, value: dict[str, Any]) -> dict[str, Any]:
    return {"type": "item", "id": identity, "value": value}


def _id(seed: str, *names: Any) -> str:
    return str(uuid.uuid5(NAMESPACE, "/".join([seed, *map(str, names)])))
