"""Which declarations of a style attribute stay: those a text's `font` allows (h5p.md 6.2).

Every pattern is linear and names its characters, so that no url(), expression or escape fits one.
"""

import re
from collections.abc import Mapping
from typing import Any

STYLED_TAGS = frozenset(
    {"span", "p", "div", "h1", "h2", "h3", "table", "col", "figure", "td", "th", "li"}
)

_SIZE = r"[0-9.]{1,10}(?:em|rem|px|pt|%)?"
_COLOUR = r"#[0-9a-f]{3,8}|rgba?\([0-9,.% /]{1,60}\)|hsla?\([0-9,.% /deg]{1,60}\)|[a-z]{1,30}"
_SIZES = rf"{_SIZE}(?: {_SIZE}){{0,3}}"

_OF_FONT = {
    "size": {"font-size": _SIZE},
    "family": {"font-family": r"[-a-z0-9,'\"& ]{1,200}"},
    "color": {"color": _COLOUR},
    "background": {"background-color": _COLOUR},
    "spacing": {"letter-spacing": _SIZE},
    "height": {"line-height": _SIZE},
}
_OF_ANY_TEXT = {"text-align": "center|left|right"}
_OF_TABLE = {
    "border": rf"{_SIZE} [a-z]{{1,10}}(?: (?:{_COLOUR}))?",
    "border-style": "[a-z]{1,10}",
    "border-width": _SIZES,
    "border-color": _COLOUR,
    "background-color": _COLOUR,
    "vertical-align": "[a-z]{1,20}",
    "padding": _SIZES,
    "width": _SIZE,
    "height": _SIZE,
    "float": "left|right|none",
    "border-collapse": "collapse",
}


def allowed_styles(font: Any, *, with_table: bool) -> Mapping[str, re.Pattern[str]]:
    """Property to the pattern of its whole value. `font` is that of a text field."""
    patterns = dict(_OF_ANY_TEXT)
    if with_table:
        patterns |= _OF_TABLE
    for key, of_key in _OF_FONT.items():
        # A list of choices counts as leave, as it does for the official host.
        if isinstance(font, Mapping) and font.get(key):
            patterns |= of_key
    return {
        name: re.compile(pattern, re.ASCII | re.IGNORECASE) for name, pattern in patterns.items()
    }


def clean_style(style: str, patterns: Mapping[str, re.Pattern[str]]) -> str:
    """The declarations that may stay, tidied; nothing where none may."""
    kept = []
    for declaration in style.split(";"):
        name, colon, value = declaration.partition(":")
        pattern = patterns.get(name.strip().lower()) if colon else None
        if pattern is not None and pattern.fullmatch(value.strip()):
            kept.append(f"{name.strip().lower()}:{value.strip()};")
    return "".join(kept)
