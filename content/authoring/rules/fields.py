"""The description of a form: what the browser must know of each field, and nothing else.

A field that the browser cannot offer has the kind “kept”: its value stays as it is.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from content.h5p.names import LibraryName
from content.h5p.semantics.fields import (
    FILE_TYPES,
    Field,
    fields_of,
    flattened_field,
    is_common,
    is_optional,
    item_field,
    library_options,
    type_of,
    usable_fields,
    widget_of,
)
from content.h5p.semantics.text import is_rich
from content.h5p.shapes import Library

from .words import plain_lines, spoken_semantics

Described = dict[str, Any]
# Of an option in the semantics, the library that is there for it; None where there is none.
Offers = Callable[[LibraryName], Library | None]

KINDS_OF_TEXT = {
    "textarea": "area",
    "colorSelector": "colour",
    "timecode": "line",
}
IMPORTANCE = {"low": "low", "medium": "medium", "high": "high"}
DEEPEST = 40


@dataclass(frozen=True)
class Setting:
    """Where a field stands: `eased` within an optional group, whose fields may all be empty."""

    offers: Offers
    depth: int = 0
    eased: bool = False

    def inside(self, *, eased: bool = False) -> "Setting":
        return replace(self, depth=self.depth + 1, eased=eased)


def describe_library(library: Library, *, offers: Offers, language: str) -> Described:
    """`offers` says which activities may stand inside it; its answer is what is written down."""
    settings = library.metadata.get("metadataSettings")
    settings = settings if isinstance(settings, Mapping) else {}
    switched_off = {str(settings.get(key)) for key in ("disable", "disableExtraTitleField")}
    return {
        "name": str(library.name),
        "title": library.title,
        "hasTitle": not switched_off & {"1", "True"},
        "fields": [
            describe_field(field, Setting(offers))
            for field in usable_fields(spoken_semantics(library, language))
        ],
    }


def describe_field(field: Field, setting: Setting) -> Described:
    kind = type_of(field)
    is_deep = setting.depth >= DEEPEST
    described = {
        "name": str(field.get("name", "")),
        "type": kind,
        "kind": "kept" if is_deep else _kind(field, kind),
        "label": _label(field),
        "help": " ".join(plain_lines(field.get("description"))),
        "tips": _tips(field),
        "isOptional": setting.eased or is_optional(field) or kind == "boolean",
        "isCommon": is_common(field),
        "importance": IMPORTANCE.get(str(field.get("importance")), "medium"),
        "placeholder": _text(field.get("placeholder")),
        "default": field.get("default"),
        "shown": _condition(field),
    }
    more = None if is_deep else MORE.get(kind)
    full = {**described, **(more(field, setting) if more else {})}
    return {key: value for key, value in full.items() if not _says_nothing(value)}


def _says_nothing(value: Any) -> bool:
    """Nought is a value: a number may be no less."""
    return value is None or value is False or value in ("", [])


def _kind(field: Field, kind: str) -> str:
    widget = widget_of(field)
    if widget == "showWhen":
        condition = field.get("showWhen")
        widget = _text(condition.get("widget")) if isinstance(condition, Mapping) else ""
    if widget == "none" or not kind:
        return "kept"
    if kind == "text":
        return "rich" if is_rich(field) or widget == "html" else KINDS_OF_TEXT.get(widget, "line")
    if kind == "select":
        return "radio" if widget == "radioGroup" else "select"
    return "media" if kind in FILE_TYPES else kind


def _label(field: Field) -> str:
    label = " ".join(plain_lines(field.get("label")))
    return label or _text(field.get("name")) or "Value"


def _tips(field: Field) -> list[str]:
    important = field.get("important")
    if not isinstance(important, Mapping):
        return []
    return plain_lines(important.get("description")) + plain_lines(important.get("example"))


def _condition(field: Field) -> Described | None:
    """Of the widget “showWhen”: any rule is enough, unless its type is “and”."""
    condition = field.get("showWhen")
    if not isinstance(condition, Mapping):
        return None
    rules = condition.get("rules", [condition])
    return {
        "isAll": condition.get("type") == "and",
        "isCleared": condition.get("nullWhenHidden") is True,
        "rules": [
            {"field": rule["field"], "equals": rule.get("equals")}
            for rule in (rules if isinstance(rules, list) else [])
            if isinstance(rule, Mapping) and isinstance(rule.get("field"), str)
        ],
    }


def _of_text(field: Field, _setting: Setting) -> Described:
    tags = field.get("tags")
    return {
        "maxLength": _number(field.get("maxLength")),
        "tags": [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
        "paragraph": "p" if field.get("enterMode") == "p" else "div",
        "colours": _palette(field.get("spectrum")),
    }


def _palette(spectrum: Any) -> list[str]:
    rows = spectrum.get("palette") if isinstance(spectrum, Mapping) else None
    found: list[str] = []
    for row in rows if isinstance(rows, list) else []:
        found += [one for one in (row if isinstance(row, list) else [row]) if isinstance(one, str)]
    return found


def _of_number(field: Field, _setting: Setting) -> Described:
    numbers = {key: _number(field.get(key)) for key in ("min", "max", "step", "decimals")}
    return {**numbers, "unit": _text(field.get("unit")), "isTime": widget_of(field) == "timecode"}


def _of_select(field: Field, _setting: Setting) -> Described:
    return {"choices": _choices(field.get("options")), "isMultiple": field.get("multiple") is True}


def _choices(options: Any) -> list[Described]:
    found: list[Described] = []
    for option in options if isinstance(options, list) else []:
        if not isinstance(option, dict):
            continue
        label = _text(option.get("label")) or str(option.get("value", ""))
        if option.get("type") == "optgroup":
            found.append({"label": label, "choices": _choices(option.get("options"))})
        elif "value" in option:
            found.append({"value": option["value"], "label": label})
    return found


def _of_list(field: Field, setting: Setting) -> Described:
    item = item_field(field) or {}
    return {
        "item": describe_field(item, setting.inside()),
        "entity": _text(field.get("entity")) or "item",
        "min": _number(field.get("min")),
        "max": _number(field.get("max")),
        "defaultNum": _number(field.get("defaultNum")),
    }


def _of_group(field: Field, setting: Setting) -> Described:
    inside = setting.inside(eased=setting.eased or is_optional(field))
    return {
        "fields": [describe_field(one, inside) for one in fields_of(field)],
        "isFlat": flattened_field(field) is not None,
        "isOpen": field.get("expanded") is True,
    }


def _of_library(field: Field, setting: Setting) -> Described:
    asked = library_options(field)
    offered = [setting.offers(name) for name in asked]
    found = {library.name: library for library in offered if library is not None}
    choices = [{"value": str(name), "label": library.title} for name, library in found.items()]
    missing = offered.count(None)
    return {"choices": sorted(choices, key=lambda one: one["label"]), "missing": missing}


def _of_file(field: Field, _setting: Setting) -> Described:
    mimes = field.get("mimes")
    return {
        "mimes": [one for one in mimes if isinstance(one, str)] if isinstance(mimes, list) else [],
        "hasNoCredit": field.get("disableCopyright") is True,
    }


MORE = {
    "text": _of_text,
    "number": _of_number,
    "select": _of_select,
    "list": _of_list,
    "group": _of_group,
    "library": _of_library,
    **dict.fromkeys(FILE_TYPES, _of_file),
}


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _number(value: Any) -> float | int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return value
    try:
        return float(value) if isinstance(value, str) else None
    except ValueError:
        return None
