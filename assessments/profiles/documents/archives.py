"""Everything in one file, written to the disk and not to memory."""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from tempfile import TemporaryFile
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

CHUNK = 256 * 1024


@dataclass(frozen=True)
class FileToPack:
    name: str  # safe, and once in the archive
    sha256: str
    open: Callable[[], IO[bytes]]


def pack(texts: dict[str, bytes], files: Iterable[FileToPack], *, manifest: Any) -> IO[bytes]:
    """An archive at its beginning, ready to be read; it is gone when it is closed.

    `manifest` is written as manifest.json, with the name and the checksum of every file.
    """
    archive = TemporaryFile()  # noqa: SIM115 - whoever answers the request closes it
    listed = []
    with ZipFile(archive, "w", ZIP_DEFLATED) as bundle:
        for name, data in texts.items():
            bundle.writestr(name, data)
        for file in files:
            _copy(bundle, file)
            listed.append({"name": file.name, "sha256": file.sha256})
        told = {**manifest, "files": listed}
        bundle.writestr("manifest.json", json.dumps(told, ensure_ascii=False, indent=2))
    archive.seek(0)
    return archive


def _copy(bundle: ZipFile, file: FileToPack) -> None:
    """Certificates are pictures and PDFs: pressing them again takes time and saves nothing."""
    target = str(PurePosixPath("files", file.name))
    bundle.compression = ZIP_STORED
    with file.open() as source, bundle.open(target, "w", force_zip64=True) as sink:
        while chunk := source.read(CHUNK):
            sink.write(chunk)
    bundle.compression = ZIP_DEFLATED
