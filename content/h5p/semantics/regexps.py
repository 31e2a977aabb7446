"""The `regexp` of a text field, run only where it cannot run away.

The patterns come with uploaded libraries and are written for a backtracking engine. Each is read
once and its ways through a text are counted, as an upper bound: branches add up, what follows one
another multiplies, a repeat raises to a power. A pattern with too many is not run, and its texts
are left as they are. Nested repeats never pass; `^[a-z]+$` and its like always do.
"""

import re
from functools import lru_cache
from typing import Any

from .fields import Field

MOST_WAYS = 1_000_000
LONGEST_PATTERN = 1_000
LONGEST_TEXT = 2_000
DEEPEST_GROUP = 20


def fits(text: str, field: Field) -> bool:
    """Whether a text is as the field's `regexp` wants it; true where that cannot be told."""
    rule = field.get("regexp")
    if not isinstance(rule, dict) or not isinstance(rule.get("pattern"), str):
        return True
    pattern = _compiled(rule["pattern"], _flags(rule.get("modifiers")), _size(text))
    return pattern is None or len(text) > LONGEST_TEXT or pattern.search(text) is not None


def is_pattern_followed(field: Field) -> bool:
    """Whether the field's pattern can be run at all, on a short text at least."""
    rule = field.get("regexp")
    if not isinstance(rule, dict) or not isinstance(rule.get("pattern"), str):
        return False
    return _compiled(rule["pattern"], _flags(rule.get("modifiers")), 50) is not None


def _flags(modifiers: Any) -> str:
    return "".join(sorted({one for one in str(modifiers or "") if one in "ims"}))


def _size(text: str) -> int:
    """The next of a few sizes, so that few answers need to be remembered."""
    return next((size for size in (50, 200, 1_000) if len(text) <= size), LONGEST_TEXT)


@lru_cache(maxsize=256)
def _compiled(pattern: str, flags: str, size: int) -> re.Pattern[str] | None:
    if len(pattern) > LONGEST_PATTERN:
        return None
    options = re.ASCII
    for flag in flags:
        options |= {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL}[flag]
    reader = _Reader(pattern, size, ends_at_lines="m" in flags)
    try:
        ways = reader.read()
        if ways * (1 if reader.is_anchored else size) > MOST_WAYS:
            return None
        return re.compile("".join(reader.written), options)
    except (re.error, _UnclearError, OverflowError):
        return None


class _UnclearError(Exception):
    """Not a pattern this reader can count, or one with too many ways."""


class _Reader:
    """Reads a JavaScript pattern, counts its ways and writes it anew for Python."""

    _ATOM = re.compile(r"\\[^0-9kcpPuxz]|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|[^\\()\[\]|*+?{}]")
    _CLASS = re.compile(r"\[\^?((?:[^\]\\]|\\.)+)\]", re.DOTALL)
    _OPENING = re.compile(r"\((?:\?(?::|<?[=!]))?")
    _REPEAT = re.compile(r"(?:([*+?])|\{([0-9]{1,4})(,)?([0-9]{1,4})?\})\??")

    def __init__(self, pattern: str, size: int, *, ends_at_lines: bool) -> None:
        self._pattern, self._size, self._at = pattern, size, 0
        self._ends_at_lines = ends_at_lines
        self.is_anchored = True  # every branch begins where the text does
        self.written: list[str] = []

    def read(self) -> int:
        """How many ways there are through a text of the given size; all of the pattern is read."""
        ways = self._branches(depth=0)
        if self._at < len(self._pattern):
            raise _UnclearError
        return ways

    def _branches(self, depth: int) -> int:
        if depth > DEEPEST_GROUP:
            raise _UnclearError
        ways = self._sequence(depth)
        while self._pattern.startswith("|", self._at):
            self._take("|")
            ways += self._sequence(depth)
        return ways

    def _sequence(self, depth: int) -> int:
        ways = 1
        if depth == 0 and not self._pattern.startswith("^", self._at):
            self.is_anchored = False
        while self._at < len(self._pattern) and self._pattern[self._at] not in "|)":
            ways *= self._repeated(self._atom(depth))
            if ways > MOST_WAYS:
                raise _UnclearError
        return ways

    def _atom(self, depth: int) -> int:
        if opening := self._OPENING.match(self._pattern, self._at):
            self._take(opening[0])
            if self._pattern.startswith("?", self._at):
                raise _UnclearError
            ways = self._branches(depth + 1)
            if not self._pattern.startswith(")", self._at):
                raise _UnclearError
            self._take(")")
            return ways
        if found := self._CLASS.match(self._pattern, self._at):
            # Python warns of these, for they may mean something else one day.
            self._take(found[0], found[0][0] + re.sub(r"[\[&~|]", r"\\\g<0>", found[0][1:]))
            return 1
        if found := self._ATOM.match(self._pattern, self._at):
            at_end = found[0] == "$" and not self._ends_at_lines
            self._take(found[0], r"\Z" if at_end else found[0])
            return 1
        raise _UnclearError

    def _repeated(self, ways: int) -> int:
        found = self._REPEAT.match(self._pattern, self._at)
        if found is None:
            return ways
        self._take(found[0])
        if self._pattern[self._at : self._at + 1] in ("*", "+", "?", "{"):
            raise _UnclearError
        sign, least, comma, most = found.groups()
        low = {"*": 0, "+": 1, "?": 0}.get(sign, int(least or 0))
        high = (
            1 if sign == "?" else self._size if sign or (comma and not most) else int(most or low)
        )
        high = min(high, self._size)
        return max(1, high - low + 1) * ways**high

    def _take(self, text: str, written: str | None = None) -> None:
        self._at += len(text)
        self.written.append(text if written is None else written)
