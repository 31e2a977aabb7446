"""Between a scenario's text file and its content. Conditions stand there in words."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError

from assessments.scenarios.blocks.content import Content, filled
from assessments.scenarios.blocks.shape import entries, located, shape_faults
from assessments.scenarios.rules.conditions import read_condition
from assessments.scenarios.rules.graph import MustKind


def content_from_material(data: Mapping[str, Any], *, is_draft: bool = False) -> Content:
    """The scenes, ends, meters, facts and musts of a file. Only the shape is checked here, so that
    it can be read at all; `rules.checks` judges what it says.

    Raises ValidationError with every fault at once.
    """
    faults = [located(words, *keys) for words, *keys in shape_faults(data, is_draft)]
    if faults:
        raise ValidationError(faults)
    return {
        "start": str(data.get("start") or ""),
        "scenes": [_read_scene(str(key), node) for key, node in entries(data["nodes"])],
        "ends": [
            {**filled(id=end.get("at")), "key": str(key), "band": end["band"], "text": end["text"]}
            for key, end in entries(data["ends"])
        ],
        **_read_memory(data),
    }


def _read_memory(data: Mapping[str, Any]) -> Content:
    """What a run remembers, and the steps that are judged by it."""
    return {
        "meters": [
            {
                "meter": meter,
                **{name: int(gauge[name]) for name in ("start", "floor") if name in gauge},
            }
            for meter, gauge in entries(data.get("meters"))
        ],
        "facts": [
            {"key": str(key), "text": str(text)} for key, text in (data.get("facts") or {}).items()
        ],
        "musts": [
            {"kind": kind, "fact": str(must[kind]), "text": must["text"]}
            for must in data.get("musts") or []
            for kind in MustKind.values
            if kind in must
        ],
    }


def _read_scene(key: str, node: Mapping[str, Any]) -> Content:
    panel = node.get("panel")
    return {
        **filled(id=node.get("at")),
        "key": key,
        "text": node["text"],
        **filled(
            title=node.get("title"),
            week=node.get("week"),
            speaker=dict(node.get("speaker") or {}),
            openings=[
                {"when": read_conditions(opening.get("when")), "text": opening["text"]}
                for opening in node.get("openings") or []
            ],
            own_words=node.get("own_words"),
            exemplars=list(node.get("exemplars") or []),
            seconds=node.get("seconds"),
            late=node.get("late") and str(node["late"]),
            panel=bool(panel),
            panel_codes=[str(code) for code in panel or []],
        ),
        "options": [_read_option(option) for option in node["options"]],
    }


def _read_option(option: Mapping[str, Any]) -> Content:
    return {
        "key": str(option["id"]),
        **{name: option[name] for name in ("text", "out", "why")},
        "next": str(option["next"]),
        "scores": {str(code): points for code, points in (option.get("score") or {}).items()},
        **filled(
            critical=option.get("crit"),
            stops=option.get("stop"),
            votes=option.get("votes"),
            effects=dict(option.get("effects") or {}),
            facts=[str(fact) for fact in option.get("facts") or []],
            when=read_conditions(option.get("when")),
            ways=[
                {"when": read_conditions(way.get("when")), "target": str(way["next"])}
                for way in option.get("ways") or []
            ],
            stance=option.get("stance"),
        ),
    }


def read_conditions(texts: Any) -> list[Content]:
    conditions = [read_condition(str(text)) for text in texts or []]
    return [
        {"kind": one.kind, **filled(meter=one.meter, value=one.value, fact=one.fact)}
        for one in conditions
    ]
