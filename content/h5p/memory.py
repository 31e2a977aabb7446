"""The two ports in memory: for tests, and for programs that read a package and are done."""

import io
import json
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

from .digests import digest_of, stored_file
from .names import LibraryName, name_of, parse_number
from .problems import Problem, Refused
from .shapes import Library

LANGUAGES = "language/"


class MemoryLibraries:
    """`ports.Libraries` in two dictionaries. What is kept is in use at once, by the patch rule."""

    def __init__(self) -> None:
        self._kept: dict[tuple[LibraryName, int], Library] = {}
        self._files: dict[tuple[LibraryName, int], dict[str, bytes]] = {}
        self._in_use: dict[LibraryName, Library] = {}

    def find(self, name: LibraryName) -> Library | None:
        return self._in_use.get(name)

    def kept(self, name: LibraryName, patch: int) -> Library | None:
        return self._kept.get((name, patch))

    def names(self) -> Iterable[LibraryName]:
        return tuple(self._in_use)

    def read(self, library: Library, path: str) -> bytes:
        return self._files[library.name, library.patch][path]

    def keep(self, library: Library, files: Mapping[str, bytes]) -> None:
        self._take(library, files)
        self._use(library)

    def add(self, files: Mapping[str, bytes], in_use: bool = True) -> Library:
        """Takes the raw files of a library folder, which are trusted to be sound. With `in_use`
        false it is kept only, as a host does with code that nobody has approved yet."""
        library = library_from(files)
        self._take(library, files)
        if in_use:
            self._use(library)
        return library

    def remove(self, name: LibraryName) -> None:
        """Out of use; what was kept stays, so that a changed copy is still recognised."""
        self._in_use.pop(name, None)

    def _take(self, library: Library, files: Mapping[str, bytes]) -> None:
        version = (library.name, library.patch)
        before = self._kept.get(version)
        if before is not None and before.digest != library.digest:
            raise Refused([Problem(
                "library-differs",
                f"Version {library.version} of {library.name.machine_name} is here already, with"
                " other files. The same version cannot be two different things.",
                library.name.folder,
            )])  # fmt: skip
        self._kept[version] = library
        self._files[version] = dict(files)

    def _use(self, library: Library) -> None:
        before = self._in_use.get(library.name)
        if before is None or before.patch <= library.patch:
            self._in_use[library.name] = library


class MemoryFiles:
    """`ports.ContentFiles` in a dictionary."""

    def __init__(self, files: Mapping[str, bytes] | None = None) -> None:
        self._files = dict(files or {})

    def paths(self) -> Iterable[str]:
        return tuple(self._files)

    def open(self, path: str) -> BinaryIO:
        return io.BytesIO(self._files[path])

    def keep(self, path: str, data: BinaryIO) -> None:
        self._files[path] = data.read()


def library_from(files: Mapping[str, bytes]) -> Library:
    """The library that these files are. Nothing is checked but what cannot be done without:
    ValueError where library.json does not name a version."""
    metadata = json.loads(files["library.json"])
    name, patch = name_of(metadata), parse_number(metadata.get("patchVersion"))
    if name is None or patch is None:
        raise ValueError("library.json names no version")
    stored = {path: stored_file(data) for path, data in files.items()}
    return Library(
        name=name,
        patch=patch,
        title=str(metadata.get("title", name.machine_name)),
        is_runnable=parse_number(metadata.get("runnable")) == 1,
        metadata=metadata,
        semantics=json.loads(files.get("semantics.json", b"[]")),
        languages=_languages(files),
        files=stored,
        digest=digest_of(stored),
    )


def _languages(files: Mapping[str, bytes]) -> dict[str, Any]:
    return {
        path.removeprefix(LANGUAGES).removesuffix(".json"): json.loads(data)
        for path, data in files.items()
        if path.startswith(LANGUAGES) and path.endswith(".json")
    }
