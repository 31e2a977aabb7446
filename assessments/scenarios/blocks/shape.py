"""What a scenario's text file must be shaped like before it can be read at all."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import Truncator

from assessments.scenarios.rules.conditions import read_condition
from assessments.scenarios.rules.graph import Meter, MustKind, Stance
from content.material.questions import is_block_id

SCENE_NAMES = {
    "key", "at", "text", "options", "title", "week", "speaker", "openings", "own_words",
    "exemplars", "seconds", "late", "panel",
}  # fmt: skip
OPTION_NAMES = {
    "id", "text", "out", "why", "score", "crit", "stop", "votes", "effects", "facts", "when",
    "ways", "next", "stance",
}  # fmt: skip
MOST_WEEKS = 60
MOST_SECONDS = 600
MOST_VOTES = 999

Fault = tuple[Any, ...]  # words, and the keys to the place in the file


def located(words: str, *keys: Any) -> ValidationError:
    """With the place of what it is about in its file (courses.catalogue asks for it)."""
    return ValidationError(words.replace("%", "%%"), params={"keys": keys})  # they make it a format


Named = tuple[Any, Mapping[str, Any]]


def placed(part: Any) -> Iterable[tuple[Any, Named]]:
    """Each entry with what leads to it: its name, or in a list its place."""
    for place, pair in enumerate(entries(part)):
        yield place if isinstance(part, list) else pair[0], pair


def entries(part: Any) -> Iterable[Named]:
    """Of names with what belongs to each, or of a list whose entries have a `key`, as a draft may
    need it: there, a name may stand twice or not yet at all."""
    pairs: Iterable[tuple[Any, Any]] = part.items() if isinstance(part, Mapping) else ()
    if isinstance(part, list):
        pairs = ((item.get("key", "") if isinstance(item, Mapping) else "", item) for item in part)
    for key, value in pairs:
        yield key, value if isinstance(value, Mapping) else {}


def shape_faults(data: Mapping[str, Any], is_draft: bool) -> Iterable[Fault]:
    """Each with the keys to the place in the file."""
    for name in ("nodes", "ends"):
        if not isinstance(data.get(name), Mapping | list) or not (data[name] or is_draft):
            yield f"“{name}” is missing: a list of names, each with what belongs to it.", name
    for place, (key, node) in placed(data.get("nodes")):
        where = ("nodes", place)
        for words in _scene_faults(f"Scene “{key}”", node):
            yield words, *where
        options = node.get("options")
        if isinstance(options, list):
            for number, option in enumerate(options):
                for words in _option_faults(f"Scene “{key}”, option {number + 1}", option):
                    yield words, *where, "options", number
    for place, (key, end) in placed(data.get("ends")):
        for words in _part_faults(f"End “{key}”", end, {"key", "band", "text", "at"}):
            yield words, "ends", place
        if not isinstance(end.get("text"), str) or not isinstance(end.get("band"), str):
            yield f"End “{key}” needs a band and a text.", "ends", place
    yield from _setting_faults(data)


def _setting_faults(data: Mapping[str, Any]) -> Iterable[Fault]:
    for meter, gauge in (data.get("meters") or {}).items() if _is_map(data.get("meters")) else ():
        numbers = gauge.values() if isinstance(gauge, Mapping) else [None]
        if meter not in Meter.values or not all(_is_whole(number) for number in numbers):
            names = ", ".join(Meter.values)
            yield (
                f"Meter “{meter}”: write one of {names}, with {{start: 5, floor: 3}} or {{}}.",
                "meters",
            )
        elif unknown := set(gauge) - {"start", "floor"}:
            yield f"Meter “{meter}”: {_names(unknown)} is not known here.", "meters"
    for name in ("meters", "facts"):
        if data.get(name) and not _is_map(data[name]):
            yield f"“{name}” is a list of names, each with what belongs to it.", name
    if not isinstance(data.get("musts") or [], list):
        yield "“musts” is a list, such as {do: told-dsl, text: Tell the DSL the same day.}", "musts"
        return
    for place, must in enumerate(data.get("musts") or []):
        named = set(must) & set(MustKind.values) if isinstance(must, Mapping) else set()
        if len(named) != 1 or set(must) != {*named, "text"} or not isinstance(must["text"], str):
            yield "A must is {do: a fact, text: why} or {avoid: a fact, text: why}.", "musts", place


def _scene_faults(place: str, node: Mapping[str, Any]) -> Iterable[str]:
    yield from _part_faults(place, node, SCENE_NAMES)
    if not isinstance(node.get("text"), str):
        yield f"{place} has no text."
    if not isinstance(node.get("options"), list):
        yield f"{place} has no list of options."
    for name, most in (("week", MOST_WEEKS), ("seconds", MOST_SECONDS)):
        if node.get(name) is not None and not (_is_whole(node[name]) and 0 <= node[name] <= most):
            yield f"{place}: “{name}” is a whole number up to {most}."
    if not isinstance(node.get("own_words", False), bool):
        yield f"{place}: “own_words” is true or false."
    yield from _speaker_faults(place, node.get("speaker") or {})
    for name in ("exemplars", "panel"):
        if not _is_list_of_words(node.get(name) or []):
            yield f"{place}: “{name}” is a list of texts."
    yield from _opening_faults(place, node)


def _speaker_faults(place: str, speaker: Any) -> Iterable[str]:
    if (
        not _is_map(speaker)
        or set(speaker) - {"name", "role", "tone"}
        or not _all_words(speaker.values())
    ):
        yield f"{place}: the speaker has a name, a role and a tone."


def _opening_faults(place: str, node: Mapping[str, Any]) -> Iterable[str]:
    if not isinstance(node.get("openings") or [], list):
        yield f"{place}: “openings” is a list of {{when, text}}."
        return
    for opening in node.get("openings") or []:
        if (
            not _is_map(opening)
            or set(opening) != {"when", "text"}
            or not isinstance(opening["text"], str)
        ):
            yield f"{place}: an opening has “when” and “text”."
        else:
            yield from _condition_faults(place, opening["when"])


def _part_faults(place: str, part: Mapping[str, Any], known: set[str]) -> Iterable[str]:
    if unknown := set(part) - known:
        yield f"{place}: {_names(unknown)} is not known here."
    if "at" in part and not is_block_id(part["at"]):
        yield f"{place}: “at” is the mark of a part as it was exported."


def _option_faults(place: str, option: Any) -> Iterable[str]:
    if not isinstance(option, Mapping):
        yield f"{place} is not a list of names and values."
        return
    if isinstance(option.get("id"), str | int) and not isinstance(option["id"], bool):
        place = place.rpartition(" ")[0] + f" “{option['id']}”"
    else:
        yield f"{place} has no id, such as a."
    if unknown := set(option) - OPTION_NAMES:
        yield f"{place}: {_names(unknown)} is not known here."
    for name in ("text", "out", "why", "next"):
        if not isinstance(option.get(name), str):
            yield f"{place}: “{name}” is missing."
    for name in ("crit", "stop"):
        if not isinstance(option.get(name, False), bool):
            yield f"{place}: “{name}” is true or false."
    if not _is_whole(option.get("votes", 0)) or not 0 <= option.get("votes", 0) <= MOST_VOTES:
        yield f"{place}: “votes” is a whole number."
    if option.get("stance", "asks") not in Stance.values:
        yield f"{place}: “stance” is asks or tells."
    yield from _score_faults(place, option)
    yield from _effect_faults(place, option)
    yield from _condition_faults(place, option.get("when") or [])
    yield from _way_faults(place, option)


def _effect_faults(place: str, option: Mapping[str, Any]) -> Iterable[str]:
    effects = option.get("effects") or {}
    if (
        not _is_map(effects)
        or set(effects) - set(Meter.values)
        or not all(map(_is_whole, effects.values()))
    ):
        yield f"{place}: “effects” are meters with whole numbers, such as {{trust: -1}}."
    if not _is_list_of_words(option.get("facts") or []):
        yield f"{place}: “facts” is a list of names."


def _way_faults(place: str, option: Mapping[str, Any]) -> Iterable[str]:
    if not isinstance(option.get("ways") or [], list):
        yield f"{place}: “ways” is a list of {{when, next}}."
        return
    for way in option.get("ways") or []:
        if not _is_map(way) or set(way) != {"when", "next"} or not isinstance(way["next"], str):
            yield f"{place}: a way has “when” and “next”."
        else:
            yield from _condition_faults(place, way["when"])


def _score_faults(place: str, option: Mapping[str, Any]) -> Iterable[str]:
    scores = option.get("score", {} if "votes" in option else None)
    if not isinstance(scores, Mapping):
        yield f"{place}: “score” is missing, such as {{S1: 2}}."
        return
    for code, points in scores.items():
        if not _is_whole(points):
            yield f"{place}: {Truncator(str(points)).chars(20)} points for {code} is not a number."


def _condition_faults(place: str, texts: Any) -> Iterable[str]:
    if not isinstance(texts, list):
        yield f"{place}: “when” is a list of conditions."
        return
    for text in texts:
        try:
            read_condition(str(text))
        except ValidationError as error:
            yield f"{place}: {error.message}"


def _is_map(part: Any) -> bool:
    return isinstance(part, Mapping)


def _is_whole(number: Any) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _is_list_of_words(part: Any) -> bool:
    return isinstance(part, list) and _all_words(part)


def _all_words(values: Iterable[Any]) -> bool:
    return all(isinstance(value, str) for value in values)


def _names(unknown: Iterable[Any]) -> str:
    return ", ".join(sorted(str(name) for name in unknown))
