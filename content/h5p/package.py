"""Reading a package: all of it that is wanted, or all that is wrong with it.

    package = read_package(file, libraries=libraries)
    for library in package.new:
        libraries.keep(library, package.files_of(library))

Nothing is kept by reading, so a refused package leaves nothing half installed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from . import whitelist
from .archive import Archive, Entries, open_archive
from .carried import Carried, read_carried
from .dependencies import play_order
from .findings import Findings, shown
from .first_bytes import content_file_problem
from .limits import Limits
from .manifest import FILE as MANIFEST
from .manifest import check_manifest
from .names import LibraryName
from .ports import Libraries
from .problems import Problem, Refused
from .reading import UNREADABLE, Progress, Reading, wrong_case
from .shapes import Library, Manifest
from .together import Together

CONTENT = "content"
PARAMS = "content.json"
_NO_CONTENT = "invalid-content-folder"


@dataclass(frozen=True)
class Package:
    """What was read. The file it came from must stay open for `open` and `files_of`."""

    manifest: Manifest | None  # None: a pack of libraries
    params: dict[str, Any]  # content.json, as it came
    new: tuple[Library, ...]  # carried and not kept yet in that very version
    known: tuple[Library, ...]  # carried, and kept with the same files
    older: tuple[Library, ...]  # carried with a lower patch than the one in use: not wanted
    missing: tuple[LibraryName, ...]  # needed, neither carried nor kept; only a pack may have them
    content_paths: tuple[str, ...]  # below content/, without content.json
    warnings: tuple[Problem, ...]
    archive: Archive = field(repr=False, compare=False)
    folders: Mapping[LibraryName, str] = field(repr=False, compare=False)

    def open(self, path: str) -> BinaryIO:
        """A file below content/ by its path there; KeyError where there is none."""
        return self.archive.open(self.archive.folders[CONTENT][path])

    def files_of(self, library: Library) -> dict[str, bytes]:
        """The files of a carried library; KeyError where the package does not carry it."""
        entries = self.archive.folders[self.folders[library.name]]
        return {path: self.archive.read(entry) for path, entry in entries.items()}


def read_package(
    file: BinaryIO,
    *,
    libraries: Libraries,
    limits: Limits = Limits(),  # noqa: B008 - it is frozen
    progress: Progress | None = None,
) -> Package:
    """An activity with the libraries it carries; Refused with all problems.

    `progress` hears of bytes that are done with and of all bytes, after every library and file.
    """
    archive = open_archive(file, limits)
    _check_not_wrapped(archive)
    reading = Reading(archive, archive.folders.values(), progress)
    manifest = _read_manifest(reading)
    folders = _library_folders(archive)
    params = _read_params(reading)
    content = archive.folders.get(CONTENT, {})
    paths = tuple(path for path in content if path != PARAMS)
    warnings = _check_content_files(content, paths, reading)
    carried = read_carried(folders, reading, libraries)
    missing, stand_ins = _needs(
        (*(manifest.dependencies if manifest else ()), *(one.name for one in carried.new)),
        carried,
        libraries,
    )
    for name in missing:
        reading.findings.add("missing-required-library", _missing_said(name), str(name))
    reading.findings.refuse_if_any()
    warnings.take(_stand_in_warnings(stand_ins))
    return Package(
        manifest, params, *_groups(carried), (), paths, warnings.problems, archive, carried.folders
    )


def read_library_pack(
    file: BinaryIO,
    *,
    libraries: Libraries,
    limits: Limits = Limits(),  # noqa: B008 - it is frozen
    progress: Progress | None = None,
) -> Package:
    """Libraries alone; an activity beside them is ignored. Refused with all problems.

    What they need and nobody has is told in `missing` and a warning: packs may come one by one.
    """
    archive = open_archive(file, limits)
    folders = _library_folders(archive)
    reading = Reading(archive, folders.values(), progress)
    if not folders:
        said = "There is no library in this package. Export one that carries its libraries."
        reading.findings.add("no-libraries", said)
    carried = read_carried(folders, reading, libraries)
    reading.findings.refuse_if_any()
    missing, stand_ins = _needs(tuple(carried.folders), carried, libraries)
    warnings = Findings()
    for name in missing:
        warnings.add("missing-required-library", _missing_said(name), str(name))
    warnings.take(_stand_in_warnings(stand_ins))
    return Package(
        None, {}, *_groups(carried), missing, (), warnings.problems, archive, carried.folders
    )


def _check_not_wrapped(archive: Archive) -> None:
    """The commonest mistake of people who pack by hand: the folder instead of what is in it."""
    if MANIFEST in archive.root:
        return
    for folder, files in archive.folders.items():
        if MANIFEST in files:
            said = (
                f"Everything in this package lies in a folder, “{shown(folder)}”. Pack the files"
                " inside the folder, not the folder itself."
            )
            raise Refused([Problem("invalid-h5p-json-file", said, shown(folder))])


def _read_manifest(reading: Reading) -> Manifest | None:
    entry = reading.archive.root.get(MANIFEST)
    if entry is None:
        hint = wrong_case(MANIFEST, reading.archive.root)
        said = f"The package has no {MANIFEST}, so it is not an H5P activity.{hint}"
        reading.findings.add("invalid-h5p-json-file", said, MANIFEST)
        return None
    raw, _ = reading.json_of(entry, "invalid-h5p-json-file")
    return None if raw is UNREADABLE else check_manifest(raw, reading.findings)


def _read_params(reading: Reading) -> dict[str, Any]:
    where = f"{CONTENT}/{PARAMS}"
    folders = reading.archive.folders
    entry = folders.get(CONTENT, {}).get(PARAMS)
    if entry is None:
        hint = wrong_case(CONTENT, folders) or wrong_case(PARAMS, folders.get(CONTENT, {}))
        said = f"The package has no {where}, so there is nothing to play.{hint}"
        reading.findings.add(_NO_CONTENT, said, where)
        return {}
    params, _ = reading.json_of(entry, _NO_CONTENT)
    reading.is_done_with([entry])
    if params is UNREADABLE:
        return {}
    if not isinstance(params, dict):
        said = f"{PARAMS} must hold an object, not a list, a text or nothing."
        reading.findings.add(_NO_CONTENT, said, where)
        return {}
    return params


def _check_content_files(entries: Entries, paths: Iterable[str], reading: Reading) -> Findings:
    warnings = Findings()
    for path in paths:
        entry = entries[path]
        ending = whitelist.ending_of(path)
        if ending not in whitelist.CONTENT:
            said = "An activity may not carry files of this kind. Leave the file out."
            reading.findings.add("not-in-whitelist", said, shown(entry.path))
        elif (head := reading.head_of(entry)) is not None:
            fault, remark = content_file_problem(entry.path, head)
            reading.findings.take([fault] if fault else [])
            warnings.take([remark] if remark else [])
        reading.is_done_with([entry])
    return warnings


def _library_folders(archive: Archive) -> dict[str, Entries]:
    return {folder: files for folder, files in archive.folders.items() if folder.lower() != CONTENT}


def _needs(
    roots: tuple[LibraryName, ...], carried: Carried, libraries: Libraries
) -> tuple[tuple[LibraryName, ...], tuple[tuple[LibraryName, LibraryName], ...]]:
    """What is missing, and which newer minor stands in for what."""
    if not roots:
        return (), ()
    together = Together((*carried.known, *carried.new), libraries)
    order = play_order(roots[0], roots[1:], libraries=together)
    return tuple(name for name in order.missing if name not in carried.broken), order.stand_ins


def _missing_said(name: LibraryName) -> str:
    return (
        f"{name} is needed, but it is neither in the package nor on this site. Export the activity"
        " again with its libraries, or ask a site admin to upload them."
    )


def _stand_in_warnings(
    stand_ins: Iterable[tuple[LibraryName, LibraryName]],
) -> Iterable[Problem]:
    for asked, used in stand_ins:
        said = f"{asked} is neither in the package nor on this site; {used} plays in its place."
        yield Problem("newer-library-used", said, str(asked))


def _groups(
    carried: Carried,
) -> tuple[tuple[Library, ...], tuple[Library, ...], tuple[Library, ...]]:
    return tuple(carried.new), tuple(carried.known), tuple(carried.older)
