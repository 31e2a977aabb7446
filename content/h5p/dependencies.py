"""Which libraries content needs, in the order in which browsers must load them.

The order is the official one (h5p.md 4.1): depth first, dynamic before preloaded, a library after
all it needs; inner activities before outer ones, the main library last, addons behind it. Dynamic
ones are not loaded, but what they preload is. Two things differ on purpose: two minors of one
library both load (the official core takes whichever it meets first), the older before the newer;
and an addon that plays already stays where it is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .names import LibraryName
from .patterns import matches
from .ports import Libraries
from .shapes import Library

LOADED, NAMED, WRITTEN = "preloaded", "dynamic", "editor"


@dataclass(frozen=True)
class Order:
    """`libraries` as they load; `named` are only named by them, and code may ask for their files.
    `stand_ins` pairs what was asked with the newer minor that plays in its place."""

    libraries: tuple[Library, ...]
    missing: tuple[LibraryName, ...] = ()
    stand_ins: tuple[tuple[LibraryName, LibraryName], ...] = ()
    named: tuple[Library, ...] = ()


def play_order(
    main: LibraryName,
    used: Iterable[LibraryName],
    *,
    libraries: Libraries,
    addons: Iterable[LibraryName] = (),
) -> Order:
    """`used` are the libraries of inner activities, innermost first, as `semantics.uses` finds
    them; `addons` those of `addons_for`."""
    walk = _Walk(libraries, (NAMED, LOADED))
    for name in (*_older_first(tuple(used)), main, *addons):
        walk.from_library(name)
    loaded = {library.name: library for kind, library in walk.found if kind == LOADED}
    return Order(
        tuple(loaded.values()),
        tuple(walk.missing),
        tuple(walk.stand_ins.items()),
        tuple(library for _, library in walk.found if library.name not in loaded),
    )


def resolve(name: LibraryName, *, libraries: Libraries) -> Library | None:
    """This version, else the newest higher minor of the same major."""
    exact = libraries.find(name)
    if exact is not None:
        return exact
    newer = (
        one for one in libraries.names()
        if (one.machine_name, one.major) == (name.machine_name, name.major)
        and one.minor > name.minor
    )  # fmt: skip
    newest = max(newer, default=None)
    return libraries.find(newest) if newest else None


def full_closure(
    names: Iterable[LibraryName], *, libraries: Libraries, editor: bool = False
) -> tuple[Library, ...]:
    """These libraries and all that any of them names, each once, a library after what it needs;
    with `editor`, what writing them takes too. What is not there is left out."""
    walk = _Walk(libraries, (NAMED, LOADED, WRITTEN) if editor else (NAMED, LOADED))
    for name in names:
        walk.from_library(name)
    return tuple({library.name: library for _, library in walk.found}.values())


def missing_of(names: Iterable[LibraryName], *, libraries: Libraries) -> tuple[LibraryName, ...]:
    """What these need in order to play and nobody has: neither that version nor a newer minor."""
    walk = _Walk(libraries, (NAMED, LOADED))
    for name in names:
        walk.from_library(name)
    return tuple(walk.missing)


def unused(libraries: Libraries, roots: Iterable[LibraryName]) -> tuple[LibraryName, ...]:
    """The libraries that none of `roots` needs, to play or to be written, sorted. Addons join by
    the text of any content and are never unused."""
    everything = {name: libraries.find(name) for name in libraries.names()}
    addons = [name for name, library in everything.items() if library and _patterns_of(library)]
    needed = full_closure((*roots, *addons), libraries=libraries, editor=True)
    return tuple(sorted(everything.keys() - {library.name for library in needed}))


def addons_for(params: Any, *, libraries: Libraries) -> tuple[LibraryName, ...]:
    """The libraries that ask to be added where a text of the content matches, as formulas do:
    `addTo.content.types[].text.regex`. The newest version of each; what is no pattern that runs in
    linear time never matches."""
    newest: dict[str, LibraryName] = {}
    for name in sorted(libraries.names()):
        library = libraries.find(name)
        if library is not None and _patterns_of(library):
            newest[name.machine_name] = name
    texts = list(_texts(params)) if newest else []
    found = (libraries.find(newest[machine_name]) for machine_name in sorted(newest))
    return tuple(
        library.name
        for library in found
        if library and any(matches(pattern, texts) for pattern in _patterns_of(library))
    )


class _Walk:
    """Post-order, without recursion: a package may chain thousands of libraries."""

    def __init__(self, libraries: Libraries, kinds: Sequence[str]) -> None:
        self.libraries, self.kinds = libraries, kinds
        self.found: list[tuple[str, Library]] = []
        self.missing: dict[LibraryName, None] = {}
        self.stand_ins: dict[LibraryName, LibraryName] = {}
        self._seen: set[tuple[str, LibraryName]] = set()
        self._resolved: dict[LibraryName, Library | None] = {}

    def from_library(self, name: LibraryName) -> None:
        first = self._enter(LOADED, name)
        path = [first] if first else []
        while path:
            kind, library, needs = path[-1]
            step = next(filter(None, (self._enter(*need) for need in needs)), None)
            if step:
                path.append(step)
            else:
                path.pop()
                self.found.append((kind, library))

    def _enter(
        self, kind: str, name: LibraryName
    ) -> tuple[str, Library, Iterator[tuple[str, LibraryName]]] | None:
        library = self._find(name)
        if library is None or (kind, library.name) in self._seen:
            return None
        self._seen.add((kind, library.name))
        return kind, library, self._needs(kind, library)

    def _needs(self, kind: str, library: Library) -> Iterator[tuple[str, LibraryName]]:
        for need in self.kinds:
            # What an editor's library preloads is for the editor too.
            inner = WRITTEN if kind == WRITTEN and need == LOADED else need
            yield from ((inner, name) for name in library.dependencies(need))

    def _find(self, name: LibraryName) -> Library | None:
        if name not in self._resolved:
            library = resolve(name, libraries=self.libraries)
            self._resolved[name] = library
            if library is None:
                self.missing[name] = None
            elif library.name != name:
                self.stand_ins[name] = library.name
        return self._resolved[name]


def _older_first(used: Sequence[LibraryName]) -> list[LibraryName]:
    """Both minors of one content type define the same constructor: the one that stays must be the
    newer, which knows the older content. Only they change places among themselves."""
    waiting: dict[str, list[LibraryName]] = {}
    for name in sorted(used, reverse=True):
        waiting.setdefault(name.machine_name, []).append(name)
    return [waiting[name.machine_name].pop() for name in used]


def _patterns_of(library: Library) -> tuple[str, ...]:
    types: Any = library.metadata
    for key in ("addTo", "content", "types"):
        types = types.get(key) if isinstance(types, Mapping) else None
    found = (
        one["text"].get("regex")
        for one in (types if isinstance(types, list) else [])
        if isinstance(one, dict) and isinstance(one.get("text"), dict)
    )
    return tuple(pattern for pattern in found if isinstance(pattern, str))


def _texts(params: Any) -> Iterator[str]:
    waiting = [params]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting += value.values()
        elif isinstance(value, list):
            waiting += value
