"""What the official editor is told about libraries, in the shapes it reads (h5p.md 10)."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from content.h5p.dependencies import full_closure
from content.h5p.names import LibraryName, parse_library_name
from content.h5p.problems import Problem
from content.h5p.semantics.clean import clean_content
from content.h5p.shapes import Library

from .types import Shelf, newest

AddressOf = Callable[[Library, str], str]
PRESAVE = "presave.js"


def listed_libraries(asked: Iterable[str] | None, *, by: Any) -> list[dict[str, Any]]:
    """All that may be begun with, or those asked for by name."""
    shelf = Shelf(by)
    if asked is not None:
        names = (parse_library_name(one) for one in asked)
        found = [shelf.libraries.find(name) for name in names if name]
        return [_listed(one, shelf) for one in found if one is not None]
    latest = set(newest(shelf.libraries.names()))
    rows = [shelf.libraries.find(name) for name in sorted(shelf.libraries.names())]
    return [
        {**_listed(one, shelf), "isOld": one.name not in latest}
        for one in rows
        if one is not None and one.is_runnable
    ]


def _listed(library: Library, shelf: Shelf) -> dict[str, Any]:
    name = library.name
    return {
        "uberName": str(name),
        "name": name.machine_name,
        "title": library.title,
        "majorVersion": name.major,
        "minorVersion": name.minor,
        "runnable": int(library.is_runnable),
        "restricted": not shelf.may_use(name),
        "tutorialUrl": "",
        "metadataSettings": library.metadata.get("metadataSettings"),
    }


def library_data(
    name: LibraryName, *, language: str, address_of: AddressOf, by: Any
) -> dict[str, Any] | None:
    """One library: its semantics and translation, and the addresses of the code that its form
    takes, in the order in which it must load."""
    shelf = Shelf(by)
    library = shelf.libraries.find(name)
    if library is None:
        return None
    needed = _editor_libraries(library, shelf)
    scripts = [address_of(one, path) for one in needed for path in one.scripts]
    if PRESAVE in library.files:
        scripts.append(address_of(library, PRESAVE))
    return {
        "name": name.machine_name,
        "title": library.title,
        "version": {"major": name.major, "minor": name.minor},
        "metadataSettings": library.metadata.get("metadataSettings"),
        "semantics": library.semantics,
        "language": _language(library, language),
        "defaultLanguage": None,
        "languages": ["en", *sorted(library.languages)],
        "javascript": scripts,
        "css": [address_of(one, path) for one in needed for path in one.styles],
        "translations": _translations(needed, language),
        "upgradesScript": address_of(library, "upgrades.js")
        if "upgrades.js" in library.files
        else None,
    }


def _editor_libraries(library: Library, shelf: Shelf) -> list[Library]:
    """What its editor dependencies load, in order; a form needs nothing of what only plays."""
    asked = library.dependencies("editor")
    closure = full_closure(asked, libraries=shelf.libraries, editor=True)
    return [one for one in closure if one.name != library.name]


def _language(library: Library, language: str) -> str | None:
    """The language file as text: the editor reads it itself."""
    found = library.languages.get(language)
    return json.dumps(found, ensure_ascii=False) if found is not None else None


def _translations(libraries: Iterable[Library], language: str) -> dict[str, Any]:
    found = {one.name.machine_name: one.languages.get(language) for one in libraries}
    found |= {
        one.name.machine_name: one.languages.get("en")
        for one in libraries
        if found[one.name.machine_name] is None
    }
    return {name: words for name, words in found.items() if words is not None}


def translations_of(asked: Iterable[str], *, language: str, by: Any) -> dict[str, str]:
    """The language files of libraries by the name they were asked with."""
    shelf = Shelf(by)
    found: dict[str, str] = {}
    for one in asked:
        name = parse_library_name(one)
        library = shelf.libraries.find(name) if name else None
        words = _language(library, language) if library else None
        if words is not None:
            found[one] = words
    return found


def filtered(sent: dict[str, Any], *, by: Any) -> tuple[dict[str, Any] | None, tuple[Problem, ...]]:
    """Content that was pasted, as its semantics allow it; None where its library is not here."""
    shelf = Shelf(by)
    name = parse_library_name(sent.get("library"))
    params = sent.get("params")
    if name is None or shelf.libraries.find(name) is None or not isinstance(params, dict):
        return None, ()
    cleaned = clean_content(params, library=name, libraries=shelf.libraries)
    return {**sent, "params": cleaned.params}, cleaned.findings


def library_bytes(folder: str, path: str, *, by: Any) -> bytes | None:
    shelf = Shelf(by)
    name = parse_library_name(folder)
    library = shelf.libraries.find(name) if name else None
    if library is None or path not in library.files:
        return None
    return shelf.libraries.read(library, path)
