"""Any content as a complete `.h5p`: with all the code that plays it and all that edits it.

The same content makes the same bytes, whenever and wherever it is written.
"""

import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from typing import Any, BinaryIO

from .dependencies import Order, addons_for, full_closure, play_order
from .names import LibraryName
from .ports import ContentFiles, Libraries
from .problems import Problem, Refused
from .semantics.uses import find_uses
from .shapes import Library, Manifest

NO_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can hold
REGULAR_FILE = 0o100644 << 16
UNIX = 3
# Deflating these again only takes time.
PACKED = frozenset(
    {"png", "jpg", "jpeg", "gif", "webp", "mp3", "m4a", "ogg", "mp4", "webm", "woff", "woff2"}
)

Source = Callable[[], BinaryIO]


def write_package(
    target: BinaryIO, *, manifest: Manifest, params: Mapping[str, Any], files: ContentFiles,
    libraries: Libraries,
) -> None:  # fmt: skip
    """Writes h5p.json anew, with everything that plays among its dependencies; code for the editor
    goes along as folders and is not listed there (h5p.md 6.1).

    Refused where something that it needs to play is not to be had, naming each; nothing is written
    then. A newer minor that stands in for another is what goes along.
    """
    uses = find_uses(params, library=manifest.main, libraries=libraries)
    addons = addons_for(params, libraries=libraries)
    order = play_order(manifest.main, uses.libraries, libraries=libraries, addons=addons)
    if order.missing:
        raise Refused(_missing(name) for name in order.missing)
    entries: dict[str, Source] = {
        "content/content.json": _bytes(_json(params)),
        **{f"content/{path}": _file(files, path) for path in files.paths()},
    }
    for library in full_closure(_names(order.libraries), libraries=libraries, editor=True):
        for path in library.files:
            entries[f"{library.name.folder}/{path}"] = _library_file(libraries, library, path)
    described = _described(manifest, order)
    with zipfile.ZipFile(target, "w") as archive:
        _write(archive, "h5p.json", _bytes(_json(described)))
        for path in sorted(entries):
            _write(archive, path, entries[path])


def _described(manifest: Manifest, order: Order) -> dict[str, Any]:
    playing = dict(order.stand_ins).get(manifest.main, manifest.main)
    # Whoever reads it takes the first of this name for the main one.
    loaded = sorted(_names(order.libraries), key=lambda name: name != playing)
    described = {
        **manifest.metadata,
        "title": manifest.title,
        "language": manifest.language,
        "mainLibrary": manifest.main_library,
        "embedTypes": manifest.metadata.get("embedTypes") or ["iframe"],
        "preloadedDependencies": [_entry(name) for name in loaded],
    }
    described.pop("editorDependencies", None)
    described.pop("dynamicDependencies", None)
    named = [_entry(name) for name in _names(order.named)]
    return described | ({"dynamicDependencies": named} if named else {})


def _names(libraries: Iterable[Library]) -> list[LibraryName]:
    return [library.name for library in libraries]


def _entry(name: LibraryName) -> dict[str, Any]:
    return {
        "machineName": name.machine_name, "majorVersion": name.major, "minorVersion": name.minor,
    }  # fmt: skip


def _missing(name: LibraryName) -> Problem:
    return Problem(
        "missing-required-library",
        f"{name} is not in use here, so the file could not be played anywhere else. First let it"
        " in, or upload it if it is not here at all.",
        name.folder,
    )


def _json(value: Any) -> bytes:
    """Sorted, because databases put the keys of what they keep into an order of their own."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _bytes(data: bytes) -> Source:
    return lambda: io.BytesIO(data)


def _file(files: ContentFiles, path: str) -> Source:
    return lambda: files.open(path)


def _library_file(libraries: Libraries, library: Library, path: str) -> Source:
    return lambda: io.BytesIO(libraries.read(library, path))


def _write(archive: zipfile.ZipFile, path: str, source: Source) -> None:
    entry = zipfile.ZipInfo(path, NO_DATE)
    entry.external_attr, entry.create_system = REGULAR_FILE, UNIX
    is_packed = path.rpartition(".")[2].lower() in PACKED
    entry.compress_type = zipfile.ZIP_STORED if is_packed else zipfile.ZIP_DEFLATED
    with source() as data, archive.open(entry, "w") as kept:
        shutil.copyfileobj(data, kept)
