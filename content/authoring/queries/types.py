"""The content types there are to choose from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from content.activities.access import can_author_with
from content.activities.adapters import StoredLibraries
from content.activities.models import H5PLibrary
from content.h5p.dependencies import resolve
from content.h5p.names import LibraryName
from content.h5p.semantics.canvas import unsupported_widgets
from content.h5p.shapes import Library


@dataclass(frozen=True)
class TypeCard:
    """`widgets`: what a form cannot offer of it; with any, it takes an editor of its own."""

    name: LibraryName
    title: str
    about: str
    widgets: tuple[str, ...]

    @property
    def has_form(self) -> bool:
        return not self.widgets


class Shelf:
    """The code in use, and what of it one author may begin something with. For one request."""

    def __init__(self, by: Any) -> None:
        self.by = by
        self.libraries = StoredLibraries()
        self._restricted: frozenset[LibraryName] | None = None
        self._offered: dict[LibraryName, Library | None] = {}

    def may_use(self, name: LibraryName) -> bool:
        if self._restricted is None:
            rows = H5PLibrary.objects.filter(is_restricted=True)
            self._restricted = frozenset(row.name for row in rows)
        return can_author_with(self.by, is_restricted=name in self._restricted)

    def offer(self, name: LibraryName) -> Library | None:
        """The library that stands for an option of another one, if a form can be made of it."""
        if name not in self._offered:
            found = resolve(name, libraries=self.libraries)
            fits = found is not None and self.may_use(found.name) and self.has_form(found.name)
            self._offered[name] = found if fits else None
        return self._offered[name]

    def has_form(self, name: LibraryName) -> bool:
        return not unsupported_widgets(name, libraries=self.libraries)


def type_cards(by: Any) -> list[TypeCard]:
    """The newest version of each runnable type that the author may begin with, by title."""
    shelf = Shelf(by)
    found = [shelf.libraries.find(name) for name in newest(shelf.libraries.names())]
    cards = [
        TypeCard(
            name=library.name,
            title=library.title,
            about=_about(library),
            widgets=unsupported_widgets(library.name, libraries=shelf.libraries),
        )
        for library in found
        if library is not None and library.is_runnable and shelf.may_use(library.name)
    ]
    return sorted(cards, key=lambda card: (bool(card.widgets), card.title.lower()))


def newest(names: Iterable[LibraryName]) -> list[LibraryName]:
    by_machine_name = {name.machine_name: name for name in sorted(names)}
    return list(by_machine_name.values())


def _about(library: Library) -> str:
    about = library.metadata.get("description")
    return about if isinstance(about, str) else ""


def library_for(name: LibraryName | None, by: Any) -> Library | None:
    """A type to begin with; None where it is not there, not runnable, or kept for others."""
    shelf = Shelf(by)
    found = shelf.libraries.find(name) if name else None
    return found if found and found.is_runnable and shelf.may_use(found.name) else None
