"""The scripts and styles of one content as two files, under addresses that never change."""

import hashlib
import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote

from .dependencies import Order, resolve
from .names import parse_library_name
from .ports import Libraries
from .shapes import Library
from .stylesheets import Sheet, read_stylesheet

FORMAT = 1  # another number here gives every bundle a new address
BOM = b"\xef\xbb\xbf"
SOURCE_MAP = re.compile(rb"//[#@] ?sourceMappingURL=[^\r\n]*+")
# No file may go on in the next: not with an unfinished line comment, nor without a semicolon.
BETWEEN = b"\n;\n"
NOWHERE = "data:,"

AddressOf = Callable[[Library, str], str]


def folder_of(library: Library) -> str:
    """The folder of this very version in addresses: what stands there never changes."""
    return f"{library.name.machine_name}-{library.version}-{library.digest[:12]}"


def bundle_digest(order: Order) -> str:
    """The name of both bundles: another for other code, another order, another way to join."""
    lines = [f"{FORMAT}", *(f"{one.name} {one.patch} {one.digest}" for one in order.libraries)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def bundle_scripts(order: Iterable[Library], *, store: Libraries) -> bytes:
    """The scripts one after the other. The first one's “use strict” is not the first statement, or
    it would hold for all of them."""
    scripts = (
        _script(store.read(library, path)) for library in order for path in _listed(library.scripts)
    )
    return b"".join(BETWEEN + script for script in scripts) + b"\n"


def bundle_styles(order: Iterable[Library], *, store: Libraries, address_of: AddressOf) -> bytes:
    """The styles one after the other, without those that a library drops. `address_of` is where
    a file of a library is fetched from, seen from where the bundle stands."""
    libraries = tuple(order)
    dropped = frozenset[str]().union(*(library.unstyled for library in libraries))
    sheets = [
        _sheet(store, library, path, address_of)
        for library in libraries
        if library.name.machine_name not in dropped
        for path in _listed(library.styles)
    ]
    # Browsers read an import only before everything else.
    imports = [one for sheet in sheets for one in sheet.imports]
    return "\n".join([*imports, *(sheet.text for sheet in sheets), ""]).encode()


def _listed(paths: Iterable[str]) -> Iterable[str]:
    return (clean_path(path) for path in dict.fromkeys(paths))


def clean_path(path: str) -> str:
    """As a library.json writes a path, so is it looked up: without what the core trims."""
    return posixpath.normpath(path.strip().replace("\\", "/")).lstrip("/")


def _script(data: bytes) -> bytes:
    return SOURCE_MAP.sub(_without_comment, data.removeprefix(BOM))


def _without_comment(found: re.Match[bytes]) -> bytes:
    """Nothing where a statement may have ended; what stands in the middle of a line is a text."""
    before = re.split(rb"[\r\n]", found.string[max(0, found.start() - 200) : found.start()])
    line = before[-1].rstrip()
    return b"" if not line or line.endswith((b";", b"}", b")")) else found[0]


def _sheet(store: Libraries, library: Library, path: str, address_of: AddressOf) -> Sheet:
    text = store.read(library, path).removeprefix(BOM).decode(errors="replace")
    return read_stylesheet(text, moved=_Moves(store, library, path, address_of))


@dataclass(frozen=True)
class _Moves:
    """From an address as a stylesheet at `path` writes it to the one it has in the bundle."""

    store: Libraries
    library: Library
    path: str
    address_of: AddressOf

    def __call__(self, address: str) -> str:
        path, rest = _split(address)
        joined = posixpath.join(posixpath.dirname(self.path), unquote(path))
        inside = posixpath.normpath(joined)
        if inside.partition("/")[0] != "..":
            return _quoted(self.address_of(self.library, inside) + rest)
        other, inside = self._other(inside.removeprefix("..").removeprefix("/"))
        return _quoted(self.address_of(other, inside) + rest) if other else NOWHERE

    def _other(self, path: str) -> tuple[Library | None, str]:
        """“../H5P.Other-1.2/fonts/a.woff”, as libraries lie side by side on other hosts."""
        folder, _, inside = path.partition("/")
        name = parse_library_name(folder)
        return resolve(name, libraries=self.store) if name and inside else None, inside


def _quoted(address: str) -> str:
    return quote(address, safe="/:%?#[]@!$&*+,;=~-._")


def _split(address: str) -> tuple[str, str]:
    """The path, and what follows it from “?” or “#” on."""
    cut = min((at for at in map(address.find, "?#") if at >= 0), default=len(address))
    return address[:cut], address[cut:]
