"""Files that somebody keeps as evidence: what they are called, and when they came. The files
themselves are in her own export."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import EvidenceFile
from .services.storage import drop_bytes_on_commit


def files_about(person: Any) -> Iterator[Passage]:
    for file in EvidenceFile.objects.filter(owner=person):
        words = labelled(
            ("Kind", file.media_type),
            ("Size in bytes", file.size),
            ("Checksum (SHA-256)", file.sha256),
            ("How it came", file.get_arrival_display()),
            ("Nobody recognisable in it, said", file.attested_at),
            ("Valid until", file.expires_on),
            ("Removed", file.removed_at),
        )
        yield Passage(str(file.pk), "file", file.name, words, day_of(file.created_at), person)


def files_aged(day: date) -> QuerySet[EvidenceFile]:
    return EvidenceFile.objects.filter(created_at__date__lt=day)


def remove_files(rows: QuerySet[EvidenceFile]) -> int:
    """The bytes too, once the rows are really gone."""
    for file in rows:
        drop_bytes_on_commit(file)
    return remove_whole(rows)


register(
    RecordClass(
        key="evidence_file",
        label="Evidence files",
        why="To prove an entry while it may be asked about.",
        counted_from=CountedFrom.WRITTEN,
        months=36,
        about=files_about,
        aged=files_aged,
        subject="owner",
        remove=remove_files,
    )
)
