"""What is kept and what a package carries, as one store: to judge content before it is taken in."""

from collections.abc import Callable, Iterable, Mapping

from .names import LibraryName
from .ports import Libraries
from .shapes import Library


class Together:
    """`ports.Libraries` for reading. Of two patches of one version the higher is in use."""

    def __init__(
        self,
        carried: Iterable[Library],
        libraries: Libraries,
        files_of: Callable[[Library], Mapping[str, bytes]] | None = None,
    ) -> None:
        """`files_of` gives the files of what is carried; without it only kept ones can be read."""
        self._carried = {library.name: library for library in carried}
        self._libraries, self._files_of = libraries, files_of

    def find(self, name: LibraryName) -> Library | None:
        here, kept = self._carried.get(name), self._libraries.find(name)
        if here is None or (kept is not None and kept.patch >= here.patch):
            return kept
        return here

    def kept(self, name: LibraryName, patch: int) -> Library | None:
        return self._libraries.kept(name, patch)

    def names(self) -> Iterable[LibraryName]:
        return {*self._carried, *self._libraries.names()}

    def read(self, library: Library, path: str) -> bytes:
        carried = self._carried.get(library.name)
        if self._files_of and carried is not None and carried.digest == library.digest:
            return self._files_of(library)[path]
        return self._libraries.read(library, path)

    def keep(self, library: Library, files: Mapping[str, bytes]) -> None:
        self._libraries.keep(library, files)
