"""What an author still has to do. Nothing is changed; every sentence says what to do next."""

from collections.abc import Iterator
from typing import Any

from ..limits import Limits
from ..names import LibraryName, parse_library_name
from ..ports import Libraries
from ..problems import Problem
from .addresses import clean_path
from .conditions import is_hidden
from .fields import (
    FILE_TYPES,
    flattened_field,
    is_optional,
    label_of,
    library_options,
    widget_of,
)
from .file_values import is_in_list
from .leaves import LEAVES, clean_leaf
from .measuring import check_size
from .numbers import bounds_of, nearest, number_of
from .regexps import fits
from .text import is_blank, is_rich, readable, visible_length
from .walk import Sources, Visit, walk

Found = tuple[str, str]  # code and message


def check_content(params: Any, *, library: LibraryName, libraries: Libraries) -> list[Problem]:
    """Everything an author has to see to, in the order of the content; `where` is the place.

    A missing value counts as its default. Fields that `showWhen` hides, or that have no widget of
    their own, are not asked for. Refused: content that is no object, too deep or too large.
    """
    check_size(params, Limits())
    problems = []
    for visit in walk(params, library=library, sources=Sources(libraries)):
        if not is_hidden(visit):
            problems += [Problem(code, text, visit.place) for code, text in _look(visit)]
    return problems


def _look(visit: Visit) -> Iterator[Found]:
    value = visit.value if visit.is_there else _default(visit)
    if visit.type == "list":
        # A default is its type's affair, here and below.
        yield from _list(visit, value) if visit.is_there or not value else ()
    elif visit.type == "group":
        yield from _group(visit)
    elif _is_empty(visit, value):
        if _is_required(visit):
            yield "required", _please(visit)
    elif not visit.is_there:
        return
    elif visit.type in LEAVES:
        yield from _leaf(visit, value)
    elif visit.type == "library":
        yield from _library(visit, value)
    elif visit.type in FILE_TYPES:
        yield from _file(visit, value)


def _default(visit: Visit) -> Any:
    """What will be filled in; nothing where the default is none its own field allows."""
    default = visit.field.get("default")
    if default is None or visit.type not in LEAVES:
        return [] if visit.type == "list" and not isinstance(default, list) else default
    leaf = clean_leaf(visit.field, default)
    return None if leaf.code else leaf.value


def _is_empty(visit: Visit, value: Any) -> bool:
    if visit.type == "text" and isinstance(value, str):
        return is_blank(value, visit.field)
    if visit.type == "library" and isinstance(value, dict):
        return value.get("library") in (None, "", "-")
    return value in (None, "", [], {})


def _is_required(visit: Visit) -> bool:
    return visit.type != "boolean" and widget_of(visit.field) != "none" and not _may_be_empty(visit)


def _may_be_empty(visit: Visit) -> bool:
    """Optional itself, or in an optional group; not for lying in an optional list's entry."""
    if is_optional(visit.field):
        return True
    parent = visit.parent
    return parent is not None and parent.type == "group" and _may_be_empty(parent)


def _please(visit: Visit) -> str:
    label = label_of(visit.field)
    if visit.type in FILE_TYPES:
        return f"Add a file for “{label}”."
    if visit.type in ("select", "library"):
        return f"Choose something for “{label}”."
    return f"Fill in “{label}”."


def _group(visit: Visit) -> Iterator[Found]:
    has_level = flattened_field(visit.field) is None
    if visit.is_there and has_level and not isinstance(visit.value, dict):
        yield "wrong-type", f"“{label_of(visit.field)}” must be a group of values."


def _list(visit: Visit, value: Any) -> Iterator[Found]:
    label = label_of(visit.field)
    if not isinstance(value, list):
        yield "wrong-type", f"“{label}” must be a list."
        return
    least, most = bounds_of(visit.field)
    if least is not None and len(value) < least and not (not value and _may_be_empty(visit)):
        yield "too-few-items", f"“{label}” needs at least {least}: add {least - len(value)} more."
    if most is not None and 0 < most < len(value):
        yield "too-many-items", f"“{label}” may have {most} at most: remove {len(value) - most}."


def _leaf(visit: Visit, value: Any) -> Iterator[Found]:
    field, label = visit.field, label_of(visit.field)
    if visit.type == "text" and isinstance(value, str):
        yield from _text(visit, value)
    elif visit.type == "number" and not isinstance(value, str) and number_of(value) is not None:
        yield from _number(visit, value)
    elif visit.type == "select":
        if clean_leaf(field, value).code:
            yield "not-an-option", f"Choose one of the options of “{label}”."
    elif visit.type != "boolean" or not isinstance(value, bool):
        kind = {"text": "a text", "number": "a number", "boolean": "true or false"}[visit.type]
        yield "wrong-type", f"“{label}” must be {kind}."


def _text(visit: Visit, value: str) -> Iterator[Found]:
    field, label = visit.field, label_of(visit.field)
    most, length = field.get("maxLength"), visible_length(value, field)
    if isinstance(most, int) and 0 < most < length:
        yield "too-long", f"“{label}” may have {most} characters at most and has {length}."
    if not fits(value if is_rich(field) else readable(value), field):
        yield "pattern", f"“{label}” is not written as it should be. Look at its description."


def _number(visit: Visit, value: int | float) -> Iterator[Found]:
    field, label = visit.field, label_of(visit.field)
    wanted = nearest(value, field)
    if wanted == value:
        return
    least, most = bounds_of(field)
    if least is not None and value < least:
        yield "too-low", f"“{label}” must be at least {least}."
    elif most is not None and value > most:
        yield "too-high", f"“{label}” must be at most {most}."
    else:
        yield "not-on-step", f"“{label}” cannot be {value}. The nearest it can be is {wanted}."


def _library(visit: Visit, value: Any) -> Iterator[Found]:
    label = label_of(visit.field)
    name = parse_library_name(value.get("library")) if isinstance(value, dict) else None
    if name is None:
        yield "wrong-type", f"“{label}” must be an activity. Choose one."
        return
    offered = library_options(visit.field)
    if offered and name.machine_name not in {one.machine_name for one in offered}:
        yield "library-not-allowed", f"{name} cannot be used in “{label}”. Choose another activity."
    elif visit.sources.library(name) is None:
        yield "missing-library", f"{name} is not on this site. Ask for it, or choose another one."


def _file(visit: Visit, value: Any) -> Iterator[Found]:
    in_list = is_in_list(visit.type)
    files = value if in_list and isinstance(value, list) else [value]
    for one in files:
        path = one.get("path") if isinstance(one, dict) else None
        if not isinstance(path, str) or (in_list and not isinstance(value, list)):
            yield "wrong-type", f"“{label_of(visit.field)}” must be a file. Add it again."
        elif clean_path(path, may_be_elsewhere=in_list) is None:
            yield (
                "unsafe-path",
                f"The file of “{label_of(visit.field)}” cannot be used. Add it again.",
            )
