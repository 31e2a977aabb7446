"""From a content to the graph that is played and judged."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from assessments.scenarios.rules.graph import (
    MOST_POINTS,
    Clip,
    Condition,
    End,
    Fact,
    Gauge,
    Graph,
    Must,
    Opening,
    Option,
    Picture,
    Points,
    Scene,
    Speaker,
    Way,
)


def graph_of(content: Mapping[str, Any]) -> Graph:
    """What is played and judged. The shared scenes of a content have been taken in before."""
    return Graph(
        start=content["start"],
        scenes=tuple(_scene(scene) for scene in content["scenes"] if "pack" not in scene),
        ends=tuple(End(end["key"], end["band"], end["text"]) for end in content["ends"]),
        codes=tuple(content["codes"]),
        unsafe_text=content["unsafe"],
        meters=tuple(Gauge(**gauge) for gauge in content.get("meters", ())),
        facts=tuple(Fact(**fact) for fact in content.get("facts", ())),
        musts=tuple(Must(**must) for must in content.get("musts", ())),
    )


def _scene(scene: Mapping[str, Any]) -> Scene:
    is_panel = bool(scene.get("panel"))
    clip = scene.get("clip")
    most = max((option.get("votes", 0) for option in scene["options"]), default=0)
    return Scene(
        key=scene["key"],
        text=scene["text"],
        options=tuple(
            _option(option, _panel_scores(scene, option, most) if is_panel else option["scores"])
            for option in scene["options"]
        ),
        title=scene.get("title", ""),
        week=scene.get("week"),
        speaker=_speaker(scene.get("speaker") or {}),
        openings=tuple(
            Opening(_when(opening["when"]), opening["text"])
            for opening in scene.get("openings", ())
        ),
        picture=Picture(**scene["picture"]) if scene.get("picture") else None,
        clip=Clip(clip["file"], clip.get("captions"), clip["transcript"]) if clip else None,
        own_words=bool(scene.get("own_words")),
        exemplars=tuple(scene.get("exemplars", ())),
        seconds=scene.get("seconds", 0),
        late=scene.get("late", ""),
        panel=is_panel,
    )


def _speaker(speaker: Mapping[str, Any]) -> Speaker:
    names = ("name", "role", "tone", "portrait")
    return Speaker(**{name: speaker[name] for name in names if name in speaker})


def _panel_scores(
    scene: Mapping[str, Any], option: Mapping[str, Any], most: int
) -> dict[str, Points]:
    """The aggregate scoring of script concordance tests: an answer is worth its share of the votes
    of the most chosen one."""
    share = Fraction(MOST_POINTS * option.get("votes", 0), most) if most else Fraction(0)
    return dict.fromkeys(scene.get("panel_codes", ()), share)


def _option(option: Mapping[str, Any], scores: Mapping[str, Points]) -> Option:
    return Option(
        key=option["key"],
        text=option["text"],
        out=option["out"],
        why=option["why"],
        scores=scores,
        critical=bool(option.get("critical")),
        target=option["next"],
        stops=bool(option.get("stops")),
        votes=option.get("votes", 0),
        effects=option.get("effects", {}),
        facts=tuple(option.get("facts", ())),
        when=_when(option.get("when", ())),
        ways=tuple(Way(_when(way["when"]), way["target"]) for way in option.get("ways", ())),
        stance=option.get("stance", ""),
    )


def _when(conditions: Iterable[Mapping[str, Any]]) -> tuple[Condition, ...]:
    return tuple(Condition(**condition) for condition in conditions)
