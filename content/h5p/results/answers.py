"""A statement as people read it: the question, what was answered, and what was expected.

The types of report are those of h5p-php-report (h5p.md 7), and the patterns are those of xAPI.
Everything comes out as plain text.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from .scores import SEPARATOR, entries, is_true, mapping
from .texts import plain_text, said, shortened

MOST_QUESTION, MOST_ANSWER, MOST_ANSWERS = 2_000, 2_000, 200
PAIR = "[.]"  # between the two sides of a match
ARROW = " → "
LINE_BREAKS = "https://h5p.org/x-api/line-breaks"
ALTERNATIVES = "https://h5p.org/x-api/alternatives"
NO_CORRECT_ANSWER = "https://h5p.org/x-api/no-correct-answer"
MACHINE_NAME = "https://h5p.org/x-api/h5p-machine-name"
LIBRARY = "http://h5p.org/libraries/"
# Pages of a documentation tool and open questions in a film: nothing in them is right or wrong.
OPEN_TYPES = frozenset({
    "H5P.DocumentationTool", "H5P.GoalsPage", "H5P.GoalsAssessmentPage", "H5P.StandardPage",
    "H5P.TextInputField", "H5P.FreeTextQuestion", "H5P.OpenEndedQuestion", "H5P.Essay",
})  # fmt: skip
_OPTION = re.compile(r"\{[a-z_]{1,20}=[a-z]{1,10}\}")  # “{case_matters=false}” before a pattern
_GAP = re.compile(r"_{5,}")

Sides = tuple[tuple[str, ...], tuple[str, ...]]  # given, expected


@dataclass(frozen=True)
class Answer:
    """`kind` is an interaction type of xAPI, “long-choice” for words marked in a text,
    “long-fill-in” for free writing, or nothing for what is no question.

    `is_right` is None where nothing is right or wrong, or where nobody says.
    """

    kind: str
    question: str
    given: tuple[str, ...]
    expected: tuple[str, ...]
    is_right: bool | None


def read_answer(statement: Mapping[str, Any]) -> Answer:
    """Of a statement as it is kept, or of one from getXAPIData()."""
    definition = mapping(mapping(statement.get("object")).get("definition"))
    result = mapping(statement.get("result"))
    kind = _kind(statement, definition)
    response = _text(result.get("response"))
    given, expected = READERS.get(kind, _read_parts)(definition, response)
    if is_true(mapping(definition.get("extensions")).get(NO_CORRECT_ANSWER)):
        expected = ()
    return Answer(
        kind=kind,
        question=_question(definition, kind),
        given=_tidy(given),
        expected=_tidy(expected),
        is_right=_is_right(kind, definition, result),
    )


def _kind(statement: Mapping[str, Any], definition: Mapping[str, Any]) -> str:
    kind = definition.get("interactionType")
    kind = kind if isinstance(kind, str) else ""
    if _machine_name(statement, definition) in OPEN_TYPES and kind in ("", "fill-in"):
        return "long-fill-in"
    if kind == "choice" and LINE_BREAKS in mapping(definition.get("extensions")):
        return "long-choice"
    return kind


def _machine_name(statement: Mapping[str, Any], definition: Mapping[str, Any]) -> str:
    """By its extension, or by the category, which says “H5P.TrueFalse-1.8”."""
    named = mapping(definition.get("extensions")).get(MACHINE_NAME)
    if isinstance(named, str):
        return named
    activities = mapping(mapping(statement.get("context")).get("contextActivities"))
    for one in entries(activities.get("category")):
        address = mapping(one).get("id")
        if isinstance(address, str) and address.startswith(LIBRARY):
            return address.removeprefix(LIBRARY).rpartition("-")[0]
    return ""


def _question(definition: Mapping[str, Any], kind: str) -> str:
    for key in ("description", "name"):
        text = plain_text(said(definition.get(key)), MOST_QUESTION)
        if text:
            return _GAP.sub("_____", text) if "fill-in" in kind else text
    return ""


def _is_right(kind: str, definition: Mapping[str, Any], result: Mapping[str, Any]) -> bool | None:
    """By the points, which we may have worked out ourselves; else as the browser says."""
    extensions = mapping(definition.get("extensions"))
    if kind == "long-fill-in" or is_true(extensions.get(NO_CORRECT_ANSWER)):
        return None
    score = mapping(result.get("score"))
    raw, most = _number(score.get("raw")), _number(score.get("max"))
    if raw is not None and most:
        return raw >= most
    success = result.get("success")
    return success if isinstance(success, bool) else None


def _number(value: Any) -> int | float | None:
    return None if isinstance(value, bool) or not isinstance(value, int | float) else value


def _tidy(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(shortened(text, MOST_ANSWER) for text in texts[:MOST_ANSWERS] if text)


# One reader for each kind ------------------------------------------------------


def _read_choice(definition: Mapping[str, Any], response: str) -> Sides:
    names = _names(definition, "choices")
    wanted = [key for pattern in _patterns(definition) for key in pattern.split(SEPARATOR)]
    return _named(_parts(response), names), _named([*dict.fromkeys(wanted)], names)


def _read_sequence(definition: Mapping[str, Any], response: str) -> Sides:
    names = _names(definition, "choices")
    return _named(_parts(response), names), _named(_parts(_pattern(definition)), names)


def _read_scale(definition: Mapping[str, Any], response: str) -> Sides:
    names = _names(definition, "scale")
    return _named(_parts(response), names), _named(_parts(_pattern(definition)), names)


def _read_fill_in(definition: Mapping[str, Any], response: str) -> Sides:
    """One entry for each blank, so that both sides stand beside one another; a blank that was left
    empty says so."""
    given = tuple(_plain(part) or "–" for part in response.split(SEPARATOR)) if response else ()
    extensions = mapping(definition.get("extensions"))
    blanks = [_alternatives(one) for one in entries(extensions.get(ALTERNATIVES))]
    if not any(blanks):
        by_place = [_parts(pattern) for pattern in _patterns(definition)]
        blanks = [[*dict.fromkeys(place)] for place in zip(*by_place, strict=False)]
    return given, tuple(" / ".join(map(_plain, blank)) for blank in blanks)


def _alternatives(value: Any) -> list[str]:
    return [one for one in entries(value) if isinstance(one, str)]


def _read_free_text(_: Mapping[str, Any], response: str) -> Sides:
    return tuple(_plain(part) for part in response.split(SEPARATOR)), ()


def _read_match(definition: Mapping[str, Any], response: str) -> Sides:
    """H5P writes “place[.]thing”, xAPI “source[.]target”: whichever way the two are known."""
    sources, targets = _names(definition, "source"), _names(definition, "target")

    def pairs(pattern: str) -> tuple[str, ...]:
        found = [part.split(PAIR) for part in _parts(pattern)]
        return tuple(_matched(pair[0], pair[1], sources, targets) for pair in found if pair[1:])

    return pairs(response), pairs(_pattern(definition))


def _matched(one: str, other: str, sources: Mapping[str, str], targets: Mapping[str, str]) -> str:
    if one not in targets or other not in sources:
        one, other = other, one
    return f"{sources.get(other) or _plain(other)}{ARROW}{targets.get(one) or _plain(one)}"


def _read_true_false(definition: Mapping[str, Any], response: str) -> Sides:
    words = {"true": "True", "false": "False"}
    pattern = _pattern(definition)
    return _named(_parts(response), words), _named(_parts(pattern), words)


def _read_compound(_: Mapping[str, Any], __: str) -> Sides:
    """Its questions have statements of their own."""
    return (), ()


def _read_parts(definition: Mapping[str, Any], response: str) -> Sides:
    return (
        tuple(_plain(part) for part in _parts(response)),
        tuple(_plain(part) for part in _parts(_pattern(definition))),
    )


READERS: Mapping[str, Callable[[Mapping[str, Any], str], Sides]] = {
    "choice": _read_choice,
    "long-choice": _read_choice,
    "sequencing": _read_sequence,
    "likert": _read_scale,
    "fill-in": _read_fill_in,
    "long-fill-in": _read_free_text,
    "matching": _read_match,
    "true-false": _read_true_false,
    "compound": _read_compound,
}


# What patterns are made of -----------------------------------------------------


def _patterns(definition: Mapping[str, Any]) -> list[str]:
    patterns = definition.get("correctResponsesPattern")
    found = [_text(one) for one in (patterns if isinstance(patterns, list) else [patterns])]
    return [_without_options(one) for one in found[:MOST_ANSWERS] if one]


def _pattern(definition: Mapping[str, Any]) -> str:
    return next(iter(_patterns(definition)), "")


def _without_options(pattern: str) -> str:
    while match := _OPTION.match(pattern):
        pattern = pattern[match.end() :]
    return pattern


def _parts(pattern: str) -> list[str]:
    return pattern.split(SEPARATOR)[:MOST_ANSWERS] if pattern else []


def _text(value: Any) -> str:
    """A Branching Question sends numbers here (h5p.md 4.3)."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else ""


def _names(definition: Mapping[str, Any], key: str) -> dict[str, str]:
    return {
        _text(mapping(one).get("id")): plain_text(
            said(mapping(one).get("description")), MOST_ANSWER
        )
        for one in entries(definition.get(key))
    }


def _named(keys: list[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names.get(key) or _plain(key) for key in keys)


def _plain(text: str) -> str:
    return plain_text(text, MOST_ANSWER)
