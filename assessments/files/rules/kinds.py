"""Which kinds of file are taken. What a file is, its bytes say; never its name."""

from dataclasses import dataclass
from enum import StrEnum

from django.core.exceptions import ValidationError

MB = 1024**2
DEFAULT_MOST_BYTES = 10 * MB


class Family(StrEnum):
    PDF = "pdf"
    PICTURE = "picture"
    TEXT = "text"
    OFFICE = "office"
    OPEN = "open"


@dataclass(frozen=True)
class Kind:
    media_type: str
    suffix: str
    words: str
    family: Family
    also: tuple[str, ...] = ()  # other endings that say the same


_OFFICE = "application/vnd.openxmlformats-officedocument."
_OPEN = "application/vnd.oasis.opendocument."

PDF = Kind("application/pdf", ".pdf", "PDF", Family.PDF)
JPEG = Kind("image/jpeg", ".jpg", "JPEG picture", Family.PICTURE, (".jpeg",))
PNG = Kind("image/png", ".png", "PNG picture", Family.PICTURE)
WEBP = Kind("image/webp", ".webp", "WebP picture", Family.PICTURE)
HEIC = Kind("image/heic", ".heic", "HEIC picture", Family.PICTURE, (".heif",))
TEXT = Kind("text/plain", ".txt", "Plain text", Family.TEXT)
WORD = Kind(f"{_OFFICE}wordprocessingml.document", ".docx", "Word document", Family.OFFICE)
EXCEL = Kind(f"{_OFFICE}spreadsheetml.sheet", ".xlsx", "Excel workbook", Family.OFFICE)
SLIDES = Kind(f"{_OFFICE}presentationml.presentation", ".pptx", "PowerPoint slides", Family.OFFICE)
ODT = Kind(f"{_OPEN}text", ".odt", "OpenDocument text", Family.OPEN)
ODS = Kind(f"{_OPEN}spreadsheet", ".ods", "OpenDocument spreadsheet", Family.OPEN)
ODP = Kind(f"{_OPEN}presentation", ".odp", "OpenDocument slides", Family.OPEN)

KINDS = (PDF, JPEG, PNG, WEBP, HEIC, TEXT, WORD, EXCEL, SLIDES, ODT, ODS, ODP)
KIND_OF_TYPE = {kind.media_type: kind for kind in KINDS}
ACCEPTED = (
    "PDF, a photo or screenshot (JPEG, PNG, WebP, HEIC), Word, Excel, PowerPoint, OpenDocument, "
    "or plain text"
)
# With “image/*”, a phone offers its camera.
ACCEPT = ",".join(["image/*", *(end for kind in KINDS for end in (kind.suffix, *kind.also))])


def kind_words(media_type: str) -> str:
    kind = KIND_OF_TYPE.get(media_type)
    return kind.words if kind else "File"


def refuse(code: str, words: str) -> ValidationError:
    return ValidationError(words, code=code)


def check_size(size: int, most: int) -> None:
    if not size:
        raise refuse("empty", "This file is empty. Choose another one.")
    if size > most:
        raise refuse(
            "too_large",
            f"This file is larger than {size_in_words(most)}. Save it smaller, for example only "
            "the pages that matter, as a PDF.",
        )


def size_in_words(size: int) -> str:
    if size >= MB:
        whole, tenth = divmod(round(size * 10 / MB), 10)
        return f"{whole}.{tenth} MB" if tenth else f"{whole} MB"
    return f"{max(1, round(size / 1024))} KB"
