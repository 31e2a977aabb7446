"""Pictures, sound, film, files. Everything is the college's own upload: nothing is embedded."""

from pathlib import PurePosixPath
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from content.blocks.text import MarkdownBlock

VIDEO_TYPES = {"mp4": "video/mp4", "m4v": "video/mp4", "webm": "video/webm", "ogv": "video/ogg"}
AUDIO_TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
}


def extension(document: Any) -> str:
    """The ending of an uploaded file's name, in small letters, without its dot."""
    name = document.filename if document else ""
    return PurePosixPath(name).suffix.lower().lstrip(".")


class DescribedImageBlock(ImageBlock):
    """Wagtail's own, asking in plain words."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        words, decorative = self.child_blocks["alt_text"], self.child_blocks["decorative"]
        words.label = "In words"
        words.field.help_text = "What it shows, for those who cannot see it: one sentence."
        decorative.label = "Only decoration"
        decorative.field.help_text = "Tick it when a reader misses nothing without the picture."

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except StructBlockValidationError as error:
            if "alt_text" not in error.block_errors:
                raise
            words = ValidationError("Say in words what it shows, or tick “Only decoration”.")
            raise StructBlockValidationError(block_errors={"alt_text": words}) from error


class PictureBlock(blocks.StructBlock):
    image = DescribedImageBlock(label="Picture")
    caption = blocks.CharBlock(required=False, max_length=250)
    credit = blocks.CharBlock(
        required=False, max_length=250, help_text="Who made it, which licence."
    )

    class Meta:
        icon = "image"
        template = "content/blocks/image.html"
        label_format = "Image: {caption}"
        description = "A picture with words for those who cannot see it, or marked as decorative."


class MediaValue(blocks.StructValue):
    @property
    def content_type(self) -> str:
        ending = extension(self.get("file"))
        return VIDEO_TYPES.get(ending) or AUDIO_TYPES.get(ending) or ""

    @property
    def is_video(self) -> bool:
        return extension(self.get("file")) in VIDEO_TYPES


class MediaBlock(blocks.StructBlock):
    title = blocks.CharBlock(max_length=120)
    file = DocumentChooserBlock(help_text="Video (mp4, webm) or sound (mp3, m4a, ogg, wav).")
    minutes = blocks.IntegerBlock(required=False, min_value=1, max_value=120)
    captions = DocumentChooserBlock(
        required=False, help_text="A WebVTT file (.vtt) with what is said, for video."
    )
    transcript = MarkdownBlock(
        help_text="Everything that is said and what matters of what is seen. Markdown."
    )

    class Meta:
        icon = "media"
        template = "content/blocks/media.html"
        value_class = MediaValue
        label_format = "Media: {title}"
        description = "Video or sound with its transcript, which is always there to read."

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        errors: dict[str, ValidationError] = {}
        is_unfinished = self.is_deferred_validation and not cleaned.get("file")  # a draft may be
        if not is_unfinished and extension(cleaned["file"]) not in VIDEO_TYPES | AUDIO_TYPES:
            endings = ", ".join([*VIDEO_TYPES, *AUDIO_TYPES])
            errors["file"] = ValidationError(f"Choose a video or sound file: {endings}.")
        if cleaned.get("captions") and extension(cleaned["captions"]) != "vtt":
            errors["captions"] = ValidationError("Captions are a WebVTT file, ending in .vtt.")
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned


class DownloadValue(blocks.StructValue):
    @property
    def label(self) -> str:
        document = self.get("document")
        return str(self.get("title") or "") or (document.title if document else "")

    @property
    def kind(self) -> str:
        return extension(self.get("document")).upper()


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock()
    title = blocks.CharBlock(
        required=False, max_length=120, help_text="Empty: the file's own title."
    )
    note = blocks.CharBlock(required=False, max_length=250, help_text="What it is good for.")

    class Meta:
        icon = "download"
        template = "content/blocks/download.html"
        value_class = DownloadValue
        label_format = "Download: {title}"
        description = "A file to keep: a form, a checklist, a slide."
