"""What is kept of a statement: the keys we know, with numbers as the texts xAPI asks for.

Widths are cut here, because a content type may send a whole page as one description.
"""

from collections.abc import Mapping
from typing import Any

from .checking import MOST_ADDRESS, SUB_CONTENT, interaction_in
from .scores import SEPARATOR, entries, mapping
from .texts import LANGUAGE, said

MOST_NAME, MOST_DESCRIPTION, MOST_RESPONSE, MOST_CHOICE = 255, 8_000, 16_000, 1_000
MOST_CHOICES, MOST_PATTERNS, MOST_EXTENSIONS = 500, 100, 20
LIBRARY = "http://h5p.org/libraries/"
COMPONENTS = ("choices", "scale", "source", "target", "steps")


def response_in(result: Mapping[str, Any]) -> str | None:
    """Whole, for the score is worked out from it; None where there is none. Types send numbers and
    lists where xAPI asks for a text."""
    return text_of(result.get("response"))


def text_of(value: Any) -> str | None:
    if isinstance(value, list):
        parts = [text_of(one) for one in value if not isinstance(one, list)]
        return SEPARATOR.join(part for part in parts if part is not None)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value) if isinstance(value, str | int | float) else None


def kept_definition(definition: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {
        "type": _address(definition.get("type")),
        "name": _language_map(definition.get("name"), MOST_NAME),
        "description": _language_map(definition.get("description"), MOST_DESCRIPTION),
        "interactionType": interaction_in(dict(definition)),
        "extensions": _extensions(definition.get("extensions")),
    }
    if "correctResponsesPattern" in definition:
        kept["correctResponsesPattern"] = _patterns(definition["correctResponsesPattern"])
    kept |= {key: _components(definition.get(key)) for key in COMPONENTS}
    return {key: value for key, value in kept.items() if value or key == "correctResponsesPattern"}


def _address(value: Any) -> str:
    is_one = isinstance(value, str) and len(value) <= MOST_ADDRESS and "://" in value
    return value if is_one else ""


def _language_map(value: Any, most: int) -> dict[str, str]:
    """Under the language H5P always uses: the others are not the languages they claim to be."""
    text = text_of(said(value)) if not isinstance(value, list) else None
    return {LANGUAGE: text[:most]} if text else {}


def _patterns(value: Any) -> list[str]:
    """Some types send one text instead of a list."""
    patterns = [text_of(one) for one in (value if isinstance(value, list) else [value])]
    return [one[:MOST_RESPONSE] for one in patterns if one is not None][:MOST_PATTERNS]


def _components(value: Any) -> list[dict[str, Any]]:
    return [
        {"id": key[:MOST_NAME], "description": _language_map(one.get("description"), MOST_CHOICE)}
        for one in entries(value)[:MOST_CHOICES]
        if isinstance(one, dict) and (key := text_of(one.get("id"))) is not None
    ]


def _extensions(value: Any) -> dict[str, Any]:
    """As they are: what they mean is up to each type, and all of it has passed the size."""
    found = {key: one for key, one in mapping(value).items() if _address(key)}
    first = {key: found[key] for key in (SUB_CONTENT,) if key in found}
    return dict([*(first | found).items()][:MOST_EXTENSIONS])


def kept_result(result: Mapping[str, Any], response: str | None) -> dict[str, Any]:
    """Without the score, which is written by whoever judges."""
    kept: dict[str, Any] = {
        key: result[key] for key in ("success", "completion") if isinstance(result.get(key), bool)
    }
    if response is not None:
        kept["response"] = response[:MOST_RESPONSE]
    duration = result.get("duration")
    if isinstance(duration, str) and len(duration) <= 80:
        kept["duration"] = duration
    return kept


def kept_context(context: Any, activity_id: str) -> dict[str, Any]:
    """Parents that are ours, and the libraries: nothing that points anywhere else."""
    activities = mapping(mapping(context).get("contextActivities"))
    part = f"{activity_id}?subContentId="
    kept = {
        "parent": _activities(activities.get("parent"), activity_id, part),
        "grouping": _activities(activities.get("grouping"), activity_id, part),
        "category": _activities(activities.get("category"), "", LIBRARY),
    }
    found = {
        "contextActivities": {key: value for key, value in kept.items() if value},
        "extensions": _extensions(mapping(context).get("extensions")),
    }
    return {key: value for key, value in found.items() if value}


def _activities(value: Any, whole: str, beginning: str) -> list[dict[str, str]]:
    addresses = [mapping(one).get("id") for one in entries(value)[:MOST_EXTENSIONS]]
    return [
        {"id": one, "objectType": "Activity"}
        for one in addresses
        if isinstance(one, str) and len(one) <= MOST_ADDRESS
        if one == whole or one.startswith(beginning)
    ]
