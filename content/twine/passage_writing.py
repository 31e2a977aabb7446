"""A scene or an end as a passage (notation.py says how). No Django here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from content.twine.notation import (
    BANDS,
    CALLED,
    CODE,
    CONDITION,
    END,
    KEY,
    NOWHERE,
    SCENE,
    Names,
    OptionLine,
    are_texts,
    in_braces,
    is_first_and_last,
    is_whole,
    numbers_of,
    option_line,
    shut,
)
from content.twine.passages import Passage

Part = Mapping[str, Any]
MARKS = {"text": '"', "out": ">", "why": "~"}


@dataclass(frozen=True)
class Named:
    """A scene or an end, its key, and the name of its passage."""

    name: str
    key: str
    value: Part
    is_scene: bool


def has_names(part: Any) -> bool:
    return isinstance(part, Mapping) and all(isinstance(name, str) for name in part)


def has_texts(part: Part, *names: str) -> bool:
    return all(isinstance(part.get(name), str) for name in names)


class Sheet:
    """The lines of a passage, and which values of the part have found theirs."""

    def __init__(self, part: Part, told: Iterable[str] = ()) -> None:
        self.lines: list[str] = []
        self.rest = {name: value for name, value in part.items() if name not in told}

    def take(self, name: str, *lines: str) -> None:
        del self.rest[name]
        self.lines += lines

    def take_text(self, name: str, words: str, label: str = "") -> None:
        del self.rest[name]
        self.add_text(label or name, words)

    def add_text(self, label: str, words: str) -> None:
        first, *more = words.split("\n")
        self.lines += [f"@ {label}: {first}", *(f"@ | {line}" for line in more)]


def passage_of(part: Named, names: Names, position: str) -> Passage:
    sheet = Sheet(part.value, {"options"} if part.is_scene else ())
    text = part.value["text"]
    if is_first_and_last(text):
        sheet.take("text")
    if part.key != part.name or not KEY.fullmatch(part.key):
        sheet.add_text(CALLED, part.key)
    tags = (SCENE,) if part.is_scene else end_tags(sheet)
    if part.is_scene:
        write_scene(sheet)
    if isinstance(sheet.rest.get("at"), str):
        sheet.take_text("at", sheet.rest["at"])
    if sheet.rest:
        sheet.lines.append(f"@ {in_braces(sheet.rest)}")
    above = shut(text) if is_first_and_last(text) else ""
    blocks = [above, "\n".join(sheet.lines)]
    for option in part.value["options"] if part.is_scene else ():
        blocks.append("\n".join(option_lines(option, names)))
    words = "\n\n".join(block for block in blocks if block)
    return Passage(part.name, words, tags, {"position": position})


def end_tags(sheet: Sheet) -> tuple[str, ...]:
    band = sheet.rest["band"]
    if band in BANDS:
        sheet.take("band")
        return END, band
    sheet.take_text("band", band)
    return (END,)


def write_scene(sheet: Sheet) -> None:
    rest = sheet.rest
    if isinstance(rest.get("title"), str):
        sheet.take_text("title", rest["title"])
    for name in ("week", "seconds"):
        if is_whole(rest.get(name)):
            sheet.take(name, f"@ {name}: {rest[name]}")
    if is_speaker(rest.get("speaker")):
        for name, words in rest.pop("speaker").items():
            sheet.add_text("speaker" if name == "name" else name, words)
    if are_openings(rest.get("openings")):
        for opening in rest.pop("openings"):
            sheet.add_text(f"opening when {', '.join(opening['when'])}", opening["text"])
    if rest.get("own_words") is True:
        sheet.take("own_words", "@ own words: yes")
    if are_texts(rest.get("exemplars")):
        for words in rest.pop("exemplars"):
            sheet.add_text("exemplar", words)
    if isinstance(rest.get("late"), str):
        sheet.take_text("late", rest["late"])
    if are_texts(rest.get("panel"), CODE):
        sheet.take("panel", f"@ panel: {', '.join(rest['panel'])}")


def is_speaker(value: Any) -> bool:
    known = {"name", "role", "tone"}
    return has_names(value) and bool(value) and set(value) <= known and has_texts(value, *value)


def are_openings(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(
        has_names(opening)
        and set(opening) == {"when", "text"}
        and isinstance(opening["text"], str)
        and are_texts(opening["when"], CONDITION)
        for opening in value
    )  # fmt: skip


# Options -------------------------------------------------------------------------------------


def option_lines(option: Part, names: Names) -> list[str]:
    sheet = Sheet(option)
    rest, lines = sheet.rest, sheet.lines
    head = "*"
    key = rest["id"]
    if isinstance(key, str) and KEY.fullmatch(key):
        del rest["id"]
        head = f"* {key}:"
    target = names.link_to(rest["next"]) if rest["next"] else None
    if target or not rest["next"]:
        del rest["next"]
    lines.append(first_line(head, rest, target))
    for name, mark in MARKS.items():
        if name in rest:
            lines += marked(mark, rest.pop(name), is_needed=name == "text" and bool(target))
    if numbers_of(rest.get("score"), CODE):
        lines += score_lines(rest.pop("score"), has_votes="votes" in option)
    for name, words in (("crit", "unsafe"), ("stop", "stops")):
        if rest.get(name) is True:
            sheet.take(name, f"! {words}")
    write_conditions(sheet, names)
    write_memory(sheet)
    if is_whole(rest.get("votes")):
        sheet.take("votes", f"votes: {rest['votes']}")
    if rest.get("stance") in ("asks", "tells"):
        sheet.take("stance", f"stance: {rest['stance']}")
    if rest:
        lines.append(in_braces(rest))
    return [lines[0], *(f"  {line}" for line in lines[1:])]


def write_memory(sheet: Sheet) -> None:
    """What a run remembers of it."""
    effects = sheet.rest.get("effects")
    if effects and numbers_of(effects, KEY):
        words = ", ".join(f"{meter} {change:+d}" for meter, change in effects.items())
        sheet.take("effects", f"effects: {words}")
    if are_texts(sheet.rest.get("facts"), KEY):
        sheet.take("facts", f"happened: {', '.join(sheet.rest['facts'])}")


def first_line(head: str, rest: dict[str, Any], target: str | None) -> str:
    """With the words in the link where they fit; otherwise they follow."""
    if target is None:
        return f"{head} {NOWHERE}"
    words = rest["text"]
    line = f"{head} [[{words}->{target}]]"
    key = head[2:-1]
    if "\n" not in words and option_line(line) == OptionLine(key, (words, target)):
        del rest["text"]
        return line
    return f"{head} [[{target}]]"


def marked(mark: str, words: str, *, is_needed: bool) -> list[str]:
    if not words and not is_needed:
        return []
    return [f"{mark} {line}" if line else mark for line in words.split("\n")]


def score_lines(score: Mapping[str, int], *, has_votes: bool) -> list[str]:
    if score:
        return [f"= {', '.join(f'{code}: {points}' for code, points in score.items())}"]
    return ["= none"] if has_votes else []


def write_conditions(sheet: Sheet, names: Names) -> None:
    rest = sheet.rest
    if are_texts(rest.get("when"), CONDITION):
        sheet.take("when", f"when: {', '.join(rest['when'])}")
    ways = rest.get("ways")
    if isinstance(ways, list) and ways and all(is_way(way, names) for way in ways):
        del rest["ways"]
        for way in ways:
            sheet.lines.append(
                f"instead: [[{names.link_to(way['next'])}]] when {', '.join(way['when'])}"
            )


def is_way(way: Any, names: Names) -> bool:
    return (
        has_names(way)
        and set(way) == {"when", "next"}
        and are_texts(way["when"], CONDITION)
        and isinstance(way["next"], str)
        and bool(way["next"])
        and names.link_to(way["next"]) is not None
    )
