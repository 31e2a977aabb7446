"""What may be in the zip that an office file is: names and sizes first, then what is read of it."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.core.exceptions import ValidationError

from .kinds import MB, refuse

FIRST = b"PK\x03\x04"
LAST = b"PK\x05\x06"
LAST_SIZE = 22
MOST_ENTRIES = 3_000
MOST_UNPACKED = 300 * MB
MOST_RATIO = 200
MOST_READ = 40 * MB
MOST_OF_ONE = 20 * MB
FAILURES = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, OSError, EOFError,
    ValueError, LookupError, RuntimeError, OverflowError, NotImplementedError, ParseError,
    DefusedXmlException,
)  # fmt: skip
DAMAGED = (
    "This file came in damaged, or was put together in an unusual way. Open it, save it again or "
    "save it as PDF, and choose the new file."
)
LOCKED = (
    "This file is locked with a password. Open it, take the password off or save it as PDF, and "
    "choose the new file."
)


def damaged() -> ValidationError:
    return refuse("damaged", DAMAGED)


class Parts:
    """The parts of one zip, read by name and never more of them than is safe."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self.archive, self.left = archive, MOST_READ
        self.names = [info.filename for info in archive.infolist() if not info.is_dir()]

    def read(self, name: str) -> bytes:
        with self.archive.open(name) as source:
            found = source.read(min(MOST_OF_ONE, self.left) + 1)
        self.left -= len(found)
        if len(found) > MOST_OF_ONE or self.left < 0:
            raise damaged()
        return found

    def xml(self, name: str) -> Element:
        root: Any = fromstring(self.read(name), forbid_dtd=True)
        return root


@contextmanager
def opened(data: bytes) -> Iterator[Parts]:
    """A zip that begins and ends with the file, within limits; whatever fails is a refusal."""
    try:
        _check_ends(data)
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_entries(archive)
            yield Parts(archive)
    except FAILURES as problem:
        raise damaged() from problem


def _check_ends(data: bytes) -> None:
    """Nothing before the zip and nothing after it: no second file rides along."""
    if not data.startswith(FIRST) or data[-LAST_SIZE:][:4] != LAST:
        raise damaged()


def _check_entries(archive: zipfile.ZipFile) -> None:
    entries = archive.infolist()
    if not 0 < len(entries) <= MOST_ENTRIES or min(each.header_offset for each in entries):
        raise damaged()
    names = {_plain_name(each).casefold() for each in entries}
    if len(names) != len(entries):
        raise damaged()
    if any(each.flag_bits & 0x1 for each in entries):
        raise refuse("locked", LOCKED)
    unpacked = sum(each.file_size for each in entries)
    packed = sum(each.compress_size for each in entries)
    if unpacked > MOST_UNPACKED or (unpacked > MOST_READ and unpacked > packed * MOST_RATIO):
        raise damaged()


def _plain_name(entry: zipfile.ZipInfo) -> str:
    name = entry.orig_filename
    parts = PurePosixPath(name).parts
    if not name.isprintable() or "\\" in name or name.startswith("/") or ".." in parts:
        raise damaged()
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise damaged()
    return name
