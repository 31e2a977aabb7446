"""The pictures and films of a draft, for somebody who has no account to fetch them with."""

from dataclasses import dataclass
from typing import IO, Any

from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from assessments.scenarios.queries.media import PICTURE, PORTRAIT
from content.blocks.media import AUDIO_TYPES, VIDEO_TYPES, extension

TYPES = {**VIDEO_TYPES, **AUDIO_TYPES, "vtt": "text/vtt"}  # nothing that a browser would run


@dataclass(frozen=True)
class Found:
    file: IO[Any]
    content_type: str


def file_for(kind: str, pk: int) -> Found | None:
    try:
        return _document(pk) if kind == "file" else _image(pk, kind)
    except OSError:  # the row is there, its file has gone
        return None


def _image(pk: int, kind: str) -> Found | None:
    image = get_image_model().objects.filter(pk=pk).first()
    if image is None:
        return None
    rendition = image.get_rendition(PORTRAIT if kind == "portrait" else PICTURE)
    return Found(rendition.file.open("rb"), "image/webp")


def _document(pk: int) -> Found | None:
    document = get_document_model().objects.filter(pk=pk).first()
    content_type = TYPES.get(extension(document)) if document else None
    return Found(document.file.open("rb"), content_type) if document and content_type else None
