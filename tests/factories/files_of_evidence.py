"""Evidence files, their rows and their bytes. Bytes are made here, never read from a disk."""

import zipfile
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from assessments.files.models import EvidenceFile
from assessments.files.rules import ScanState
from cms.people.accounts.models import User

NUMBERS = count(1)
OFFICE = "application/vnd.openxmlformats-officedocument"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT_PARTS = {
    "docx": (f"{OFFICE}.wordprocessingml.document.main+xml", "word/document.xml"),
    "xlsx": (f"{OFFICE}.spreadsheetml.sheet.main+xml", "xl/workbook.xml"),
    "pptx": (f"{OFFICE}.presentationml.presentation.main+xml", "ppt/presentation.xml"),
}
OPEN_TYPES = {"odt": "text", "ods": "spreadsheet", "odp": "presentation"}


def evidence_file(owner: User, *, content: bytes | None = None, **fields: Any) -> EvidenceFile:
    """A certificate as a PDF, attested and readable, with its bytes in the storage."""
    data = pdf(f"Certificate {next(NUMBERS)}") if content is None else content
    defaults: dict[str, Any] = {
        "name": "Certificate.pdf",
        "media_type": "application/pdf",
        "size": len(data),
        "sha256": sha256(data).hexdigest(),
        "attested_at": timezone.now(),
        "scan_state": ScanState.UNCHECKED,
    }
    row = EvidenceFile(owner=owner, **{**defaults, **fields})
    row.file.save("ignored", ContentFile(data), save=False)
    row.save()
    return row


def pdf(words: str = "Certificate of attendance", *, extra: str = "", trailer: str = "") -> bytes:
    return (
        f"%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R {extra}>>\nendobj\n"
        f"2 0 obj\n<< /Type /Pages /Kids [] /Count 0 >>\nendobj\n% {words}\n"
        f"trailer\n<< /Root 1 0 R {trailer}>>\nstartxref\n9\n%%EOF\n"
    ).encode()


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 24), **saved_with: Any) -> bytes:
    """Left half teal, right half orange: it shows which way up it is."""
    image = Image.new("RGB", size, "teal")
    image.paste("orange", (size[0] // 2, 0, size[0], size[1]))
    target = BytesIO()
    image.save(target, kind, **saved_with)
    return target.getvalue()


def zipped(parts: Mapping[str, str | bytes], *, stored: tuple[str, ...] = ()) -> bytes:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            how = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            archive.writestr(name, text, how)
    return target.getvalue()


def office(kind: str = "docx", *, relations: str = "", more: Mapping[str, Any] | None = None,
           main_type: str = "") -> bytes:  # fmt: skip
    """A Word, Excel or PowerPoint file with as little in it as there can be."""
    declared, main = DOCUMENT_PARTS[kind]
    folder, _, name = main.partition("/")
    parts: dict[str, Any] = {
        "[Content_Types].xml": f'<Types xmlns="x"><Override PartName="/{main}" '
        f'ContentType="{main_type or declared}"/></Types>',
        "_rels/.rels": relation("officeDocument", main, outside=False),
        main: "<document/>",
        f"{folder}/_rels/{name}.rels": relations or relation("styles", "s.xml", outside=False),
        **(more or {}),
    }
    return zipped(parts)


def relation(kind: str, target: str, *, outside: bool = True) -> str:
    mode = ' TargetMode="External"' if outside else ""
    return (
        f'<Relationships xmlns="r"><Relationship Id="r1" Type="{RELATIONS}/{kind}" '
        f'Target="{target}"{mode}/></Relationships>'
    )


def open_document(kind: str = "odt", *, content: str = "", entry: str = "",
                  more: Mapping[str, Any] | None = None) -> bytes:  # fmt: skip
    parts: dict[str, Any] = {
        "mimetype": f"application/vnd.oasis.opendocument.{OPEN_TYPES[kind]}",
        "content.xml": f'<office xmlns:xlink="x">{content}</office>',
        "META-INF/manifest.xml": f"<manifest><file-entry>{entry}</file-entry></manifest>",
        **(more or {}),
    }
    return zipped(parts, stored=("mimetype",))
