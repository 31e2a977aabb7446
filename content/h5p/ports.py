"""The two places a host must supply: where the code of libraries is kept, and the files of content.

`memory` has both for tests and for small programs; a site keeps them in its database and storage.
"""

from collections.abc import Iterable, Mapping
from typing import BinaryIO, Protocol

from .names import LibraryName
from .shapes import Library


class Libraries(Protocol):
    """Shared code, one version in use for each name and major.minor.

    A host that wants new code approved first returns only approved versions from `find`; `kept`
    answers for every version it ever took, approved or not.
    """

    def find(self, name: LibraryName) -> Library | None:
        """The version in use under this name; called often, so it should be quick."""

    def kept(self, name: LibraryName, patch: int) -> Library | None:
        """Exactly this version, in use or not: to compare another copy with it."""

    def names(self) -> Iterable[LibraryName]:
        """The names of all versions in use."""

    def read(self, library: Library, path: str) -> bytes:
        """The bytes of one of `library.files`; KeyError where there is no such file."""

    def keep(self, library: Library, files: Mapping[str, bytes]) -> None:
        """Take a version with all its files, or nothing of it."""


class ContentFiles(Protocol):
    """The pictures, sounds and films of one content, by their path below `content/`."""

    def paths(self) -> Iterable[str]: ...

    def open(self, path: str) -> BinaryIO:
        """KeyError where there is no such file."""

    def keep(self, path: str, data: BinaryIO) -> None: ...
