"""A scenario as a book to leaf through: numbered paragraphs, as in a game book, in mixed order."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from assessments.scenarios.rules.graph import (
    STOP,
    Condition,
    ConditionKind,
    Graph,
    Option,
    meter_label,
)


@dataclass(frozen=True)
class Choice:
    text: str
    paragraph: int
    only_if: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A scene with its choices, or what came of one choice, or an end."""

    number: int
    key: str  # for the facilitator: "n1", "n1 b", or the name of an end
    texts: tuple[str, ...]
    choices: tuple[Choice, ...] = ()
    go_to: tuple[Choice, ...] = ()  # where it leads, without a choice
    comment: str = ""
    effects: str = ""
    is_end: bool = False


@dataclass(frozen=True)
class BookWords:
    """Everything that stands in the book when it is printed."""

    title: str
    college: str
    situation: str
    meters: list[str]
    paragraphs: list[Paragraph]
    key: list[dict[str, str]]  # number, place, grade, points: for whoever leads the room


def book_of(graph: Graph, stop_text: str) -> list[Paragraph]:
    """Every scene, option and end as a paragraph, in the order of their numbers.

    The scene it begins with is number 1. The others are mixed, and always in the same way, so that
    nobody reads on into what happens.
    """
    numbers = _numbers(graph)
    paragraphs = [*_scenes(graph, numbers), *_options(graph, numbers), *_ends(graph, numbers)]
    if STOP in numbers:
        paragraphs.append(Paragraph(numbers[STOP], "stop", (stop_text,), is_end=True))
    return sorted(paragraphs, key=lambda paragraph: paragraph.number)


def _numbers(graph: Graph) -> dict[str, int]:
    places = [scene.key for scene in graph.scenes if scene.key != graph.start]
    places += [f"{scene.key} {option.key}" for scene in graph.scenes for option in scene.options]
    places += [end.key for end in graph.ends]
    if any(option.stops for scene in graph.scenes for option in scene.options):
        places.append(STOP)
    mixed = sorted(places, key=lambda place: hashlib.sha256(place.encode()).digest())
    return {place: number for number, place in enumerate([graph.start, *mixed], start=1)}


def _scenes(graph: Graph, numbers: dict[str, int]) -> Iterable[Paragraph]:
    for scene in graph.scenes:
        speaker = " ".join(part for part in (scene.speaker.name, scene.speaker.tone) if part)
        week = f"Week {scene.week}." if scene.week else ""
        openings = [f"If {_when(graph, one.when)}: {one.text}" for one in scene.openings]
        texts = [week, *openings, f"{speaker}:" if speaker else "", scene.text]
        yield Paragraph(
            number=numbers[scene.key],
            key=scene.key,
            texts=tuple(text for text in texts if text),
            choices=tuple(
                Choice(option.text, numbers[f"{scene.key} {option.key}"], _when(graph, option.when))
                for option in scene.options
            ),
        )


def _options(graph: Graph, numbers: dict[str, int]) -> Iterable[Paragraph]:
    for scene in graph.scenes:
        for option in scene.options:
            ways = [] if option.stops else option.ways
            last = STOP if option.stops else option.target
            yield Paragraph(
                number=numbers[f"{scene.key} {option.key}"],
                key=f"{scene.key} {option.key}",
                texts=(option.out,),
                go_to=(
                    *(Choice("", numbers[way.target], _when(graph, way.when)) for way in ways),
                    Choice("", numbers[last]),
                ),
                comment=option.why,
                effects=_effects(graph, option),
            )


def _ends(graph: Graph, numbers: dict[str, int]) -> Iterable[Paragraph]:
    for end in graph.ends:
        yield Paragraph(numbers[end.key], end.key, (end.text,), is_end=True)


def _effects(graph: Graph, option: Option) -> str:
    """What the players note down."""
    changes = [
        f"{meter_label(meter)} {change:+d}" for meter, change in option.effects.items() if change
    ]
    return ". ".join([*changes, *(_noted(graph, fact) for fact in option.facts)])


def _when(graph: Graph, conditions: Iterable[Condition]) -> str:
    return " and ".join(_condition(graph, condition) for condition in conditions)


def _condition(graph: Graph, condition: Condition) -> str:
    """By what the players have noted down."""
    if condition.kind in (ConditionKind.AT_LEAST, ConditionKind.AT_MOST):
        bound = ConditionKind(condition.kind).label
        return f"{meter_label(condition.meter)} {bound} {condition.value}"
    has = "you noted" if condition.kind == ConditionKind.HAPPENED else "you have not noted"
    return f"{has} “{_noted(graph, condition.fact)}”"


def _noted(graph: Graph, key: str) -> str:
    return next((fact.text for fact in graph.facts if fact.key == key), key)
