"""Pictures without words, sound without a transcript, film without captions, files gone."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from content.blocks.media import VIDEO_TYPES
from content.checks.rules.findings import Block, Check, Kind, Level

FILE_NAME = re.compile(
    r"\S+\.(?:jpe?g|png|gif|webp|svg|heic)|(?:img|dsc|image|screenshot)[-_ ]?\d+", re.I
)
IDLE = re.compile(r"\A(?:an? )?(?:picture|image|photo|photograph|graphic)\b(?: of)?", re.I)
NO_SPEECH = re.compile(
    r"\b(?:nobody (?:speaks|talks)|no (?:speech|words|talk)|without (?:words|speech)|silent)\b",
    re.I,
)
MARKDOWN_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")


def media_checks(body: Sequence[Block], files: Mapping[int, str]) -> Iterator[Check]:
    for block in body:
        where, value = str(block.get("id") or ""), block["value"]
        if block["type"] == "image":
            yield from picture_checks(where, value.get("image") or {})
        elif block["type"] == "media":
            yield from sound_checks(where, value, files)
        elif block["type"] == "download" and value.get("document") not in files:
            message = "The file is missing: it was not chosen yet, or it was deleted."
            yield Check(Kind.MEDIA, Level.MUST, message, where)
        elif block["type"] == "markdown" and (found := MARKDOWN_PICTURE.search(str(value))):
            yield Check(
                Kind.MEDIA, Level.MUST,
                "Markdown shows no pictures here. Add a block “Image” in its place, with words.",
                where, found[0],
            )  # fmt: skip


def picture_checks(where: str, value: Mapping[str, Any]) -> Iterator[Check]:
    words = str(value.get("alt_text") or "").strip()
    if not value.get("image"):
        yield Check(Kind.MEDIA, Level.MUST, "The picture is missing: choose one.", where)
    elif value.get("decorative"):
        return
    elif not words:
        message = (
            "Say in words what the picture shows, for those who cannot see it, or tick “Only "
            "decoration”."
        )
        yield Check(Kind.MEDIA, Level.MUST, message, where)
    elif FILE_NAME.fullmatch(words):
        message = "This is a file's name. Say in words what the picture shows."
        yield Check(Kind.MEDIA, Level.MUST, message, where, words)
    elif idle := IDLE.match(words):
        message = (
            f"Leave out “{idle[0].strip()}”: a screen reader says already that it is a picture. "
            "Say what it shows."
        )
        yield Check(Kind.MEDIA, Level.NOTE, message, where, words)


def sound_checks(where: str, value: Mapping[str, Any], files: Mapping[int, str]) -> Iterator[Check]:
    transcript = str(value.get("transcript") or "").strip()
    name = files.get(value.get("file") or 0, "")
    is_video = PurePosixPath(name).suffix.lower().lstrip(".") in VIDEO_TYPES
    if not name:
        message = "The file is missing: it was not chosen yet, or it was deleted."
        yield Check(Kind.MEDIA, Level.MUST, message, where)
    if not transcript:
        message = (
            "There is no transcript. Write down all that is said, for those who cannot hear it or "
            "sit in a staff room."
        )
        yield Check(Kind.MEDIA, Level.MUST, message, where)
    elif is_video and not value.get("captions") and not NO_SPEECH.search(transcript):
        message = (
            "The film has no captions, and the law asks colleges for them. Add a .vtt file; if "
            "nobody speaks in it, say so in the transcript."
        )
        yield Check(Kind.MEDIA, Level.MUST, message, where)
