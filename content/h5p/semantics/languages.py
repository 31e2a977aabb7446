"""The words of a type in the language of the site: where an author left a default as it was.

The words of buttons lie in the content, in the language its author had; the language files of a
library are for editors. They repeat the shape of semantics.json, so the two are read side by side.
"""

from collections.abc import Mapping
from typing import Any

from ..names import LibraryName
from ..ports import Libraries
from ..shapes import Library
from .fields import Field, type_of
from .measuring import taken
from .text import clean_text, is_rich, readable
from .walk import Sources, walk

# What sites say, and what language files are called.
_ALSO = {"no": "nb", "zh-cn": "zh-hans", "zh-tw": "zh-hant", "zh": "zh-hans"}


def translate_defaults(
    params: Any, *, library: LibraryName, libraries: Libraries, language: str
) -> dict[str, Any]:
    """A copy in which each text that is its field's default is the default of `language`, such as
    “nb” or “de-AT”; where there is no such language file, it stays."""
    whole = taken(params)
    sources = Sources(libraries)
    words: dict[LibraryName, dict[int, str]] = {}
    for visit in walk(whole, library=library, sources=sources):
        if visit.type != "text" or not isinstance(visit.value, str):
            continue
        if visit.library not in words:
            found = sources.library(visit.library)
            words[visit.library] = _words_of(found, language) if found else {}
        translated = words[visit.library].get(id(visit.field))
        if translated is not None and _is_default(visit.value, visit.field):
            visit.value = clean_text(translated, visit.field)
    return whole


def language_of(library: Library, language: str) -> Any:
    """The language file that comes nearest, or None."""
    files = {code.lower(): file for code, file in library.languages.items()}
    asked = language.lower().replace("_", "-")
    short = asked.partition("-")[0]
    codes = (asked, _ALSO.get(asked, ""), short, _ALSO.get(short, ""))
    return next((files[code] for code in codes if code in files), None)


def _words_of(library: Library, language: str) -> dict[int, str]:
    """The translated defaults, by the identity of their fields."""
    file = language_of(library, language)
    there = file.get("semantics") if isinstance(file, Mapping) else None
    found: dict[int, str] = {}
    waiting: list[tuple[Any, Any]] = [(library.semantics, there)]
    while waiting:
        here, there = waiting.pop()
        if isinstance(here, list) and isinstance(there, list):
            waiting += zip(here, there, strict=False)
        elif isinstance(here, dict) and isinstance(there, dict):
            default = there.get("default")
            if type_of(here) == "text" and isinstance(default, str):
                found[id(here)] = default
            waiting += [(here.get(key), there.get(key)) for key in ("fields", "field")]
    return found


def _is_default(value: str, field: Field) -> bool:
    default = field.get("default")
    if not isinstance(default, str) or not default:
        return False
    if value in (default, clean_text(default, field)):
        return True
    return not is_rich(field) and readable(value) == readable(default)
