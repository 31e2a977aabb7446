"""Whether the first bytes of a file contradict the ending of its name.

A browser that is told “picture” by a name must not find a page there. What cannot be recognised
is let through: players show it or do not, but they do not run it.
"""

from enum import Enum

import filetype

from .problems import Problem
from .whitelist import ending_of


class Fault(Enum):
    MARKUP = "markup"
    OTHER = "other"
    SAME_FAMILY = "same family"


_PICTURES = frozenset({"png", "apng", "jpg", "gif", "bmp", "tif", "webp"})
_FILMS = frozenset({
    "webm", "mkv", "mp4", "m4v", "m4a", "mov", "3gp", "ogg", "mp3", "wav", "aac",
})  # fmt: skip
_FONTS = frozenset({"eot", "ttf", "otf", "woff", "woff2"})
_OFFICE = frozenset({"doc", "xls", "ppt", "docx", "xlsx", "pptx", "odt", "ods", "odp", "zip"})
_FAMILIES = (_PICTURES, _FILMS, _FONTS, _OFFICE)
_TEXTS = frozenset({
    "json", "txt", "csv", "diff", "patch", "md", "textile", "vtt", "webvtt", "gltf",
})  # fmt: skip
_SPELLINGS = {"jpeg": "jpg", "tiff": "tif"}
_MARKUP = (b"<svg", b"<html", b"<?xml", b"<!doctype", b"<script", b"<!--", b"<body", b"<iframe")


def content_file_problem(path: str, head: bytes) -> tuple[Problem | None, Problem | None]:
    """What refuses a file and what is only worth saying, each where there is such a thing.

    `head` is the first kilobyte. A picture of another kind of picture is common in content that
    people renamed by hand and does no harm, so it is only said.
    """
    ending = _SPELLINGS.get(ending_of(path), ending_of(path))
    if _is_markup(head, ending):
        text = (
            f"This file is called .{ending}, but a web page or a drawing in code is in it."
            " Replace it with a real one."
        )
        return Problem("content-file-contradicts", text, path), None
    found = _kind_of(head, ending)
    if found == ending or not found:
        return None, None
    text = f"This file is called .{ending}, but it is really .{found}."
    if any({ending, found} <= family for family in _FAMILIES):
        return None, Problem("content-file-other-kind", text, path)
    text += " Replace it with a file of the right kind."
    return Problem("content-file-contradicts", text, path), None


def _is_markup(head: bytes, ending: str) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:16].lower()
    return start.startswith(_MARKUP) or (start[:1] == b"<" and ending not in _TEXTS)


def _kind_of(head: bytes, ending: str) -> str:
    """As `filetype` names it; nothing where it does not know. Two letters such as BM and MZ also
    begin sentences, so that a text must hold a NUL to be anything else."""
    if not head or (ending in _TEXTS and b"\0" not in head):
        return ""
    claimed = filetype.get_type(ext=ending)
    if claimed is not None and claimed.match(head):
        return ending
    found = filetype.guess(head)
    return str(found.extension) if found is not None else ""
