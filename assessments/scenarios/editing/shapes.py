"""The shape of a story as the editor's script sends it. Nothing else is let in.

Each shape is called with a value and the words for where it stands. It answers what is kept, or
raises ValidationError. What says nothing is left out, as everywhere in a content.
"""

import uuid
from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from assessments.scenarios.blocks.shape import MOST_SECONDS, MOST_VOTES, MOST_WEEKS
from assessments.scenarios.rules.graph import (
    HIGHEST,
    LOWEST,
    MIDDLE,
    MOST_EFFECT,
    MOST_POINTS,
    ConditionKind,
    EndBand,
    Meter,
    MustKind,
    Stance,
)
from content.material.questions import is_block_id

Shape = Callable[[Any, str], Any]
MOST_SCENES = 1000
MOST_PARTS = 60  # of anything within a scene, and of facts, musts and ends
SHORT, LINE, LONG = 40, 200, 20_000
MANY_KEYS = 2**31 - 1  # the highest primary key there can be


def refuse(where: str, what: str) -> ValidationError:
    place = f"{where}: " if where else ""
    return ValidationError(f"The story did not arrive as it was written. {place}{what} Save again.")


def text(most: int) -> Shape:
    def read(value: Any, where: str) -> str:
        if value is None:
            return ""
        if not isinstance(value, str):
            raise refuse(where, "This is no text.")
        # Half a character or a zero byte cannot be stored.
        whole = value.replace("\x00", "").encode("utf-8", "ignore").decode()
        if len(whole) > most:
            raise ValidationError(
                f"{where}: “{Truncator(whole).chars(40)}” is too long. "
                f"Write {most:,} characters at the most."
            )
        return whole

    return read


def whole(lowest: int, highest: int) -> Shape:
    def read(value: Any, where: str) -> int:
        if value is None:
            return 0
        if isinstance(value, bool) or not isinstance(value, int):
            raise refuse(where, "This is no whole number.")
        if not lowest <= value <= highest:
            raise ValidationError(f"{where}: choose a number from {lowest} to {highest}.")
        return value

    return read


def one_of(values: Any) -> Shape:
    def read(value: Any, where: str) -> str:
        if value in (None, ""):
            return ""
        if not isinstance(value, str) or value not in values:
            raise refuse(where, "This is none of the things to choose from.")
        return value

    return read


def flag(value: Any, where: str) -> bool:
    if value is not None and not isinstance(value, bool):
        raise refuse(where, "This is neither yes nor no.")
    return bool(value)


def listed(shape: Shape, most: int = MOST_PARTS) -> Shape:
    def read(value: Any, where: str) -> list[Any]:
        if value is None:
            return []
        if not isinstance(value, list):
            raise refuse(where, "This is no list.")
        if len(value) > most:
            raise ValidationError(f"{where}: there are too many. Keep to {most}.")
        return [shape(item, f"{where} {place}") for place, item in enumerate(value, 1)]

    return read


def named(names: Shape, values: Shape) -> Shape:
    """A mapping from names of one shape to values of another."""

    def read(value: Any, where: str) -> dict[str, Any]:
        if value is None:
            return {}
        if not isinstance(value, Mapping) or len(value) > MOST_PARTS:
            raise refuse(where, "This is no list of names with values.")
        return {names(name, where): values(one, where) for name, one in value.items()}

    return read


def record(always: Mapping[str, Shape], seldom: Mapping[str, Shape] | None = None) -> Shape:
    """`always` is there even when empty; `seldom` only with a value."""
    shapes = {**always, **(seldom or {})}

    def read(value: Any, where: str) -> dict[str, Any]:
        if value is None and not always:
            return {}
        if not isinstance(value, Mapping):
            raise refuse(where, "A part of it is missing.")
        if unknown := sorted(str(name) for name in value if name not in shapes):
            raise refuse(where, f"“{Truncator(unknown[0]).chars(40)}” is not known here.")
        place = where
        if "key" in shapes and isinstance(value.get("key"), str) and value["key"]:
            place = f"{where.rsplit(' ', 1)[0]} “{Truncator(value['key']).chars(40)}”"
        read_as = {
            name: shape(value.get(name), f"{place}, {WORDS.get(name, name)}")
            for name, shape in shapes.items()
        }
        return {name: one for name, one in read_as.items() if one or name in always}

    return read


