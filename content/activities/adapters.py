"""The two ports of content.h5p: rows for what is asked, the site's storage for the bytes.

One archive holds a whole version of a library, so it is there or it is not. Names in the storage
say nothing of the people who upload, and none is used twice.
"""

import hashlib
import io
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from cms.people.accounts.models import User
from content.h5p.exporting import PACKED
from content.h5p.names import LibraryName, name_of, parse_number
from content.h5p.permissions import permissions_of
from content.h5p.problems import Problem, Refused
from content.h5p.shapes import Library, Manifest, StoredFile

from .models import ActivityVersion, H5PLibrary, H5PLibraryVersion
from .rules import VersionState
from .rules.media import media_type_of

LIBRARIES, FILES = "h5p/libraries", "h5p/files"
CHUNK = 256 * 1024
HEAD = 8 * 1024  # enough to see what a file is
MOST_IN_MEMORY = 5 * 1024**2


class KeptLanguages(Mapping[str, Any]):
    """The translations of a version: megabytes over all libraries, so read when one is asked."""

    def __init__(self, version: int) -> None:
        self._version = version

    @cached_property
    def _all(self) -> dict[str, Any]:
        rows = H5PLibraryVersion.objects.filter(pk=self._version)
        return rows.values_list("languages", flat=True).first() or {}

    def __getitem__(self, code: str) -> Any:
        return self._all[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)


class StoredLibraries:
    """`ports.Libraries` over the rows as they are when it is first asked; for one piece of work.

    With `only_in_use` false, `find` answers with the newest version that nobody has refused: for
    reading what comes in, not for playing.
    """

    def __init__(self, *, only_in_use: bool = True, by: User | None = None) -> None:
        self._only_in_use, self._by = only_in_use, by
        self._archives: dict[tuple[LibraryName, int], str] = {}
        self._opened: tuple[str, ZipFile] | None = None

    def find(self, name: LibraryName) -> Library | None:
        return self._found.get(name)

    def kept(self, name: LibraryName, patch: int) -> Library | None:
        return self._kept.get((name, patch))

    def names(self) -> Iterable[LibraryName]:
        return tuple(self._found)

    def read(self, library: Library, path: str) -> bytes:
        if path not in library.files:
            raise KeyError(path)
        archive = self._archive_of(library)
        if self._opened is None or self._opened[0] != archive:
            with default_storage.open(archive, "rb") as source:
                self._opened = archive, ZipFile(io.BytesIO(source.read()))
        return self._opened[1].read(path)

    def keep(self, library: Library, files: Mapping[str, bytes]) -> None:
        """Nobody has let it in yet: it waits."""
        archived = write_archive(library, files)
        try:
            (version,) = add_versions([archived], by=self._by)
        except BaseException:
            default_storage.delete(archived.name)
            raise
        if version.archive != archived.name:
            default_storage.delete(archived.name)
        self.__dict__.pop("_found", None)
        self.__dict__.pop("_kept", None)

    @cached_property
    def _found(self) -> dict[LibraryName, Library]:
        if self._only_in_use:
            in_use = visible_versions().filter(pk=F("library__in_use"))
            return {library.name: library for library in self._libraries(in_use)}
        newest: dict[LibraryName, Library] = {}
        for library in self._kept.values():
            if library.name not in newest or newest[library.name].patch < library.patch:
                newest[library.name] = library
        return newest

    @cached_property
    def _kept(self) -> dict[tuple[LibraryName, int], Library]:
        found = self._libraries(visible_versions())
        return {(library.name, library.patch): library for library in found}

    def _libraries(self, versions: Iterable[H5PLibraryVersion]) -> Iterator[Library]:
        for version in versions:
            library = library_of(version)
            self._archives[library.name, library.patch] = version.archive
            yield library

    def _archive_of(self, library: Library) -> str:
        key = (library.name, library.patch)
        if key not in self._archives:
            rows = visible_versions().filter(digest=library.digest)
            list(self._libraries(rows))
        return self._archives[key]


def visible_versions() -> QuerySet[H5PLibraryVersion]:
    """Without those that were refused: the same version may come again, mended."""
    rows = H5PLibraryVersion.objects.exclude(state=VersionState.REFUSED)
    return rows.select_related("library").defer("languages").order_by("pk")


def library_of(version: H5PLibraryVersion) -> Library:
    metadata = version.metadata
    return Library(
        name=version.library.name,
        patch=version.patch,
        title=str(metadata.get("title", version.library.title)),
        is_runnable=parse_number(metadata.get("runnable")) == 1,
        metadata=metadata,
        semantics=version.semantics,
        languages=KeptLanguages(version.pk),
        files={path: StoredFile(*entry) for path, entry in version.files.items()},
        digest=version.digest,
    )


@dataclass(frozen=True)
class Archived:
    """A version whose bytes are in the storage, and what only they could tell."""

    library: Library
    name: str  # of its archive
    size: int
    permissions: frozenset[str]


