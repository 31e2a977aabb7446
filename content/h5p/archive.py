"""A package opened: its entries checked by name, and read with every real byte counted.

Nothing is ever extracted to a disk, so nothing can be left behind there.
"""

import io
import stat
import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from .central_directory import Entry, read_directory, read_local_header
from .findings import Findings, megabytes, shown
from .limits import Limits
from .paths import FOLDER, folded, folders_above, is_junk, path_problem
from .problems import Problem, Refused

_STORED, _DEFLATED = 0, 8
_CHUNK = 256 * 1024
_HEAD = 1024

Entries = Mapping[str, Entry]


class Archive:
    """The files of a package, by the folder they lie in; litter and folders are left out."""

    def __init__(self, file: BinaryIO, entries: list[Entry], limits: Limits) -> None:
        self._file = file
        self.limits = limits
        self.root: dict[str, Entry] = {}
        self.folders: dict[str, dict[str, Entry]] = {}  # top folder: path below it: entry
        for entry in entries:
            top, slash, below = entry.path.partition("/")
            if slash:
                self.folders.setdefault(top, {})[below] = entry
            else:
                self.root[top] = entry

    def read(self, entry: Entry) -> bytes:
        """All of a file. Refused where it is too large or not as large as it says."""
        return b"".join(self.chunks(entry))

    def verify(self, entry: Entry) -> bytes:
        """Reads a file to its end without holding it, and gives its first kilobyte."""
        head = b""
        for chunk in self.chunks(entry):
            if len(head) < _HEAD:
                head += chunk[: _HEAD - len(head)]
        return head

    def open(self, entry: Entry) -> BinaryIO:
        """To be read once, from the start; what is refused is refused while it is read."""
        return io.BufferedReader(_Reader(self.chunks(entry)), _CHUNK)

    def chunks(self, entry: Entry) -> Iterator[bytes]:
        self._check_size(entry)
        left, crc = entry.size, 0
        for chunk in self._unpacked(entry):
            left -= len(chunk)
            if left < 0:
                raise _refused("size-lies", "A file is larger than the package says.", entry)
            crc = zlib.crc32(chunk, crc)
            yield chunk
        if left:
            raise _refused("size-lies", "A file is smaller than the package says.", entry)
        if crc != entry.crc:
            raise _damaged(entry)

    def _check_size(self, entry: Entry) -> None:
        most = self.limits.file_bytes
        if entry.size > most:
            text = f"A file is larger than {megabytes(most)}. Make it smaller, or link to it."
            raise _refused("file-size-too-large", text, entry)
        too_dense = entry.size > entry.packed * self.limits.ratio
        if entry.size > self.limits.ratio_from and too_dense:
            text = "A file is packed far more densely than any real picture, film or text."
            raise _refused("compression-ratio", text, entry)
        # Deflate adds next to nothing to what it cannot pack; more is padding to keep us busy.
        if entry.packed > 2 * entry.size + 1024:
            raise _refused("size-lies", "A file is packed as more than it holds.", entry)

    def _unpacked(self, entry: Entry) -> Iterator[bytes]:
        packed = self._packed(entry, read_local_header(self._file, entry))
        if entry.method == _STORED:
            yield from packed
            return
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            for piece in packed:
                while piece and not inflater.eof:
                    yield inflater.decompress(piece, _CHUNK)
                    piece = inflater.unconsumed_tail
            yield inflater.flush()
        except zlib.error:
            raise _damaged(entry) from None
        if not inflater.eof or inflater.unused_data:
            raise _damaged(entry)

    def _packed(self, entry: Entry, place: int) -> Iterator[bytes]:
        end = place + entry.packed
        while place < end:
            self._file.seek(place)
            piece = self._file.read(min(_CHUNK, end - place))
            if not piece:
                raise _damaged(entry)
            place += len(piece)
            yield piece


class _Reader(io.RawIOBase):
    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks = chunks
        self._waiting = memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, target: memoryview) -> int:  # type: ignore[override]
        while not self._waiting:
            chunk = next(self._chunks, None)
            if chunk is None:
                return 0
            self._waiting = memoryview(chunk)
        count = min(len(target), len(self._waiting))
        target[:count] = self._waiting[:count]
        self._waiting = self._waiting[count:]
        return count


def open_archive(file: BinaryIO, limits: Limits) -> Archive:
    """Refused with everything that makes an archive unsafe to read on."""
    entries = read_directory(file, limits)
    findings = Findings()
    if not entries:
        findings.add("empty-package", "The package holds no files. Export it again.")
    findings.take(problem for entry in entries if (problem := _entry_problem(entry, limits)))
    wanted = [one for one in entries if not one.path.endswith(FOLDER) and not is_junk(one.path)]
    findings.take(_collisions([entry.path for entry in wanted]))
    if sum(entry.size for entry in wanted) > limits.total_bytes:
        most = megabytes(limits.total_bytes)
        text = f"Unpacked, the package is larger than {most}. Make its films smaller."
        findings.add("total-size-too-large", text)
    findings.refuse_if_any()
    return Archive(file, wanted, limits)


def _entry_problem(entry: Entry, limits: Limits) -> Problem | None:
    problem = path_problem(entry.path, limits)
    if problem:
        return problem
    if not _is_regular(entry):
        text = "An entry is a link or a device, not a file or a folder. Export the activity again."
        return Problem("not-a-regular-file", text, shown(entry.path))
    if entry.is_encrypted:
        text = "A file is locked with a password. Pack it again without one."
        return Problem("encrypted", text, shown(entry.path))
    if entry.method not in (_STORED, _DEFLATED):
        text = "A file is packed in a way H5P does not know. Pack it again as an ordinary ZIP."
        return Problem("unknown-compression", text, shown(entry.path))
    return None


def _is_regular(entry: Entry) -> bool:
    kind = stat.S_IFMT(entry.mode)
    if entry.path.endswith(FOLDER):
        return kind in (0, stat.S_IFDIR) and entry.size == 0
    return kind in (0, stat.S_IFREG)


def _collisions(paths: list[str]) -> Iterator[Problem]:
    """Names of which a computer that stores the files would keep only one."""
    seen: dict[str, str] = {}
    folders = {folder for parent in _parents(paths) for folder in (parent, *folders_above(parent))}
    for path in (*paths, *sorted(folders)):
        same = folded(path)
        if same in seen:
            yield _collision(seen[same], path, is_folder=path in folders)
        else:
            seen[same] = path


def _parents(paths: list[str]) -> set[str]:
    return {path.rpartition("/")[0] for path in paths} - {""}


def _collision(before: str, path: str, *, is_folder: bool) -> Problem:
    if before != path:
        text = (
            f"This name and {shown(before)} differ only in a way that some computers do not see."
            " Rename one of them."
        )
        return Problem("name-collision", text, shown(path))
    if is_folder:
        text = "A file and a folder have this name. Rename one of them."
        return Problem("name-collision", text, shown(path))
    text = "This file is in the package twice. Export the activity again."
    return Problem("duplicate-entry", text, shown(path))


def _damaged(entry: Entry) -> Refused:
    text = "A file arrived damaged. Upload the package again, or export it again."
    return _refused("damaged-file", text, entry)


def _refused(code: str, text: str, entry: Entry) -> Refused:
    return Refused([Problem(code, text, shown(entry.path))])
