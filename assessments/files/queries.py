"""Somebody's files and where they are used; a file's bytes; and what the storage holds."""

import shlex
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from cms.people.accounts.models import User

from . import rules
from .access import can_see_storage, owned_by
from .models import EvidenceFile, EvidenceFileQuerySet
from .rules import Arrival, ScanState

# All that anybody but a file's owner, and whoever she hands it to, is ever told of it.
STORAGE_FIELDS = (
    "pk", "sha256", "size", "media_type", "scan_state", "scanned_at", "arrival", "created_at",
    "removed_at",
)  # fmt: skip


def most_bytes() -> int:
    return int(getattr(settings, "EVIDENCE_MAX_BYTES", rules.DEFAULT_MOST_BYTES))


def scan_command() -> list[str]:
    """The college's own scanner; empty where there is none. One that cannot be read is one that
    cannot be run, so files wait for it."""
    command: str = getattr(settings, "EVIDENCE_SCAN_COMMAND", "")
    try:
        return shlex.split(command)
    except ValueError:
        return [command]


@dataclass(frozen=True)
class FileLine:
    """A file as its owner sees it in a list."""

    file: EvidenceFile
    kind: str
    entry_count: int
    is_soon: bool
    is_over: bool

    @property
    def is_readable(self) -> bool:
        return rules.is_readable(self.file.scan_state)

    @property
    def is_waiting(self) -> bool:
        return self.file.scan_state == ScanState.WAITING

    @property
    def is_kept_back(self) -> bool:
        return self.file.scan_state == ScanState.REFUSED

    @property
    def was_picture(self) -> bool:
        return self.file.media_type.startswith("image/")


def line_of(file: EvidenceFile, entry_count: int) -> FileLine:
    today = timezone.localdate()
    return FileLine(
        file=file,
        kind=rules.kind_words(file.media_type),
        entry_count=entry_count,
        is_soon=rules.is_soon(file.expires_on, today),
        is_over=rules.is_over(file.expires_on, today),
    )


def lines_of(files: Iterable[Any]) -> list[FileLine]:
    """Of `files_of`, which counts the entries."""
    return [line_of(file, file.entry_count) for file in files]


def files_of(owner: User) -> EvidenceFileQuerySet:
    """What somebody keeps, the newest first, each with how many of her entries use it."""
    used = Count("entries", filter=Q(entries__discarded_at=None))
    kept = EvidenceFile.objects.kept().filter(owned_by(owner)).annotate(entry_count=used)
    return kept.order_by("-created_at", "-pk")


def expiring(owner: User, *, today: date | None = None) -> EvidenceFileQuerySet:
    """What runs out within 60 days or has just run out, the soonest first."""
    day = today or timezone.localdate()
    days = timedelta(days=rules.SOON_DAYS)
    return (
        files_of(owner)
        .exclude(scan_state=ScanState.REFUSED)
        .filter(expires_on__range=(day - days, day + days))
        .order_by("expires_on", "pk")
    )


def entries_using(file: EvidenceFile) -> Any:
    """The owner's entries that it proves, discarded ones aside."""
    return file.entries.filter(discarded_at=None)


def open_stored(file: EvidenceFile) -> File:
    """Its bytes, to be read and closed by the caller. Raises a ValidationError in plain words
    while it is not checked, when it was kept back, and when it was removed."""
    if file.removed_at is not None:
        raise ValidationError("This file was removed.", code="removed")
    words = rules.why_not_readable(file.scan_state)
    if words:
        raise ValidationError(words, code=file.scan_state)
    return file.file.storage.open(str(file.file.name), "rb")


# The storage ---------------------------------------------------------------------


@dataclass(frozen=True)
class StorageLine:
    words: str
    count: int
    size: int


@dataclass(frozen=True)
class StorageTotals:
    """How much is kept, by what it is and by how far it was checked. Of what was kept back as
    harmful, only the rows are left."""

    kept: StorageLine
    removed: int
    kinds: list[StorageLine]
    states: list[StorageLine]


def storage_totals(reader: User) -> StorageTotals:
    rows: list[Any] = list(
        _storage(reader)
        .order_by()
        .annotate(is_gone=Q(removed_at__isnull=False))
        .values("media_type", "scan_state", "is_gone")
        .annotate(count=Count("pk"), bytes=Sum("size"))
    )
    removed = sum(row["count"] for row in rows if row["is_gone"])
    there = [row for row in rows if not row["is_gone"]]
    kept = [row for row in there if row["scan_state"] != ScanState.REFUSED]
    words = {str(state.value): str(state.label) for state in ScanState}
    return StorageTotals(
        kept=_line("Kept", kept),
        removed=removed,
        kinds=list(_lines(kept, "media_type", rules.kind_words)),
        states=list(_lines(there, "scan_state", lambda state: words[state])),
    )


def storage_rows(reader: User) -> QuerySet[EvidenceFile, dict[str, Any]]:
    """Every file as its storage knows it: no name, no owner, no word of what is in it."""
    return _storage(reader).values(*STORAGE_FIELDS)


def storage_lines(rows: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """In words; of the checksum the beginning, which is enough to compare with."""
    return [
        {
            **row,
            "kind": rules.kind_words(row["media_type"]),
            "state": str(ScanState(row["scan_state"]).label),
            "arrival": str(Arrival(row["arrival"]).label),
            "is_kept": row["removed_at"] is None,
        }
        for row in rows
    ]


def _storage(reader: User) -> EvidenceFileQuerySet:
    if not can_see_storage(reader):
        return EvidenceFile.objects.none()
    return EvidenceFile.objects.all()


def _lines(rows: list[Any], by: str, words: Any) -> Iterator[StorageLine]:
    lines = [
        _line(words(value), [row for row in rows if row[by] == value])
        for value in {row[by] for row in rows}
    ]
    yield from sorted(lines, key=lambda line: (-line.size, line.words))


def _line(words: str, rows: list[Any]) -> StorageLine:
    return StorageLine(words, sum(row["count"] for row in rows), sum(row["bytes"] for row in rows))
