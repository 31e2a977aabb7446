"""The fields of a semantics.json: whether it is one, and what each field says of itself."""

from collections.abc import Iterator, Mapping
from typing import Any

from ..names import LibraryName, parse_library_name
from ..problems import Problem
from .numbers import number_of

Field = Mapping[str, Any]

FILE_TYPES = frozenset({"file", "image", "video", "audio"})
FIELD_TYPES = FILE_TYPES | {"text", "number", "boolean", "select", "list", "group", "library"}

MOST_FIELDS = 20_000
DEEPEST_FIELD = 40


def check_semantics(semantics: Any) -> list[Problem]:
    """Everything for which no content could be judged by it; `where` is the place of the field.

    Attributes nobody knows are left alone: content types carry some for their own editors.
    """
    if not isinstance(semantics, list):
        return [Problem("semantics-not-a-list", "semantics.json must hold a list of fields.")]
    problems: list[Problem] = []
    waiting = [(field, str(index), 1) for index, field in enumerate(semantics)]
    seen = 0
    while waiting:
        field, place, depth = waiting.pop()
        seen += 1
        if seen > MOST_FIELDS:
            text = f"semantics.json has more than {MOST_FIELDS} fields."
            return [*problems, Problem("semantics-too-large", text)]
        if depth > DEEPEST_FIELD:
            text = f"Fields lie more than {DEEPEST_FIELD} deep in one another."
            problems.append(Problem("semantics-too-deep", text, place))
            continue
        found = _check_field(field, place)
        problems += found
        if not found:
            inner = _inner_fields(field)
            waiting += [(one, f"{place}/{_named(one, at)}", depth + 1) for at, one in inner]
    return sorted(problems, key=lambda problem: problem.where)


def _check_field(field: Any, place: str) -> list[Problem]:
    if not isinstance(field, dict):
        return [Problem("semantics-field", "A field must be an object.", place)]
    kind = field.get("type")
    if not isinstance(kind, str) or kind not in FIELD_TYPES:
        text = f"A field has the type {str(kind)[:40]!r}, which H5P does not know."
        return [Problem("semantics-unknown-type", text, place)]
    if kind == "group" and not isinstance(field.get("fields"), list):
        return [Problem("semantics-field", "A group must have a list of fields.", place)]
    if kind == "list" and not isinstance(field.get("field"), dict):
        return [Problem("semantics-field", "A list must say which field it repeats.", place)]
    if kind in ("select", "library") and not isinstance(field.get("options") or [], list):
        return [Problem("semantics-field", "Options must be a list.", place)]
    return []


def _inner_fields(field: Field) -> list[tuple[int, Any]]:
    if field["type"] == "group":
        return list(enumerate(field["fields"]))
    return [(0, field["field"])] if field["type"] == "list" else []


def _named(field: Any, index: int) -> str:
    name = field.get("name") if isinstance(field, dict) else None
    return name if isinstance(name, str) and name else str(index)


def type_of(field: Field) -> str:
    """One of `FIELD_TYPES`, or nothing for a type nobody knows."""
    kind = field.get("type")
    return kind if isinstance(kind, str) and kind in FIELD_TYPES else ""


def usable_fields(fields: Any) -> list[Field]:
    """The fields a value can be kept for: objects with a name."""
    if not isinstance(fields, list):
        return []
    return [one for one in fields if isinstance(one, dict) and isinstance(one.get("name"), str)]


def fields_of(group: Field) -> list[Field]:
    return usable_fields(group.get("fields"))


def item_field(field: Field) -> Field | None:
    """What a list repeats."""
    item = field.get("field")
    return item if isinstance(item, dict) else None


def flattened_field(group: Field) -> Field | None:
    """The one field of a group that has no other: its value stands where the group's would.

    A group that is sub-content keeps its own level, for its subContentId (h5p.md 6.2).
    """
    fields = group.get("fields")
    if group.get("isSubContent") is True or not isinstance(fields, list) or len(fields) != 1:
        return None
    return next(iter(usable_fields(fields)), None)


def is_optional(field: Field) -> bool:
    """Content types write it as a boolean, some as the text "true"."""
    return field.get("optional") in (True, "true")


def is_common(field: Field) -> bool:
    """Shown once for a whole content, at its end: mostly the words of buttons."""
    return field.get("common") is True


def widget_of(field: Field) -> str:
    """The name of a widget other than the usual one of its type, or nothing.

    showWhen only says when a field is there; the widget that fills it is named inside."""
    widget = field.get("widget")
    if widget == "showWhen":
        condition = field.get("showWhen")
        widget = condition.get("widget") if isinstance(condition, dict) else None
    return widget if isinstance(widget, str) else ""


def label_of(field: Field) -> str:
    """What an author knows the field by."""
    label = field.get("label")
    return label if isinstance(label, str) and label else str(field.get("name", ""))


def select_options(field: Field) -> list[tuple[Any, str]]:
    """Value and label of everything a select offers, groups of options opened."""
    return [
        (option["value"], str(option.get("label", option["value"])))
        for option in _options(field.get("options"))
        if isinstance(option["value"], str | bool) or number_of(option["value"]) is not None
    ]


def _options(options: Any) -> Iterator[Mapping[str, Any]]:
    for option in options if isinstance(options, list) else []:
        if not isinstance(option, dict):
            continue
        if option.get("type") == "optgroup":
            inner = option.get("options")
            entries = inner if isinstance(inner, list) else []
            yield from (one for one in entries if isinstance(one, dict) and "value" in one)
        elif "value" in option:
            yield option


def library_options(field: Field) -> tuple[LibraryName, ...]:
    """The libraries a field offers, written as texts or as objects with a `name`."""
    options = field.get("options")
    named = [
        one.get("name") if isinstance(one, dict) else one
        for one in (options if isinstance(options, list) else [])
    ]
    return tuple(name for one in named if (name := parse_library_name(one)) is not None)
