"""h5p.json: what a package says of itself, by the official schema (h5p.md 6.1)."""

from typing import Any

from .findings import Findings
from .names import LibraryName, name_of
from .schema import (
    Record,
    dependency,
    embed_types,
    list_of,
    number,
    one_of,
    pattern,
    text,
)
from .shapes import Manifest

FILE = "h5p.json"
_CODE = "invalid-h5p-json-file"

_LONG = text(5_000, lines=True)
_YEAR = number(4)
_AUTHOR = Record({"name": text(255), "role": pattern(r"\w{1,100}", "one word, such as Author")})
_CHANGE = Record({
    "date": pattern(
        r"[0-9]{2}-[0-9]{2}-[0-9]{2} [0-9]{1,2}:[0-9]{2}:[0-9]{2}", "like 26-11-30 14:05:00"
    ),
    "author": text(255),
    "log": _LONG,
})  # fmt: skip
_SCHEMA = Record(
    required={
        "title": text(255),
        "language": pattern(r"[-a-zA-Z]{1,10}", "the code of a language, such as en"),
        "mainLibrary": pattern(
            r"[$a-z_][0-9a-z_.$]{1,254}", "the machine name of a library, such as H5P.MultiChoice"
        ),
        "embedTypes": embed_types,
        "preloadedDependencies": list_of(dependency),
    },
    optional={
        "dynamicDependencies": list_of(dependency),
        "contentType": text(255),
        "author": text(255),
        "authors": list_of(_AUTHOR),
        "source": pattern(r"https?://[^\n]{1,2000}", "an address that begins with http"),
        "license": one_of((
            "CC BY", "CC BY-SA", "CC BY-ND", "CC BY-NC", "CC BY-NC-SA", "CC BY-NC-ND", "CC0 1.0",
            "GNU GPL", "PD", "ODC PDDL", "CC PDM", "U", "C",
        )),
        "licenseVersion": one_of(("1.0", "2.0", "2.5", "3.0", "4.0")),
        "licenseExtras": _LONG,
        # The schema says years, what editors write says year.
        "yearsFrom": _YEAR, "yearsTo": _YEAR, "yearFrom": _YEAR, "yearTo": _YEAR,
        "changes": list_of(_CHANGE),
        "authorComments": _LONG,
        "w": number(4), "h": number(4),
        "metaKeywords": text(5_000), "metaDescription": text(5_000),
        "a11yTitle": text(255, lines=True),
        "extraTitle": text(255),
        "defaultLanguage": pattern(r"[-a-z]{1,10}", "the code of a language, such as en"),
    },
)  # fmt: skip


def check_manifest(raw: Any, findings: Findings) -> Manifest | None:
    """None where anything in it is wrong; what that is goes to the findings, all of it."""
    if not isinstance(raw, dict):
        findings.add(_CODE, "h5p.json must hold an object, not a list or a text.", FILE)
        return None
    kept, wrong, missing = _SCHEMA.check(raw)
    for key in missing:
        findings.add("missing-required-property", f"h5p.json does not say its “{key}”.", FILE)
    for place, sentence in wrong:
        findings.add(_CODE, f"In h5p.json, “{place}” {sentence}.", FILE)
    if wrong or missing:
        return None
    dependencies = _dependencies(kept)
    main = kept["mainLibrary"]
    if main not in {name.machine_name for name in dependencies}:
        said = f"h5p.json names {main} as its content type, but not among its dependencies."
        findings.add("main-library-not-listed", said, FILE)
        return None
    return Manifest(kept["title"], kept["language"], main, dependencies, kept)


def _dependencies(kept: dict[str, Any]) -> tuple[LibraryName, ...]:
    listed = (*kept["preloadedDependencies"], *kept.get("dynamicDependencies", ()))
    names = (name_of(entry) for entry in listed)
    return tuple(dict.fromkeys(name for name in names if name is not None))
