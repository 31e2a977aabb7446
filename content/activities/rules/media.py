"""What a file is, by its first bytes; and which of them an author may add to an activity."""

from django.core.exceptions import ValidationError
from filetype import guess

BYTES = "application/octet-stream"
# By what the bytes say. Anything else is kept, and goes out as bytes to be kept.
TYPES = {
    "image/png": "png", "image/jpeg": "jpg", "image/gif": "gif", "image/bmp": "bmp",
    "image/tiff": "tif", "video/mp4": "mp4", "video/x-m4v": "mp4", "video/webm": "webm",
    "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/ogg": "ogg", "audio/x-wav": "wav",
    "application/pdf": "pdf",
}  # fmt: skip
SPOKEN_AS = {"video/x-m4v": "video/mp4", "audio/x-wav": "audio/wav"}
# Text has no first bytes of its own, so here the name decides; markup is never one of these.
TEXTS = {
    "vtt": "text/vtt", "webvtt": "text/vtt", "txt": "text/plain", "csv": "text/csv",
    "md": "text/markdown", "json": "application/json", "gltf": "model/gltf+json",
}  # fmt: skip
FOLDERS = {"image": "images", "video": "videos", "audio": "audios", "file": "files"}
BEGINNINGS = {"image": ("image/",), "video": ("video/",), "audio": ("audio/",),
              "file": ("image/", "video/", "audio/", "text/", "application/")}  # fmt: skip
WANTED = {
    "image": "a picture (PNG, JPEG or GIF)",
    "video": "a film (MP4 or WebM)",
    "audio": "a sound (MP3, M4A, OGG or WAV)",
    "file": "a picture, film, sound, PDF or text",
}


def media_type_of(head: bytes, path: str) -> str:
    """`head`: some thousand first bytes. A page or a drawing with scripts that calls itself a
    picture is only bytes."""
    found = guess(head)
    if found is not None and found.mime in TYPES:
        return SPOKEN_AS.get(found.mime, found.mime)
    kind = TEXTS.get(path.rpartition(".")[2].lower(), BYTES)
    return kind if found is None and is_text(head) else BYTES


def is_text(head: bytes) -> bool:
    """Text and no markup. The last character may have been cut."""
    text = head.decode("utf-8", "replace").rstrip("\N{REPLACEMENT CHARACTER}")
    is_clean = "\0" not in text and "\N{REPLACEMENT CHARACTER}" not in text
    return is_clean and not text.lstrip("\N{ZERO WIDTH NO-BREAK SPACE} \t\r\n").startswith("<")


def media_ending(kind: str, found: str, name: str) -> str:
    """The ending a file is kept with. `kind` is that of the field: image, video, audio or file;
    `found` what the bytes say. Raises where an author may not add it there."""
    if found == BYTES or not found.startswith(BEGINNINGS[kind]):
        raise ValidationError(f"This is not {WANTED[kind]}. Choose another file.", code="kind")
    known = {SPOKEN_AS.get(mime, mime): ending for mime, ending in TYPES.items()}
    return known.get(found) or name.rpartition(".")[2].lower()
