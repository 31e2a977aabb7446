"""The values that pass between the parts: a library, a manifest, a package that was read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .names import LibraryName, name_of


@dataclass(frozen=True)
class StoredFile:
    """One file of a library: enough to see whether another copy of it is the same."""

    size: int
    crc: int
    sha256: str = ""


@dataclass(frozen=True)
class Library:
    """One version of a library: its library.json, semantics, translations and list of files.

    `digest` is the SHA-256 over the sorted paths and SHA-256 of its files.
    """

    name: LibraryName
    patch: int
    title: str
    is_runnable: bool
    metadata: Mapping[str, Any]  # library.json as it was read
    semantics: list[Any] = field(default_factory=list)
    languages: Mapping[str, Any] = field(default_factory=dict)  # code: the language file
    files: Mapping[str, StoredFile] = field(default_factory=dict)
    digest: str = ""

    @property
    def version(self) -> str:
        """“1.16.4”"""
        return f"{self.name.major}.{self.name.minor}.{self.patch}"

    @property
    def scripts(self) -> tuple[str, ...]:
        return _paths(self.metadata.get("preloadedJs"))

    @property
    def styles(self) -> tuple[str, ...]:
        return _paths(self.metadata.get("preloadedCss"))

    def dependencies(self, kind: str) -> tuple[LibraryName, ...]:
        """`kind` is “preloaded”, “dynamic” or “editor”."""
        entries = self.metadata.get(f"{kind}Dependencies") or []
        return tuple(name for entry in entries if (name := name_of(entry)) is not None)

    @property
    def unstyled(self) -> frozenset[str]:
        """Machine names whose CSS is dropped wherever this library plays (`dropLibraryCss`)."""
        entries = self.metadata.get("dropLibraryCss") or []
        return frozenset(entry["machineName"] for entry in entries if isinstance(entry, dict))


@dataclass(frozen=True)
class Manifest:
    """h5p.json: `metadata` is all of it, checked, without keys nobody knows."""

    title: str
    language: str
    main_library: str  # the machine name; which version says `main`
    dependencies: tuple[LibraryName, ...]  # preloaded and dynamic; editor ones do not matter
    metadata: Mapping[str, Any]

    @property
    def main(self) -> LibraryName:
        return next(name for name in self.dependencies if name.machine_name == self.main_library)


def _paths(entries: Any) -> tuple[str, ...]:
    return tuple(entry["path"] for entry in entries or [] if isinstance(entry, dict))
