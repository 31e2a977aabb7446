"""Ten thousand packages, each with damage that nobody thought of: a Package or Refused, at once.

Bounds: two seconds and 16 MB of memory for each of these packages of some kilobytes.
"""

import copy
import io
import json
import random
import re
import struct
import tempfile
import time
import tracemalloc
import zipfile
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from content.h5p.digests import digest_of, stored_file
from content.h5p.memory import MemoryLibraries
from content.h5p.package import Package, read_library_pack, read_package
from content.h5p.problems import Refused
from tests.factories.h5p.broken import MAIN, PNG, choice_files
from tests.factories.h5p.packages import library_files, package_bytes, zip_bytes

COUNT = 10_000
MOST_SECONDS = 2
MOST_BYTES = 16 * 1024 * 1024
WEIGHED_EACH = 40  # memory is measured for some, in turn of all kinds: measuring is slow

STRANGE: list[Any] = [
    None, True, -1, 0, 99_999, 1e15, "", "\n", "..", "/", "x" * 300, "H5P.Choice 1.2", "\ud800",
    "\0", [], [[]], {}, {"path": "../x.js"}, {"machineName": "H5P.Choice"}, "<svg>", "1", "É" * 5,
]  # fmt: skip
RAW = [
    b"NaN",
    b"[" * 2000,
    b"9" * 5000,
    b'"\\ud800"',
    b'"\\u0000"',
    b'{"a":1,"a":2}',
    b"",
    b"-",
    b"1e999",
]
PATHS = [
    "../x", "/x", "C:x", "content/a.php", "h5p.json", "H5P.json", "content/", "a\\b", ".x",
    "x" * 250, "content/content.json/x", "H5P.Choice-1.2", "a/" * 30 + "b.png", "content/é.png",
]  # fmt: skip

ZOOM = library_files("H5P.Zoom 3.0", js="1", css="p{}", semantics=[])
WHOLE = package_bytes(
    MAIN,
    {"question": "Why?", "answers": [{"text": "Because", "correct": True}]},
    libraries={
        MAIN: choice_files(needs=("H5P.Zoom 3.0",), languages={"de": {"semantics": [{}]}}),
        "H5P.Zoom 3.0": ZOOM,
    },
    content_files={"images/a.png": PNG, "a.txt": b"words " * 40},
)
STORED = zip_bytes(
    {info: zipfile.ZipFile(io.BytesIO(WHOLE)).read(info)
     for info in zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()},
    compression=zipfile.ZIP_STORED,
)  # fmt: skip
ENTRIES = {
    name: zipfile.ZipFile(io.BytesIO(WHOLE)).read(name)
    for name in zipfile.ZipFile(io.BytesIO(WHOLE)).namelist()
}
JSON_NAMES = [name for name in ENTRIES if name.endswith(".json")]


def flip(chance: random.Random) -> bytes:
    data = bytearray(chance.choice((WHOLE, STORED)))
    for _ in range(chance.choice((1, 1, 2, 8, 40))):
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    return bytes(data)


def insert(chance: random.Random) -> bytes:
    data = chance.choice((WHOLE, STORED))
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.randbytes(chance.choice((1, 4, 100))) + data[at:]


def delete(chance: random.Random) -> bytes:
    data = chance.choice((WHOLE, STORED))
    at = chance.randrange(len(data))
    return data[:at] + data[at + chance.choice((1, 4, 100, len(data))) :]


def copy_within(chance: random.Random) -> bytes:
    data = chance.choice((WHOLE, STORED))
    start, at = chance.randrange(len(data)), chance.randrange(len(data))
    piece = data[start : start + chance.randrange(1, 200)]
    return data[:at] + piece + data[at + len(piece) * chance.randrange(2) :]


def change_list(chance: random.Random) -> bytes:
    """A number of the list of files, of a file's own header or of the end record."""
    data = bytearray(chance.choice((WHOLE, STORED)))
    sign, size = chance.choice(((b"PK\1\2", 46), (b"PK\3\4", 30), (b"PK\5\6", 22)))
    places = [found.start() for found in re.finditer(sign, data[:-size])] or [len(data) - size]
    for _ in range(chance.choice((1, 1, 3))):
        at = chance.choice(places) + chance.randrange(4, size - 3, 2)
        value = chance.choice(
            (0, 1, 8, 9, 255, 0xFFFF, 0x7FFFFFFF, 2**32 - 1, chance.getrandbits(32))
        )
        if chance.random() < 0.5:
            struct.pack_into("<H", data, at, value & 0xFFFF)
        else:
            struct.pack_into("<L", data, at, value)
    return bytes(data)