# What the places of a story are called in a message.
WORDS = {
    "options": "option", "out": "what happens", "why": "the coach's comment", "next": "leads to",
    "scores": "points", "ways": "leads elsewhere", "when": "condition", "openings": "opening",
    "exemplars": "example", "seconds": "the clock", "late": "when the time is up",
    "panel_codes": "statement of the panel", "own_words": "own words", "facts": "what has happened",
    "musts": "must", "meters": "meter", "ends": "End", "scenes": "Scene", "exits": "exit",
}  # fmt: skip

key = text(SHORT)


def row(value: Any, where: str) -> int | None:
    """A primary key, or nothing chosen."""
    return None if value is None else whole(1, MANY_KEYS)(value, where)


def meter_start(value: Any, where: str) -> int:
    return MIDDLE if value is None else whole(LOWEST, HIGHEST)(value, where)


def mark(value: Any, _where: str) -> str:
    """The id of a part, by which comments and revisions know it. Given where there is none."""
    return value if is_block_id(value) else str(uuid.uuid4())


CONDITION = record(
    {"kind": one_of(ConditionKind.values)},
    {"meter": one_of(Meter.values), "value": whole(LOWEST, HIGHEST), "fact": key},
)
CONDITIONS = listed(CONDITION)
OPTION = record(
    {
        "key": key, "text": text(LONG), "out": text(LONG), "why": text(LONG), "next": key,
        "scores": named(text(16), whole(0, MOST_POINTS)),
    },
    {
        "critical": flag, "stops": flag, "votes": whole(0, MOST_VOTES),
        "effects": named(one_of(Meter.values), whole(-MOST_EFFECT, MOST_EFFECT)),
        "facts": listed(key), "when": CONDITIONS,
        "ways": listed(record({"when": CONDITIONS, "target": key})),
        "stance": one_of(Stance.values),
    },
)  # fmt: skip
SPEAKER = record(
    {},
    {
        "character": row, "name": text(LINE), "role": text(LINE), "tone": text(LINE),
        "portrait": row,
    },
)  # fmt: skip
SCENE = record(
    {"id": mark, "key": key, "text": text(LONG), "options": listed(OPTION)},
    {
        "title": text(LINE), "week": whole(0, MOST_WEEKS), "speaker": SPEAKER,
        "openings": listed(record({"when": CONDITIONS, "text": text(LONG)})),
        "picture": record({}, {"image": row, "words": text(LONG)}),
        "clip": record({}, {"file": row, "captions": row, "transcript": text(LONG)}),
        "own_words": flag, "exemplars": listed(text(LONG)),
        "seconds": whole(0, MOST_SECONDS), "late": key,
        "panel": flag, "panel_codes": listed(text(16)),
    },
)  # fmt: skip
PACK_USE = record(
    {"id": mark, "key": key, "pack": row, "exits": named(key, key)},
)
END = record({"id": mark, "key": key, "band": one_of(EndBand.values), "text": text(LONG)})
STORY_SETTINGS = {
    "meters": listed(
        record(
            {"meter": one_of(Meter.values), "start": meter_start},
            {"floor": whole(LOWEST, HIGHEST)},
        )
    ),
    "facts": listed(record({"key": key, "text": text(LINE)}), 200),
    "musts": listed(record({"kind": one_of(MustKind.values), "fact": key, "text": text(LONG)})),
}


def scene_or_use(value: Any, where: str) -> dict[str, Any]:
    is_use = isinstance(value, Mapping) and "pack" in value
    read: dict[str, Any] = (PACK_USE if is_use else SCENE)(value, where)
    return read


STORY = record(
    {"start": key, "scenes": listed(scene_or_use, MOST_SCENES), "ends": listed(END, 200)},
    STORY_SETTINGS,
)
PACK = record(
    {"start": key, "scenes": listed(SCENE, MOST_SCENES), "ends": listed(END, 200)},
)
