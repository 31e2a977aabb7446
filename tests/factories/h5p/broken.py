"""Packages that are wrong in one way: as programs that mean harm, or know no better, make them."""

import io
import stat
import struct
import warnings
import zipfile
from collections.abc import Mapping
from typing import Any

import pytest

from content.h5p.memory import MemoryLibraries
from content.h5p.package import Package, read_package
from content.h5p.problems import Refused
from tests.factories.h5p.packages import Files, as_json, library_files, manifest, zip_bytes

MAIN = "H5P.Choice 1.2"
FOLDER = "H5P.Choice-1.2"
SEMANTICS = [{"name": "question", "type": "text", "label": "Question"}]
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)

_CENTRAL = {"flags": (8, "H"), "method": (10, "H"), "crc": (16, "L"), "packed": (20, "L"),
            "size": (24, "L"), "attributes": (38, "L"), "offset": (42, "L")}  # fmt: skip
_LOCAL = {"flags": (6, "H"), "method": (8, "H"), "crc": (14, "L"), "packed": (18, "L"),
          "size": (22, "L")}  # fmt: skip


def choice_files(**more: Any) -> Files:
    return library_files(MAIN, **{"semantics": SEMANTICS, "js": "H5P.Choice = 1;", **more})


def sound_entries(
    *, library: Mapping[str, bytes] | None = None, params: Any = None, **described: Any
) -> Files:
    """Everything of a package that is right, by path, to make one thing of it wrong."""
    files = choice_files() if library is None else library
    return {
        "h5p.json": as_json(manifest(MAIN, **described)),
        "content/content.json": as_json({"question": "Why?"} if params is None else params),
        **{f"{FOLDER}/{path}": data for path, data in files.items()},
    }


def with_entries(more: Mapping[str, bytes], **described: Any) -> bytes:
    return zip_bytes({**sound_entries(**described), **more})


def without_entry(path: str) -> bytes:
    return zip_bytes({name: data for name, data in sound_entries().items() if name != path})


def with_raw_entry(name: str, data: bytes = b"x", *, mode: int = 0, times: int = 1) -> bytes:
    """An entry whose name Python would mend, or which is a link, or is there twice."""
    target = io.BytesIO(with_entries({}))
    with zipfile.ZipFile(target, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python's, about the second entry of a name
        for _ in range(times):
            info = zipfile.ZipInfo("placeholder")
            info.filename = name
            info.external_attr = (mode or stat.S_IFREG | 0o644) << 16
            archive.writestr(info, data)
    return target.getvalue()


def patched(data: bytes, path: str, *, also_local: bool = True, **fields: int) -> bytes:
    """The same archive with other numbers in the list of files, and beside the file itself."""
    found = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo(path)
    name = path.encode()
    at = found.index(b"PK\x01\x02")
    while found[at + 46 : at + 46 + len(name)] != name:
        at = found.index(b"PK\x01\x02", at + 4)
    for field, value in fields.items():
        places = [(at, _CENTRAL)] + ([(info.header_offset, _LOCAL)] if also_local else [])
        for start, places_of in places:
            if field in places_of:
                offset, letter = places_of[field]
                struct.pack_into(f"<{letter}", found, start + offset, value)
    return bytes(found)


def read(data: bytes, libraries: MemoryLibraries | None = None) -> Package:
    return read_package(io.BytesIO(data), libraries=libraries or MemoryLibraries())


def refusal_of(data: bytes, libraries: MemoryLibraries | None = None) -> Refused:
    with pytest.raises(Refused) as refused:
        read(data, libraries)
    return refused.value
