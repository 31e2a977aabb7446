"""One number for all files of a library: two copies are the same when their digests are."""

import hashlib
import zlib
from collections.abc import Mapping

from .shapes import StoredFile


def digest_of(files: Mapping[str, StoredFile]) -> str:
    """SHA-256 over the sorted lines “path NUL sha256”."""
    lines = "".join(f"{path}\0{files[path].sha256}\n" for path in sorted(files))
    return hashlib.sha256(lines.encode()).hexdigest()


def stored_file(data: bytes) -> StoredFile:
    return StoredFile(size=len(data), crc=zlib.crc32(data), sha256=hashlib.sha256(data).hexdigest())
