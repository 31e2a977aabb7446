"""The list of files at the end of a ZIP, read strictly: one way to read it, or none.

Python's own reader takes archives with something before them, keeps the last of two files with
one name and makes an object for each of a million entries before anybody can count them.
"""

import struct
from collections.abc import Iterator
from operator import attrgetter
from typing import BinaryIO, NamedTuple

from .findings import shown
from .limits import Limits
from .problems import Problem, Refused

_END = struct.Struct("<4s4H2LH")
_END_SIGN = b"PK\x05\x06"
_ENTRY = struct.Struct("<4s6H3L5H2L")
_ENTRY_SIGN = b"PK\x01\x02"
_LOCAL = struct.Struct("<4s5H3L2H")
_LOCAL_SIGN = b"PK\x03\x04"
_LONGEST_COMMENT = 0xFFFF
_ZIP64 = 0xFFFFFFFF
_ZIP64_COUNT = 0xFFFF
_IS_ENCRYPTED = 0x1 | 0x40 | 0x2000
_IS_UTF8 = 0x800


class Entry(NamedTuple):
    path: str
    raw_name: bytes
    offset: int
    packed: int  # bytes in the archive
    size: int  # bytes it says it will be
    crc: int
    method: int
    flags: int
    mode: int  # the file mode of Unix, 0 where the archive was made elsewhere

    @property
    def is_encrypted(self) -> bool:
        return bool(self.flags & _IS_ENCRYPTED)


def read_directory(file: BinaryIO, limits: Limits) -> list[Entry]:
    """All entries in the order of the list. Refused where the archive is not one whole, plain ZIP,
    or is larger or has more entries than it may."""
    length = file.seek(0, 2)
    if length > limits.package_bytes:
        most = limits.package_bytes // (1024 * 1024)
        text = f"The package is larger than {most} MB. Make its films smaller or link to them."
        raise Refused([Problem("package-too-large", text)])
    start, size, count = _read_end(file, length)
    if count > limits.entries:
        text = f"The package holds {count} files; more than {limits.entries} are not taken."
        raise Refused([Problem("too-many-files", text)])
    file.seek(start)
    try:
        entries = list(_parse(file.read(size), count))
    except struct.error:
        raise _broken("its list of files is damaged") from None
    _check_places(entries, start)
    return entries


def read_local_header(file: BinaryIO, entry: Entry) -> int:
    """Where the bytes of an entry begin; Refused where its own header tells another story."""
    file.seek(entry.offset)
    header = file.read(_LOCAL.size)
    if len(header) < _LOCAL.size:
        raise _broken("a file in it is cut off", entry.path)
    sign, _, flags, method, _, _, _, _, _, name_size, extra_size = _LOCAL.unpack(header)
    name = file.read(name_size)
    agrees = (name, method, flags & _IS_ENCRYPTED) == (entry.raw_name, entry.method, 0)
    if sign != _LOCAL_SIGN or not agrees:
        raise _broken("a file in it is not what its list of files says", entry.path)
    return entry.offset + _LOCAL.size + name_size + extra_size


def _read_end(file: BinaryIO, length: int) -> tuple[int, int, int]:
    """Offset, size and number of entries of the list, which must end where the end record is."""
    tail_size = min(length, _END.size + _LONGEST_COMMENT)
    file.seek(length - tail_size)
    tail = file.read(tail_size)
    at = tail.rfind(_END_SIGN)
    while at >= 0:
        record = tail[at : at + _END.size]
        if len(record) == _END.size:
            _, disk, first_disk, here, count, size, start, comment = _END.unpack(record)
            if at + _END.size + comment == len(tail):
                break
        at = tail.rfind(_END_SIGN, 0, at)
    else:
        raise _broken("it is not a ZIP, or its end is missing")
    if count == _ZIP64_COUNT or _ZIP64 in (size, start):
        raise _broken("it is written as ZIP64, which only files over 4 GB need")
    if disk or first_disk or here != count:
        raise _broken("it is one part of several")
    if start + size != length - tail_size + at:
        raise _broken("something stands before or between its parts")
    return start, size, count


def _parse(data: bytes, count: int) -> Iterator[Entry]:
    place = 0
    for _ in range(count):
        (sign, _, _, flags, method, _, _, crc, packed, size, name_size, extra_size, comment_size,
         _, _, attributes, offset) = _ENTRY.unpack_from(data, place)  # fmt: skip
        if sign != _ENTRY_SIGN or _ZIP64 in (packed, size, offset):
            raise _broken("its list of files is damaged")
        name_at = place + _ENTRY.size
        place = name_at + name_size + extra_size + comment_size
        raw = data[name_at : name_at + name_size]
        path = _decode(raw, flags)
        yield Entry(path, raw, offset, packed, size, crc, method, flags, attributes >> 16)
    if place != len(data):
        raise _broken("its list of files is damaged")


def _decode(raw: bytes, flags: int) -> str:
    """Many programs write UTF-8 without saying so; the rest means what DOS meant."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        if flags & _IS_UTF8:
            raise _broken("the name of a file in it is not valid UTF-8") from None
        return raw.decode("cp437")


def _check_places(entries: list[Entry], end: int) -> None:
    """Files follow one another from the first byte on; two that share bytes are a bomb."""
    taken = 0
    for entry in sorted(entries, key=attrgetter("offset")):
        if entry.offset < taken:
            raise _broken("files in it lie on one another")
        if taken == 0 and entry.offset != 0:
            raise _broken("something stands before its first file")
        taken = entry.offset + _LOCAL.size + len(entry.raw_name) + entry.packed
    if taken > end:
        raise _broken("a file in it is cut off")


def _broken(reason: str, path: str = "") -> Refused:
    text = (
        f"The package cannot be unpacked: {reason}. Export it again where it was made, or upload"
        " it once more in case it arrived incomplete."
    )
    return Refused([Problem("unable-to-unzip", text, shown(path))])
