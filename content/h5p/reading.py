"""A package while it is read: its archive, what is wrong so far, and how far the reading is."""

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

from .archive import Archive, Entries
from .central_directory import Entry
from .findings import Findings, shown
from .json_reading import read_json
from .problems import Refused
from .shapes import StoredFile

Progress = Callable[[int, int], None]
UNREADABLE: Any = object()


class Reading:
    """Every method that reads a file takes what refuses it to the findings and reads on."""

    def __init__(
        self, archive: Archive, wanted: Iterable[Entries], progress: Progress | None
    ) -> None:
        """`wanted` are the folders that will be done with when all is read."""
        self.archive = archive
        self.findings = Findings()
        self._progress = progress
        self._done = 0
        self._total = sum(entry.size for files in wanted for entry in files.values())

    def json_of(self, entry: Entry, code: str) -> tuple[Any, StoredFile | None]:
        """The value of a JSON file, or UNREADABLE, and what is to be kept of the file."""
        most = self.archive.limits.json_bytes
        if entry.size > most:
            said = f"A JSON file is larger than {most // 1024} kB, which is more than is read."
            self.findings.add(code, said, shown(entry.path))
            return UNREADABLE, None
        try:
            data = self.archive.read(entry)
            value = read_json(data, where=shown(entry.path), limits=self.archive.limits, code=code)
        except Refused as refused:
            self.findings.take(refused.problems)
            return UNREADABLE, None
        return value, StoredFile(len(data), entry.crc, hashlib.sha256(data).hexdigest())

    def hash_of(self, entry: Entry) -> StoredFile | None:
        """What is to be kept of a file, which is never in memory as a whole."""
        digest = hashlib.sha256()
        try:
            for chunk in self.archive.chunks(entry):
                digest.update(chunk)
        except Refused as refused:
            self.findings.take(refused.problems)
            return None
        return StoredFile(entry.size, entry.crc, digest.hexdigest())

    def head_of(self, entry: Entry) -> bytes | None:
        """The first kilobyte of a file that was read to its end."""
        try:
            return self.archive.verify(entry)
        except Refused as refused:
            self.findings.take(refused.problems)
            return None

    def is_done_with(self, entries: Iterable[Entry]) -> None:
        self._done += sum(entry.size for entry in entries)
        if self._progress is not None:
            self._progress(self._done, self._total)


def wrong_case(wanted: str, names: Iterable[str]) -> str:
    """A sentence that helps where a file is there but for its capital letters, else nothing."""
    for name in names:
        if name != wanted and name.lower() == wanted.lower():
            return f" It is called {shown(name)}; capital and small letters matter: rename it."
    return ""
