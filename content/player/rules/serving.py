"""How a file goes out: its type by a list of ours, and the part of it that was asked for."""

import re

# Everything a package may hold (h5p.md 6.1). What is not here goes out as bytes to be kept.
MEDIA_TYPES = {
    "js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8",
    "json": "application/json", "xml": "application/xml", "svg": "image/svg+xml",
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif",
    "bmp": "image/bmp", "tif": "image/tiff", "tiff": "image/tiff",
    "eot": "application/vnd.ms-fontobject", "ttf": "font/ttf", "otf": "font/otf",
    "woff": "font/woff", "woff2": "font/woff2",
    "webm": "video/webm", "mp4": "video/mp4", "ogg": "audio/ogg", "mp3": "audio/mpeg",
    "m4a": "audio/mp4", "wav": "audio/wav", "vtt": "text/vtt; charset=utf-8",
    "webvtt": "text/vtt; charset=utf-8", "txt": "text/plain; charset=utf-8",
    "csv": "text/plain; charset=utf-8", "md": "text/plain; charset=utf-8",
    "pdf": "application/pdf", "gltf": "model/gltf+json", "glb": "model/gltf-binary",
}  # fmt: skip
BYTES = "application/octet-stream"
_ONE_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)


class RangeRefused(Exception):  # noqa: N818 - read aloud where it is raised
    """There is nothing of the file where the request asks."""


def media_type(path: str) -> str:
    return MEDIA_TYPES.get(path.rpartition(".")[2].lower(), BYTES)


def read_range(header: str, size: int) -> tuple[int, int] | None:
    """The first byte and the one after the last; None where the whole file is the right answer.

    Several ranges at once, and what is not understood, get the whole file, as RFC 9110 allows.
    """
    found = _ONE_RANGE.fullmatch(header.strip())
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:  # the last so many bytes
        count = min(int(found[2]), size)
        if not count:
            raise RangeRefused
        return size - count, size
    start = int(found[1])
    if start >= size:
        raise RangeRefused
    stop = min(int(found[2]) + 1, size) if found[2] else size
    return (start, stop) if stop > start else None
