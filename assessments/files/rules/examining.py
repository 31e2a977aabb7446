"""What an upload is, by its first bytes and what is inside it, and what is stored of it."""

import zipfile
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO

import filetype

from . import kinds, offices, pdfs, pictures, texts
from .archives import FIRST, LOCKED
from .kinds import Family, Kind, check_size, refuse

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCKED_OFFICE = "EncryptedPackage".encode("utf-16-le")
HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"mif1", b"msf1")
TWO_IN_ONE = (
    "This file is two files in one, which is not kept. Open it, save it again or save it as PDF, "
    "and choose the new file."
)
FILM = (
    "Films and sound are not kept here. Write down what they show, or choose a certificate, a "
    "slide or a screenshot."
)
OLD = (
    "This is a file of an older Office, which can carry programs. Save it as a new Word, Excel or "
    "PowerPoint file or as PDF, and choose that."
)


@dataclass(frozen=True)
class Examined:
    """What will be stored: a picture's bytes are not those that came."""

    content: bytes
    kind: Kind

    @property
    def sha256(self) -> str:
        return sha256(self.content).hexdigest()


def examine(data: bytes, *, most: int = kinds.DEFAULT_MOST_BYTES) -> Examined:
    """What came, ready to be stored; a ValidationError in plain words when it cannot be."""
    check_size(len(data), most)
    kind = kind_of(data)
    if kind.family is Family.PICTURE:
        _check_only_one(data)
        return Examined(*pictures.redrawn(data, kind))
    return Examined(data, kind)


def kind_of(data: bytes) -> Kind:
    """Its kind, after everything about that kind was checked but what a picture shows."""
    found = _by_first_bytes(data)
    if found is not None:
        return found
    if data.startswith(b"%PDF"):
        _check_no_zip(data)
        pdfs.check_pdf(data)
        return kinds.PDF
    if data.startswith(FIRST):
        return offices.office_kind(data)
    if data.startswith(OLD_OFFICE):
        raise refuse(*(("locked", LOCKED) if LOCKED_OFFICE in data else ("old_office", OLD)))
    if b"%PDF-" in data[:1024]:
        raise refuse("two_in_one", TWO_IN_ONE)
    _check_no_film(data)
    texts.check_text(data)
    return kinds.TEXT


def _by_first_bytes(data: bytes) -> Kind | None:
    if data[:3] == b"\xff\xd8\xff":
        return kinds.JPEG
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return kinds.PNG
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return kinds.WEBP
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return kinds.HEIC
    return None


def _check_no_film(data: bytes) -> None:
    known = filetype.guess_mime(bytearray(data[:8192])) or ""
    if known.startswith(("audio/", "video/")):
        raise refuse("film", FILM)


def _check_only_one(data: bytes) -> None:
    _check_no_zip(data)
    if b"%PDF-" in data[:1024]:
        raise refuse("two_in_one", TWO_IN_ONE)


def _check_no_zip(data: bytes) -> None:
    if zipfile.is_zipfile(BytesIO(data)):
        raise refuse("two_in_one", TWO_IN_ONE)
