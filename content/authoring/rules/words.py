"""The words of a form in the language of the site, where the library brings them."""

import html
import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.html import strip_tags

from content.h5p.shapes import Library

SPOKEN = ("label", "description", "entity", "placeholder", "example", "title")
_END_OF_LINE = re.compile(r"</(?:p|li|div|h[1-6])>|<br ?/?>", re.IGNORECASE)


def spoken_semantics(library: Library, language: str) -> list[Any]:
    """The semantics with labels, help and default texts in `language` (“en-gb”, “de”).

    A language file has the shape of the semantics, so what stands at the same place belongs
    together (h5p.md 11). Without one, the words stay as they are.
    """
    for code in _codes(language):
        file = library.languages.get(code)
        if isinstance(file, Mapping) and isinstance(file.get("semantics"), list):
            return list(_merged(library.semantics, file["semantics"]))
    return list(library.semantics)


def _codes(language: str) -> Iterator[str]:
    """“en-gb” is looked for as itself, then as “en”."""
    code = language.lower()
    while code:
        yield code
        code = code.rpartition("-")[0]


def _merged(value: Any, words: Any) -> Any:
    if isinstance(value, list) and isinstance(words, list):
        rest = value[len(words) :]
        return [_merged(one, word) for one, word in zip(value, words, strict=False)] + rest
    if not isinstance(value, dict) or not isinstance(words, Mapping):
        return value
    found = dict(value)
    keys = (*SPOKEN, "default") if value.get("type") == "text" else SPOKEN
    for key, word in words.items():
        if key not in value:
            continue
        if isinstance(word, str) and isinstance(value[key], str):
            found[key] = word if key in keys else value[key]
        else:
            found[key] = _merged(value[key], word)
    return found


def plain_lines(markup: Any) -> list[str]:
    """Help written as markup, as lines of plain text."""
    if not isinstance(markup, str):
        return []
    lines = (html.unescape(strip_tags(part)) for part in _END_OF_LINE.split(markup))
    return [" ".join(line.split()) for line in lines if line.strip()]
