"""JSON from strangers: only what every other reader and a database take the same way.

Python's reader takes NaN, numbers of a thousand digits, half characters and the last of two equal
keys. Here each of them is refused, and so is anything too deep or too large to walk through.
"""

import json
import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from .findings import megabytes
from .limits import Limits
from .problems import Problem, Refused

MOST_VALUES = 400_000
MOST_DIGITS = 15  # what every reader keeps exactly

_BOM = b"\xef\xbb\xbf"
# Each text once and to its end, closed or not: possessive, so that no text is walked twice.
_TEXTS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?', re.DOTALL)
_MARKS = (b"[", b"{", b",")
_HALF_OR_NUL = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_HALF = re.compile("[\ud800-\udfff]")


class _UnfitError(ValueError):
    """The sentence that says what is wrong."""


def read_json(data: bytes, *, where: str, limits: Limits, code: str = "invalid-json") -> Any:
    """The value of a JSON file. Refused with one problem of this code, which says what to mend."""
    try:
        if len(data) > limits.json_bytes:
            raise _UnfitError(f"It is larger than {megabytes(limits.json_bytes)}.")
        text = _decode(data)
        _check_count(data)
        value = _READER.decode(text)
        if data.count(b"[") + data.count(b"{") > limits.json_depth:
            _check_depth(value, limits.json_depth)
        if _HALF_OR_NUL.search(data):
            _check_texts(value)
    except _UnfitError as unfit:
        reason = str(unfit)
    except json.JSONDecodeError as error:
        reason = f"It is not valid JSON: see line {error.lineno}, column {error.colno}."
    except RecursionError:
        reason = "Its values lie too deep in one another."
    else:
        return value
    raise Refused([Problem(code, f"This file cannot be read. {reason}", where)])


def _decode(data: bytes) -> str:
    try:
        text = data.removeprefix(_BOM).decode()
    except UnicodeDecodeError:
        raise _UnfitError("It must be saved as UTF-8.") from None
    if "\0" in text:
        raise _UnfitError("It must be saved as UTF-8.")  # UTF-16 of plain letters
    return text


def _check_count(data: bytes) -> None:
    """How many values there are, before any of them takes up memory."""
    if sum(map(data.count, _MARKS)) > MOST_VALUES:
        bare = _TEXTS.sub(b"", data)
        if sum(map(bare.count, _MARKS)) > MOST_VALUES:
            raise _UnfitError(f"It holds more than {MOST_VALUES} values.")


def _check_depth(value: Any, most: int) -> None:
    level = [value]
    for _ in range(most + 1):
        level = [inner for one in level for inner in _inside(one)]
        if not level:
            return
    raise _UnfitError(f"Its values lie more than {most} deep in one another.")


def _inside(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def _check_texts(value: Any) -> None:
    for text in _texts_in(value):
        if "\0" in text:
            raise _UnfitError("A text in it holds a NUL character, which cannot be stored.")
        if _HALF.search(text):
            raise _UnfitError("A text in it holds half a character, which cannot be stored.")


def _texts_in(value: Any) -> Iterator[str]:
    waiting = [value]
    while waiting:
        one = waiting.pop()
        if isinstance(one, str):
            yield one
        elif isinstance(one, dict):
            yield from one
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        counts = Counter(key for key, _ in pairs)
        twice = next(key for key in found if counts[key] > 1)
        raise _UnfitError(f"The key {twice[:60]!r} stands twice in one object.")
    return found


def _integer(digits: str) -> int:
    if len(digits.lstrip("-")) > MOST_DIGITS:
        raise _UnfitError(f"A number in it has more than {MOST_DIGITS} digits.")
    return int(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _UnfitError("A number in it is too large.")
    return number


def _constant(name: str) -> Any:
    raise _UnfitError(f"{name} is not a value of JSON.")


_READER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_fraction, parse_constant=_constant
)
