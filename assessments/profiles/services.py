"""Taking a record out of the site: every time is written down, without a word of what it says."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import PermissionDenied
from django.utils import timezone

from assessments.cpd.rules import CPDYear
from assessments.files.models import EvidenceFile
from assessments.files.queries import open_stored
from cms.people.accounts.models import User
from cms.people.audit.services import record

from . import documents, queries, rules
from .access import can_export, can_export_pack
from .documents import FileToPack
from .rules import Format, Purpose

TYPES = {
    Format.PDF: "application/pdf",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.CSV: "text/csv; charset=utf-8",
    Format.JSON: "application/json",
    Format.ZIP: "application/zip",
}


@dataclass(frozen=True)
class Export:
    name: str
    media_type: str
    file: IO[bytes]


@dataclass(frozen=True)
class _Made:
    """What the formats of one export share."""

    content: dict[str, Any]
    checksum: str
    watermark: str
    exported: dict[str, str]

    @property
    def as_json(self) -> bytes:
        whole = {"content": self.content, "checksum": self.checksum, "exported": self.exported}
        return json.dumps(whole, ensure_ascii=False, indent=2).encode()


def export_year(
    *, person: User, year: CPDYear, format: Format, purpose: Purpose, by: User
) -> Export:
    """One's own year (domain.md 5.6): verified entries, and what was shared of them."""
    if not can_export(by, person):
        raise PermissionDenied("A CPD record is exported by the person whose it is.")
    made = _make(queries.year_profile(person, year), purpose, by.display_name)
    _note(by, person, made, year=year.label, format=format, purpose=purpose)
    files = queries.files_of_entries(person, year) if format == Format.ZIP else []
    return _write(made, format, files, f"cpd-{year.start}-{(year.start + 1) % 100:02d}")


def export_pack(*, person: User, year: CPDYear, format: Format, by: User) -> Export:
    """One mentor's year without names, for an inspection. Files stay here: they show names."""
    if not can_export_pack(by, person):
        raise PermissionDenied("An inspection pack is made by a quality lead.")
    content = queries.year_profile(person, year, anonymous=True)
    made = _make(content, Purpose.INSPECTION, "the quality lead")
    _note(by, person, made, year=year.label, format=format, purpose=Purpose.INSPECTION)
    return _write(made, format, [], f"cpd-pack-{year.start}")


def export_everything(*, person: User, by: User) -> Export:
    """All years, all states, private words too, with every file: hers to take along."""
    if not can_export(by, person):
        raise PermissionDenied("A CPD record is exported by the person whose it is.")
    made = _make(queries.everything(person), Purpose.MOVING, by.display_name)
    _note(by, person, made, year="all", format=Format.ZIP, purpose=Purpose.MOVING)
    texts = {
        "everything.json": made.as_json,
        "log.csv": documents.everything_csv(made.content["log"], made.watermark),
    }
    for year in queries.years_of(person):
        profile = _make(queries.year_profile(person, year), Purpose.MOVING, by.display_name)
        texts[f"cpd-{year.start}.pdf"] = _pdf(profile)
    packed = _pack(texts, queries.own_files(person), made)
    return Export("my-cpd.zip", TYPES[Format.ZIP], packed)


def _make(content: dict[str, Any], purpose: Purpose, who: str) -> _Made:
    at = timezone.localtime()
    return _Made(
        content=content,
        checksum=rules.checksum(content),
        watermark=f"Exported by {who}, {_moment(at)}. {purpose.label}.",
        exported={"by": who, "at": at.isoformat(timespec="minutes"), "purpose": str(purpose.label)},
    )


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y at %H:%M}"


def _note(by: User, person: User, made: _Made, **detail: str) -> None:
    detail["checksum"] = made.checksum
    record(actor=by, verb="cpd_record.exported", obj=person, about=person, detail=detail)


def _write(made: _Made, format: Format, files: Iterable[EvidenceFile], name: str) -> Export:
    if format == Format.ZIP:
        texts = {f"{name}.{kind}": _bytes(made, kind) for kind in Format if kind != Format.ZIP}
        packed = _pack(texts, files, made)
        return Export(f"{name}.zip", TYPES[format], packed)
    return Export(f"{name}.{format}", TYPES[format], BytesIO(_bytes(made, format)))


def _bytes(made: _Made, format: Format) -> bytes:
    if format == Format.PDF:
        return _pdf(made)
    if format == Format.XLSX:
        return documents.profile_xlsx(made.content, made.watermark)
    if format == Format.CSV:
        return documents.profile_csv(made.content["entries"], made.watermark)
    return made.as_json


def _pdf(made: _Made) -> bytes:
    return documents.profile_pdf(made.content, watermark=made.watermark, checksum=made.checksum)


def _pack(texts: dict[str, bytes], files: Iterable[EvidenceFile], made: _Made) -> IO[bytes]:
    """A file whose bytes are gone from the storage is named, and keeps nothing else behind."""
    rows = list(files)
    names = rules.safe_names(file.name for file in rows)
    there, missing = [], []
    for name, file in zip(names, rows, strict=True):
        if file.file.storage.exists(str(file.file.name)):
            there.append(FileToPack(name, file.sha256, partial(open_stored, file)))
        else:
            missing.append(name)
    return documents.pack(texts, there, manifest={**made.exported, "missing": missing})