def write_archive(library: Library, files: Mapping[str, bytes]) -> Archived:
    """Whoever then fails to write the row deletes the archive."""
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for path in sorted(files):
            is_packed = path.rpartition(".")[2].lower() in PACKED
            method = ZIP_STORED if is_packed else ZIP_DEFLATED
            archive.writestr(ZipInfo(path), files[path], method, compresslevel=1)
    stem = f"{library.name.machine_name[:80]}-{library.version}-{library.digest[:12]}"
    name = f"{LIBRARIES}/{stem}-{uuid.uuid4().hex[:8]}.zip"
    return Archived(
        library=library,
        name=default_storage.save(name, ContentFile(target.getvalue())),
        size=sum(len(data) for data in files.values()),
        permissions=permissions_of(
            library, {path: data for path, data in files.items() if path.endswith(".js")}
        ),
    )


def read_from_archive(archive: str, path: str) -> bytes | None:
    """One file of it, or None where it has no such file."""
    with default_storage.open(archive, "rb") as source, ZipFile(source) as found:
        try:
            return found.read(path)
        except KeyError:
            return None


@transaction.atomic
def add_versions(
    archived: Iterable[Archived], *, by: User | None, at: datetime | None = None
) -> list[H5PLibraryVersion]:
    """Their rows, waiting; or those of the same versions with the same files, if somebody else was
    quicker. The number of queries does not depend on how many they are.

    Raises Refused where the same version is here with other files.
    """
    new = list(archived)
    names = [one.library.name for one in new]
    H5PLibrary.objects.bulk_create((_row_of(one.library) for one in new), ignore_conflicts=True)
    rows = rows_named(names)
    moment = at or timezone.now()
    H5PLibraryVersion.objects.bulk_create(
        (_version_of(one, rows[one.library.name], by, moment) for one in new),
        ignore_conflicts=True,
        batch_size=20,  # each is some hundred kB of JSON
    )
    kept = visible_versions().filter(library__in=rows.values()).defer("languages", "semantics")
    here = {(version.library.name, version.patch): version for version in kept}
    found = [(one.library, here.get((one.library.name, one.library.patch))) for one in new]
    others = [one for one, version in found if version is None or version.digest != one.digest]
    if others:
        raise Refused(differs(one) for one in others)
    return [version for _, version in found if version is not None]


def rows_named(names: Iterable[LibraryName]) -> dict[LibraryName, H5PLibrary]:
    wanted = set(names)
    rows = H5PLibrary.objects.filter(machine_name__in={name.machine_name for name in wanted})
    return {row.name: row for row in rows if row.name in wanted}


def _row_of(library: Library) -> H5PLibrary:
    return H5PLibrary(
        machine_name=library.name.machine_name,
        major=library.name.major,
        minor=library.name.minor,
        title=library.title[:255],
        is_runnable=library.is_runnable,
    )


def _version_of(
    archived: Archived, row: H5PLibrary, by: User | None, at: datetime
) -> H5PLibraryVersion:
    library = archived.library
    return H5PLibraryVersion(
        library=row,
        patch=library.patch,
        digest=library.digest,
        archive=archived.name,
        size=archived.size,
        metadata=dict(library.metadata),
        semantics=library.semantics,
        languages=dict(library.languages),
        files={path: [one.size, one.crc, one.sha256] for path, one in library.files.items()},
        permissions=sorted(archived.permissions),
        uploaded_by=by,
        uploaded_at=at,
    )


def differs(library: Library) -> Problem:
    return Problem(
        "library-differs",
        f"Version {library.version} of {library.name.machine_name} is here already, with other "
        "files. The same version cannot be two different things.",
        library.name.folder,
    )


def manifest_of(version: ActivityVersion) -> Manifest:
    """The h5p.json it came with or was given: it was checked then."""
    metadata = version.metadata
    kinds = ("preloadedDependencies", "dynamicDependencies")
    named = [name_of(entry) for kind in kinds for entry in metadata.get(kind) or []]
    return Manifest(
        title=str(metadata.get("title", "")),
        language=version.language,
        main_library=str(metadata.get("mainLibrary", "")),
        dependencies=tuple(name for name in named if name is not None),
        metadata=metadata,
    )


class StoredFiles:
    """`ports.ContentFiles` over the files of a version, or over new ones for a version to be.

    `files` is what ActivityVersion.files holds. What `keep` has written and no row names in the end
    is for the caller to `discard`.
    """

    def __init__(self, version: ActivityVersion | None = None) -> None:
        self.files: dict[str, dict[str, Any]] = dict(version.files) if version else {}
        self._written: list[str] = []

    def paths(self) -> Iterable[str]:
        return tuple(self.files)

    def open(self, path: str) -> BinaryIO:
        return cast(BinaryIO, default_storage.open(self.files[path]["name"], "rb"))

    def keep(self, path: str, data: BinaryIO) -> None:
        self.files[path] = kept = keep_file(path, data)
        self._written.append(kept["name"])

    def discard(self) -> None:
        for name in self._written:
            default_storage.delete(name)


def keep_file(path: str, data: IO[bytes]) -> dict[str, Any]:
    """As ActivityVersion.files holds it. `path` says only which type it claims to be."""
    # Copied first: a storage may read what it gets twice, and an archive gives it once.
    with File(SpooledTemporaryFile(max_size=MOST_IN_MEMORY)) as copy:
        digest, size = hashlib.sha256(), 0
        while chunk := data.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
            copy.write(chunk)
        copy.seek(0)
        kind = media_type_of(copy.read(HEAD), path)
        copy.seek(0)
        name = default_storage.save(f"{FILES}/{uuid.uuid4().hex}", copy)
    return {"name": name, "size": size, "type": kind, "sha256": digest.hexdigest()}
