"""One value of a text, number, boolean or select, as its field allows it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .fields import Field, is_optional, label_of, select_options
from .numbers import nearest, number_of
from .regexps import fits
from .text import (
    clean_text,
    is_rich,
    keepable,
    lost_markup,
    plain_text,
    readable,
    shortened,
    visible_length,
)
from .walk import MISSING

MOST_CHOICES = 1_000


@dataclass(frozen=True)
class Leaf:
    """`value` is MISSING where nothing can stay. `code` and `message` say what was changed."""

    value: Any
    code: str = ""
    message: str = ""


def clean_leaf(field: Field, value: Any, *, may_be_empty: bool | None = None) -> Leaf:
    """`field` is of a type in LEAVES. `may_be_empty` overrides what the field says of itself:
    a field in an optional group is optional."""
    if field["type"] != "select":
        return _PLAIN[field["type"]](field, value)
    return _select(field, value, is_optional(field) if may_be_empty is None else may_be_empty)


def _text(field: Field, value: Any) -> Leaf:
    number = None if isinstance(value, str) else number_of(value)
    if not isinstance(value, str) and number is None:
        return _wrong(field, "a text")
    before = keepable(value if isinstance(value, str) else str(value))
    text = clean_text(before, field)
    most = field.get("maxLength")
    if isinstance(most, int) and most > 0 and visible_length(text, field) > most:
        message = f"{label_of(field)} was longer than {most} characters and was shortened."
        return _matched(field, Leaf(shortened(text, field, most), "too-long", message))
    lost = lost_markup(before, text) if is_rich(field) and text != before else []
    if lost:
        message = f"{label_of(field)} may not have {', '.join(lost)}: taken out."
        return _matched(field, Leaf(text, "markup-taken-out", message))
    return _matched(field, Leaf(text))


def _matched(field: Field, leaf: Leaf) -> Leaf:
    seen = leaf.value if is_rich(field) else readable(leaf.value)
    if not leaf.value or fits(seen, field):
        return leaf
    message = f"{label_of(field)} is not written as its type wants it: taken out."
    return Leaf("", "pattern", message)


def _number(field: Field, value: Any) -> Leaf:
    number = number_of(value)
    if number is None:
        return Leaf(MISSING) if value == "" else _wrong(field, "a number")
    wanted = nearest(number, field)
    if wanted == number:
        return Leaf(number)
    message = f"{label_of(field)} was {number} and is now {wanted}, the nearest its type allows."
    return Leaf(wanted, "out-of-range", message)


def _boolean(field: Field, value: Any) -> Leaf:
    if isinstance(value, bool):
        return Leaf(value)
    written = str(value).lower() if isinstance(value, str | int) else ""
    if written in ("true", "1"):
        return Leaf(True, "wrong-type", f"{label_of(field)} was written as {value!r}: now true.")
    if written in ("false", "0"):
        return Leaf(False, "wrong-type", f"{label_of(field)} was written as {value!r}: now false.")
    return _wrong(field, "true or false")


def _select(field: Field, value: Any, may_be_empty: bool) -> Leaf:
    if field.get("multiple") is True:
        return _several(field, value)
    if isinstance(value, list):
        value = value[0] if value else ""
    found = _chosen(field, value)
    if found is not MISSING:
        return Leaf(found)
    if may_be_empty or value == "":
        return Leaf(MISSING) if value == "" else _not_offered(field, MISSING)
    return _not_offered(field, _first_choice(field))


def _several(field: Field, value: Any) -> Leaf:
    wanted = value if isinstance(value, list) else [value]
    found = [_chosen(field, one) for one in wanted[:MOST_CHOICES]]
    kept = [one for one in found if one is not MISSING]
    return Leaf(kept) if len(kept) == len(wanted) else _not_offered(field, kept)


def _chosen(field: Field, value: Any) -> Any:
    """The option a value stands for. A select whose options its editor makes takes any text."""
    if not isinstance(value, str | bool) and number_of(value) is None:
        return MISSING
    options = select_options(field)
    if not options:
        return plain_text(value) if isinstance(value, str) else value
    exact = (option for option, _ in options if option == value and type(option) is type(value))
    alike = (option for option, _ in options if _written(option) == _written(value))
    return next(exact, next(alike, MISSING))


def _first_choice(field: Field) -> Any:
    default = _chosen(field, field.get("default"))
    options = select_options(field)
    return default if default is not MISSING else options[0][0] if options else MISSING


def _written(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else readable(str(value))


def _not_offered(field: Field, instead: Any) -> Leaf:
    message = f"{label_of(field)} had a choice that is not offered."
    return Leaf(instead, "not-an-option", message)


def _wrong(field: Field, wanted: str) -> Leaf:
    return Leaf(MISSING, "wrong-type", f"{label_of(field)} must be {wanted}: taken out.")


_PLAIN: dict[str, Callable[[Field, Any], Leaf]] = {
    "text": _text,
    "number": _number,
    "boolean": _boolean,
}
LEAVES = frozenset({*_PLAIN, "select"})