def swap_entries(chance: random.Random) -> bytes:
    first, second = chance.sample(list(ENTRIES), 2)
    return zip_bytes({**ENTRIES, first: ENTRIES[second], second: ENTRIES[first]})


def rename_entry(chance: random.Random) -> bytes:
    before, after = chance.choice(list(ENTRIES)), chance.choice(PATHS + list(ENTRIES))
    return zip_bytes({after if name == before else name: one for name, one in ENTRIES.items()})


def splice_value(chance: random.Random) -> bytes:
    """One or a few values of one JSON file replaced, dropped or put where none was."""
    name = chance.choice(JSON_NAMES)
    value = json.loads(ENTRIES[name])
    for _ in range(chance.choice((1, 1, 2, 5))):
        holder = chance.choice(list(_holders(value)) or [[]])
        keys = list(holder) if isinstance(holder, dict) else list(range(len(holder)))
        if not keys or chance.random() < 0.1:
            continue
        key = chance.choice(keys)
        if chance.random() < 0.2:
            del holder[key]
        else:
            holder[key] = copy.deepcopy(chance.choice(STRANGE))
    return zip_bytes({**ENTRIES, name: json.dumps(value).encode()})


def splice_text(chance: random.Random) -> bytes:
    name = chance.choice(JSON_NAMES)
    data = ENTRIES[name]
    at = chance.randrange(len(data))
    piece = chance.choice([*RAW, chance.randbytes(3), b'"', b"{", b"]", b","])
    return zip_bytes({**ENTRIES, name: data[:at] + piece + data[at + chance.randrange(4) :]})


def _holders(value: Any):
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _holders(inner)


KINDS: list[Callable[[random.Random], bytes]] = [
    flip, insert, delete, copy_within, change_list, change_list, swap_entries, rename_entry,
    splice_value, splice_value, splice_text,
]  # fmt: skip


def use(package: Package) -> None:
    """Everything a host does with a package; all of it is as it was read."""
    for library in package.new:
        files = package.files_of(library)
        assert digest_of({path: stored_file(one) for path, one in files.items()}) == library.digest
        assert {*library.scripts, *library.styles} <= files.keys()
        assert not any(".." in path for path in files)
    for path in package.content_paths:
        with package.open(path) as file:
            assert file.read() is not None
    if package.manifest is not None:
        assert package.manifest.main in package.manifest.dependencies
        assert json.dumps([package.params, dict(package.manifest.metadata)]).encode()


def outcome(data: bytes, libraries: MemoryLibraries, number: int) -> str:
    reads = read_package if number % 8 else read_library_pack
    try:
        package = reads(io.BytesIO(data), libraries=libraries)
    except Refused as refused:
        said = [(one.code, one.message, one.where) for one in refused.problems]
        json.dumps(said, ensure_ascii=False).encode()
        return said[0][0]
    use(package)
    return "taken"


@pytest.mark.slow
def test_ten_thousand_mutated_packages(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    empty, keeping = MemoryLibraries(), MemoryLibraries()
    keeping.add(ZOOM)
    outcomes: Counter[str] = Counter()
    chance = random.Random(1_028)

    for number in range(COUNT):
        data = KINDS[number % len(KINDS)](chance)
        is_weighed = number % WEIGHED_EACH == 0
        if is_weighed:
            tracemalloc.start()
        start = time.process_time()
        outcomes[outcome(data, keeping if number % 3 == 0 else empty, number)] += 1
        seconds = time.process_time() - start
        if is_weighed:
            _, peak = tracemalloc.get_traced_memory()
            tracemalloc.stop()
            assert peak < MOST_BYTES, (number, peak)
        assert seconds < MOST_SECONDS, (number, seconds)

    assert outcomes.total() == COUNT
    assert outcomes["taken"] > COUNT / 20  # the damage is not so coarse that nothing is read
    assert len(outcomes) > 15, outcomes
    assert list(tmp_path.iterdir()) == []
    assert list(empty.names()) == []
