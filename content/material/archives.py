"""A module's folder as a zip, out and in. What comes in is a stranger's: it is read name by name
into an empty folder, within limits, and whatever is not as it should be is refused. No Django here.
"""

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from typing import IO, Any

from content.material.files import FOLDER, NAME, NAME_HELP
from content.material.shapes import MaterialError, MaterialErrors

KB, MB = 1024, 1024**2
TEXT_NAME = re.compile(r"\w[\w .()-]{0,118}\.(md|yaml)")
LEFT_BY_MACHINES = {"__MACOSX", "Thumbs.db", "desktop.ini"}
BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, struct.error, OSError, EOFError,
    ValueError, LookupError, RuntimeError, OverflowError,
)  # fmt: skip
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the same pages make the same zip on every day
READABLE = 0o644 << 16
CHUNK = 64 * KB


@dataclass(frozen=True)
class Limits:
    upload: int = 200 * MB
    unpacked: int = 400 * MB
    text: int = 512 * KB
    count: int = 400
    depth: int = 4
    ratio: int = 100
    small: int = 10 * MB  # below it no ratio is too good to be true


LIMITS = Limits()


class Refused(Exception):  # noqa: N818 - what the reader is told, not a failure of ours
    def __init__(self, name: str, message: str) -> None:
        self.error = MaterialError(Path(name or "zip"), 1, message)
        super().__init__(message)


@dataclass(frozen=True)
class FileToPack:
    name: str
    open: Callable[[], IO[bytes]]


