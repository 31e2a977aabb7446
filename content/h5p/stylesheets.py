"""Reading a stylesheet far enough to join it to others: its addresses, its imports, its brackets.

Every alternative of the one pattern ends where it begins to fail, so the work is linear in the
length whatever is in there.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

_STRING = r""""(?:[^"\\\n]|\\[\s\S])*+"?|'(?:[^'\\\n]|\\[\s\S])*+'?"""
_ESCAPED = r"\\(?:[0-9a-f]{1,6}\s?|[\s\S])"
_URL = rf"""url\(\s*+(?:{_STRING}|(?:[^\s"'()\\]|{_ESCAPED})*+)\s*+\)"""
_TOKENS = re.compile(
    rf"""(?P<comment>/\*(?:[^*]|\*(?!/))*+(?:\*/)?)
    |(?P<charset>@charset\s++(?:{_STRING})\s*+;?)
    |(?P<imported>@import\s*+(?P<target>{_URL}|{_STRING})(?P<media>[^;{{}}"']*+);?)
    |(?P<url>(?<![\w-]){_URL})
    |(?P<bad>(?<![\w-])url\((?!\s*+["'])(?:[^)\\]|\\[\s\S])*+\)?)
    |(?P<string>{_STRING})
    |(?P<bracket>[(){{}}\[\]])""",
    re.X | re.I,
)
_ESCAPE = re.compile(r"\\(?:([0-9a-fA-F]{1,6})\s?|\n|([\s\S]))")
_FIXED = re.compile(r"[a-z][a-z0-9+.\-]*:|/|#|\?|\Z", re.I)
_CLOSED_BY = {"(": ")", "[": "]", "{": "}"}
_SOURCE_MAP = re.compile(r"/\*[#@]\s*sourceMappingURL=")

Moved = Callable[[str], str]


@dataclass(frozen=True)
class Sheet:
    """`imports` as whole statements: they only work before the text of all sheets."""

    imports: tuple[str, ...]
    text: str


def read_stylesheet(text: str, *, moved: Moved) -> Sheet:
    """Takes relative addresses through `moved`. Others stay: data, fragments, other hosts, paths
    from the root; but an import of another host is dropped, for nothing is fetched from there.

    What is open at the end is closed, as a browser would at the end of a file.
    """
    reading = _Reading(moved)
    body = _TOKENS.sub(reading.take, text)
    return Sheet(tuple(reading.imports), body + reading.rest())


class _Reading:
    def __init__(self, moved: Moved) -> None:
        self.moved = moved
        self.imports: list[str] = []
        self._open: list[str] = []
        self._unfinished = ""

    def take(self, found: re.Match[str]) -> str:
        token = found[0]
        match found.lastgroup:
            case "comment":
                return self._comment(token)
            case "charset":
                return ""
            case "imported" | "target" | "media":
                return self._import(_address(found["target"]), found["media"].strip())
            case "url":
                address = _address(token)
                return token if _FIXED.match(address) else f'url("{self.moved(address)}")'
            case "bad":
                self._unfinished = "" if token.endswith(")") else ")"
                return token
            case "bracket":
                return self._bracket(token)
        return token

    def rest(self) -> str:
        closed = "".join(reversed(self._open))
        return self._unfinished + (f"\n{closed}" if closed else "")

    def _comment(self, token: str) -> str:
        if _SOURCE_MAP.match(token):
            return ""
        if not token.endswith("*/") or token == "/*/":
            self._unfinished = "*/"
        return token

    def _import(self, address: str, media: str) -> str:
        if not _FIXED.match(address):
            self.imports.append(f'@import url("{self.moved(address)}") {media}'.rstrip() + ";")
        return ""

    def _bracket(self, token: str) -> str:
        if token in _CLOSED_BY:
            self._open.append(_CLOSED_BY[token])
        elif self._open and self._open[-1] == token:
            self._open.pop()
        elif token == "}" and not self._open:
            return ""  # it would swallow the first rule of the next file
        return token


def _address(token: str) -> str:
    """From “url( 'a\\ b.png' )” or “'a b.png'”: the address alone."""
    inside = token[4:-1].strip() if token[:4].lower() == "url(" else token
    if inside[:1] in ("'", '"'):
        inside = inside[1:].removesuffix(inside[0])
    return _ESCAPE.sub(_plain, inside)


def _plain(found: re.Match[str]) -> str:
    if found[1]:
        code = int(found[1], 16)
        return chr(code) if 0 < code < 0xD800 or 0xDFFF < code < 0x110000 else "\ufffd"
    return found[2] or ""
