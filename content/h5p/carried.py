"""The libraries a package carries: which are new, which are kept already, which are too old.

What is kept already is recognised by the archive's list of files (path, size, CRC) and never
unpacked. A package that lies there gains nothing: what is used is what was kept.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from . import whitelist
from .archive import Entries
from .digests import digest_of
from .findings import Findings, shown
from .library_json import FILE, check_library_json
from .names import LibraryName, is_machine_name, name_of, parse_library_name
from .ports import Libraries
from .reading import UNREADABLE, Reading, wrong_case
from .semantics.fields import check_semantics
from .shapes import Library, StoredFile

SEMANTICS = "semantics.json"
LANGUAGES = "language/"
# One run of letters between dashes: linear, unlike the official pattern for the same names.
_LANGUAGE_FILE = re.compile(r"-?[a-z]+(?:-[a-z]+){0,6}\.json", re.ASCII | re.IGNORECASE)


@dataclass
class Carried:
    new: list[Library] = field(default_factory=list)
    known: list[Library] = field(default_factory=list)
    older: list[Library] = field(default_factory=list)
    folders: dict[LibraryName, str] = field(default_factory=dict)
    broken: set[LibraryName] = field(default_factory=set)  # carried, but not fit to be taken


def read_carried(folders: Mapping[str, Entries], reading: Reading, libraries: Libraries) -> Carried:
    """`folders` are those of libraries, by name. What is wrong goes to the reading's findings."""
    carried = Carried()
    for folder, files in folders.items():
        _read_folder(folder, files, reading, libraries, carried)
        reading.is_done_with(files.values())
    return carried


def _read_folder(
    folder: str, files: Entries, reading: Reading, libraries: Libraries, carried: Carried
) -> None:
    named = parse_library_name(folder)
    in_use = libraries.find(named) if named else None
    if in_use is not None and _is_same(files, in_use):
        _put(carried.known, in_use, folder, reading.findings, carried)
        return
    metadata = _read_metadata(folder, files, reading)
    name = name_of(metadata) if metadata is not None else None
    if metadata is None or name is None:
        carried.broken |= {named} if named else set()
        return
    kept = libraries.kept(name, metadata["patchVersion"])
    in_use = libraries.find(name)
    if kept is not None:
        if not _is_same(files, kept):
            _add_difference(kept, folder, reading.findings)
        _put(carried.known, kept, folder, reading.findings, carried)
    elif in_use is not None and in_use.patch > metadata["patchVersion"]:
        stored = {path: StoredFile(one.size, one.crc) for path, one in files.items()}
        older = _library(name, metadata, stored)
        _put(carried.older, older, folder, reading.findings, carried)
    else:
        library = _read_library(name, metadata, folder, files, reading)
        if library is None:
            carried.broken.add(name)
        else:
            _put(carried.new, library, folder, reading.findings, carried)


def _is_same(files: Entries, library: Library) -> bool:
    kept = library.files
    if len(files) != len(kept):
        return False
    for path, entry in files.items():
        file = kept.get(path)
        if file is None or file.crc != entry.crc or file.size != entry.size:
            return False
    return True


def _put(
    group: list[Library], library: Library, folder: str, findings: Findings, carried: Carried
) -> None:
    before = carried.folders.setdefault(library.name, folder)
    if before != folder:
        said = f"{library.name} is in this package twice: in {shown(before)} too. Leave one out."
        findings.add("duplicate-library", said, shown(folder))
    else:
        group.append(library)


def _add_difference(kept: Library, folder: str, findings: Findings) -> None:
    said = (
        f"Version {kept.version} of {kept.name.machine_name} is on this site already, with other"
        " files. Somebody changed the library without giving it a new version. Export the activity"
        " from a host with the original library, or leave the folder out: the site has its own."
    )
    findings.add("library-differs", said, shown(folder))


def _read_metadata(folder: str, files: Entries, reading: Reading) -> dict[str, Any] | None:
    findings, where = reading.findings, shown(folder)
    if not is_machine_name(folder):
        said = (
            "No library can have this name, and nothing but libraries, content and h5p.json belongs"
            " at the top of a package. Leave the folder out."
        )
        findings.add("invalid-library-name", said, where)
        return None
    entry = files.get(FILE)
    if entry is None:
        said = f"The folder of a library must have a {FILE}.{wrong_case(FILE, files)}"
        findings.add("invalid-library-json-file", said, where)
        return None
    raw, _ = reading.json_of(entry, "invalid-library-json-file")
    return None if raw is UNREADABLE else check_library_json(raw, folder, findings)


def _read_library(
    name: LibraryName, metadata: dict[str, Any], folder: str, files: Entries, reading: Reading
) -> Library | None:
    """All of a new library, or None where anything in it is wrong."""
    before = reading.findings.count
    _check_names(files, folder, metadata, reading.findings)
    stored: dict[str, StoredFile] = {}
    semantics: Any = []
    languages: dict[str, Any] = {}
    for path, entry in files.items():
        if path == SEMANTICS:
            semantics, file = reading.json_of(entry, "invalid-semantics-json-file")
            _check_semantics(semantics, folder, reading.findings)
        elif path.startswith(LANGUAGES) and path.endswith(".json"):
            words, file = reading.json_of(entry, "invalid-language-file")
            if isinstance(words, dict):
                languages[path.removeprefix(LANGUAGES).removesuffix(".json")] = words
        else:
            file = reading.hash_of(entry)
        if file is not None:
            stored[path] = file
    if reading.findings.count > before:
        return None
    return _library(name, metadata, stored, semantics, languages)


def _check_names(files: Entries, folder: str, metadata: dict[str, Any], findings: Findings) -> None:
    for path in files:
        if whitelist.ending_of(path) not in whitelist.LIBRARY:
            said = "A library may not carry files of this kind. Leave the file out."
            findings.add("not-in-whitelist", said, shown(f"{folder}/{path}"))
        elif path.startswith(LANGUAGES) and not _LANGUAGE_FILE.fullmatch(path, len(LANGUAGES)):
            said = "A file of words must be called as its language is, such as en.json."
            findings.add("invalid-language-file", said, shown(f"{folder}/{path}"))
    if SEMANTICS not in files and (hint := wrong_case(SEMANTICS, files)):
        said = f"The fields of a library must be in {SEMANTICS}.{hint}"
        findings.add("invalid-semantics-json-file", said, shown(folder))
    lowered = {path.lower(): path for path in files}
    for key in ("preloadedJs", "preloadedCss"):
        for path in (one["path"] for one in metadata.get(key, ())):
            if path not in files:
                hint = wrong_case(path, {lowered.get(path.lower(), path)})
                said = f"The library needs its file {shown(path)}, which is not there."
                findings.add("library-missing-file", said + hint, shown(folder))


def _check_semantics(semantics: Any, folder: str, findings: Findings) -> None:
    if semantics is UNREADABLE:
        return
    for problem in check_semantics(semantics):
        place = f" (at {shown(problem.where)})" if problem.where else ""
        findings.add(problem.code, f"{problem.message}{place}", shown(f"{folder}/{SEMANTICS}"))


def _library(
    name: LibraryName,
    metadata: dict[str, Any],
    files: dict[str, StoredFile],
    semantics: Any = None,
    languages: dict[str, Any] | None = None,
) -> Library:
    return Library(
        name=name,
        patch=metadata["patchVersion"],
        title=metadata["title"],
        is_runnable=metadata["runnable"] == 1,
        metadata=metadata,
        semantics=semantics or [],
        languages=languages or {},
        files=files,
        digest=digest_of(files),
    )