def pack(
    target: IO[bytes], folder: str, texts: Mapping[str, str], files: Iterable[FileToPack]
) -> None:
    """The same texts and files make the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, text in texts.items():
            archive.writestr(entry(f"{folder}/{name}", zipfile.ZIP_DEFLATED), text.encode())
        for file in files:
            # Pictures, films and documents are compressed already.
            info = entry(f"{folder}/{file.name}", zipfile.ZIP_STORED)
            with file.open() as source, archive.open(info, "w") as copy:
                copyfileobj(source, copy, CHUNK)


def entry(name: str, how: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, LONG_AGO)
    info.compress_type, info.external_attr, info.create_system = how, READABLE, 3
    return info


def unpack(source: IO[bytes], into: Path, limits: Limits = LIMITS) -> None:
    """The folder of a module from a zip; raises MaterialErrors and leaves `into` to be deleted."""
    try:
        with zipfile.ZipFile(source) as archive:
            found = wanted(archive, limits)
            prefix = folder_of(found)
            places = {info: place_of(info, prefix) for info in found}
            check_once(places.values())
            Writer(archive, into, limits).write(places)
    except Refused as refusal:
        raise MaterialErrors([refusal.error]) from refusal
    except BROKEN as problem:
        words = "This is no zip file, or it came in damaged. Pack the folder again."
        raise MaterialErrors([MaterialError(Path("zip"), 1, words)]) from problem


def wanted(archive: zipfile.ZipFile, limits: Limits) -> list[zipfile.ZipInfo]:
    """What is in it, without folders and what machines leave behind; each with a decent name."""
    entries = archive.infolist()
    if len(entries) > limits.count:
        raise Refused("", f"There are {len(entries)} entries; {limits.count} are the most.")
    found = []
    for info in entries:
        parts = check_name(info, limits)
        is_litter = any(part in LEFT_BY_MACHINES or part.startswith(".") for part in parts)
        if not info.is_dir() and not is_litter:
            check_entry(info)
            found.append(info)
    return found


def check_name(info: zipfile.ZipInfo, limits: Limits) -> tuple[str, ...]:
    name = info.orig_filename
    parts = PurePosixPath(name).parts
    if (
        not name
        or "\\" in name
        or "\0" in name
        or ":" in name
        or name.startswith("/")
        or ".." in parts
        or not name.isprintable()
    ):
        raise Refused(printable(name), "A name in this zip leads out of its folder.")
    if len(parts) > limits.depth:
        raise Refused(printable(name), "Folders stand too deep in one another.")
    return parts


def check_entry(info: zipfile.ZipInfo) -> None:
    if info.flag_bits & 0x1:
        raise Refused(info.filename, "This is locked with a password. Pack it without.")
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind and not stat.S_ISREG(kind):
        raise Refused(info.filename, "This is a link, not a file. Put the file itself here.")
    if info.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Refused(info.filename, "This is packed in an unusual way. Make a plain zip.")


def folder_of(entries: Iterable[zipfile.ZipInfo]) -> PurePosixPath:
    """The one folder that holds module.yaml, and everything else."""
    paths = [PurePosixPath(info.filename) for info in entries]
    folders = [path.parent for path in paths if path.name == "module.yaml"]
    if not folders:
        raise Refused("module.yaml", "There is no module.yaml: pack the folder as it was exported.")
    if len(folders) > 1:
        raise Refused("module.yaml", "There are two modules in this zip. Import them one by one.")
    return folders[0]


def place_of(info: zipfile.ZipInfo, prefix: PurePosixPath) -> str:
    path = PurePosixPath(info.filename)
    if not path.is_relative_to(prefix):
        raise Refused(str(path), "This stands beside the module's folder. Take it out.")
    place = str(path.relative_to(prefix))
    if place.startswith(FOLDER):
        if not NAME.fullmatch(place):
            raise Refused(place, f"{NAME_HELP}: this name will not do.")
    elif not TEXT_NAME.fullmatch(place):
        raise Refused(
            place, "Only .md and .yaml files, and what is in files/, are read. Take it out."
        )
    return place


def check_once(places: Iterable[str]) -> None:
    seen: set[str] = set()
    for place in places:
        if place.casefold() in seen:
            raise Refused(place, "This file is in the zip twice.")
        seen.add(place.casefold())


class Writer:
    """Writes what it unpacks and counts it: what an archive says of its sizes proves nothing."""

    def __init__(self, archive: zipfile.ZipFile, into: Path, limits: Limits) -> None:
        self.archive, self.into, self.limits = archive, into, limits
        self.written = 0

    def write(self, places: Mapping[zipfile.ZipInfo, str]) -> None:
        packed = sum(info.compress_size for info in places)
        self.most = min(self.limits.unpacked, max(self.limits.small, packed * self.limits.ratio))
        (self.into / FOLDER).mkdir(exist_ok=True)
        for info, place in places.items():
            is_text = not place.startswith(FOLDER)
            with self.archive.open(info) as source, (self.into / place).open("xb") as target:
                self.copy(source, target, place, self.limits.text if is_text else self.most)

    def copy(self, source: IO[bytes], target: IO[bytes], place: str, most: int) -> None:
        size = 0
        while chunk := source.read(CHUNK):
            size += len(chunk)
            self.written += len(chunk)
            if size > most or self.written > self.most:
                raise Refused(place, f"This is too large: {size_in_words(min(most, self.most))}.")
            target.write(chunk)


def put(name: str, source: IO[bytes], into: Path, limits: Limits = LIMITS) -> Path:
    """One text file by itself."""
    plain = PurePosixPath(name.replace("\\", "/")).name
    if not TEXT_NAME.fullmatch(plain):
        words = (
            "A single file is a lesson (.md), a quiz (quiz….yaml) or a scenario (scenario….yaml)."
        )
        raise MaterialErrors([MaterialError(Path(printable(plain) or "file"), 1, words)])
    text = source.read(limits.text + 1)
    if len(text) > limits.text:
        words = f"This is too large: {size_in_words(limits.text)}."
        raise MaterialErrors([MaterialError(Path(plain), 1, words)])
    path = into / plain
    path.write_bytes(text)
    return path


def size_in_words(most: int) -> str:
    return f"{most // MB} MB are the most" if most >= MB else f"{most // KB} KB are the most"


def printable(name: Any) -> str:
    return "".join(sign if sign.isprintable() else "?" for sign in str(name))[:120]
