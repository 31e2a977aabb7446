"""library.json: what a library says of itself, by the official schema (h5p.md 6.1)."""

from collections.abc import Iterator
from typing import Any

from .findings import Findings, shown
from .names import LibraryName, name_of
from .schema import (
    Record,
    UnfitError,
    dependency,
    embed_types,
    flag,
    list_of,
    machine_name,
    number,
    one_of,
    pattern,
    text,
    version_number,
)

FILE = "library.json"
CORE_API = (1, 28)
_PATH = pattern(r"[a-z0-9_\-.\s/\\]{1,200}", "the path of a file of the library")


def _path_ending(ending: str) -> Record:
    def rule(value: Any) -> str:
        path: str = _PATH(value)
        if not path.lower().endswith(ending):
            raise UnfitError(("", f"must end in {ending}"))
        parts = path.replace("\\", "/").split("/")
        if ".." in parts:
            raise UnfitError(("", "must not point outside the library"))
        # A leading slash means the folder of the library, as does a dot.
        return "/".join(part for part in parts if part not in ("", "."))

    return Record({"path": rule})


_CORE_API = Record({"majorVersion": version_number, "minorVersion": version_number})
_SCHEMA = Record(
    required={
        "title": text(255),
        "majorVersion": version_number,
        "minorVersion": version_number,
        "patchVersion": version_number,
        "machineName": machine_name,
        "runnable": flag,
    },
    optional={
        "author": text(255),
        "license": one_of((
            "cc-by", "cc-by-sa", "cc-by-nd", "cc-by-nc", "cc-by-nc-sa", "cc-by-nc-nd", "pd", "cr",
            "MIT", "GPL1", "GPL2", "GPL3", "MPL", "MPL2",
        )),
        "description": text(20_000),
        "metadataSettings": Record(optional={"disable": flag, "disableExtraTitleField": flag}),
        "preloadedDependencies": list_of(dependency),
        "dynamicDependencies": list_of(dependency),
        "editorDependencies": list_of(dependency),
        "preloadedJs": list_of(_path_ending(".js")),
        "preloadedCss": list_of(_path_ending(".css")),
        "dropLibraryCss": list_of(Record({"machineName": machine_name})),
        "w": number(4),
        "h": number(4),
        "embedTypes": embed_types,
        "fullscreen": flag,
        "coreApi": _CORE_API,
        "patchVersionInFolderName": flag,
    },
    keeps_others=True,  # addTo, minimumDependencies, metadata and what is still to come
)  # fmt: skip


def check_library_json(raw: Any, folder: str, findings: Findings) -> dict[str, Any] | None:
    """library.json with numbers as numbers and paths in one form; None where it is wrong.

    `folder` is the name of the library's folder in the package, which must be its own.
    """
    if not isinstance(raw, dict):
        findings.add("invalid-library-json-file", "library.json must hold an object.", folder)
        return None
    kept, wrong, missing = _SCHEMA.check(raw)
    for key in missing:
        said = f"Its library.json does not say its “{key}”."
        findings.add("missing-required-property", said, folder)
    for place, sentence in wrong:
        said = f"In its library.json, “{place}” {sentence}."
        findings.add("illegal-option-in-library", said, folder)
    if wrong or missing:
        return None
    _check_core_api(kept, folder, findings)
    _check_folder(kept, folder, findings)
    return kept


def _check_core_api(metadata: dict[str, Any], folder: str, findings: Findings) -> None:
    asked = metadata.get("coreApi")
    if asked is None or (asked["majorVersion"], asked["minorVersion"]) <= CORE_API:
        return
    needed, ours = f"{asked['majorVersion']}.{asked['minorVersion']}", "{}.{}".format(*CORE_API)
    said = (
        f"This library is made for H5P core {needed}, and this site has {ours}. Export the activity"
        " from a host that is not newer, or ask a site admin to update the site."
    )
    findings.add("api-version-unsupported", said, folder)


def _check_folder(metadata: dict[str, Any], folder: str, findings: Findings) -> None:
    name = name_of(metadata)
    assert name is not None  # the schema has just said so
    allowed = tuple(_folders_of(name, metadata))
    if folder not in allowed:
        said = f"The folder of a library must be called as the library is: {shown(allowed[-1])}."
        findings.add("library-directory-name-mismatch", said, folder)


def _folders_of(name: LibraryName, metadata: dict[str, Any]) -> Iterator[str]:
    yield name.machine_name
    if metadata.get("patchVersionInFolderName"):
        yield f"{name.folder}.{metadata['patchVersion']}"
    yield name.folder
