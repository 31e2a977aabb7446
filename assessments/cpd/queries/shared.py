"""The part of an entry that others read (domain.md 2.3, rule 7). What its owner keeps for herself
is never loaded for them, so that no screen, export or log of theirs can show it by mistake."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import prefetch_related_objects

from cms.people.accounts.models import User

from ..access import shown_to
from ..models import CPDEntry, CPDEntryQuerySet, EntryClaim

PRIVATE = ("what_i_learned", "reflection_model", "reflection", "cost")
# What is looked up beside the row.
PARTS = ("claims__statement__framework", "files")
# What a reader gets as the row has it.
AS_THEY_ARE = (
    "pk", "owner", "title", "is_mandatory", "start_on", "minutes", "provider", "is_participatory",
    "is_off_the_job", "started_at", "counts_to_target", "reason", "application", "impact_note",
    "impact_noted_at", "state", "submitted_at", "verified_at", "sampled_at",
)  # fmt: skip
# What a verifier is asked to judge, under the name it has in `shared_words`.
SHARED_LABELS = {
    "title": "What was done",
    "kind": "Kind of activity",
    "mode": "How",
    "days": "When",
    "minutes": "How long",
    "provider": "Who ran it",
    "together": "Done together with others",
    "off_the_job": "Off-the-job training",
    "counts": "Counts towards the hours",
    "planned": "Planned",
    "need": "Where the need came from",
    "reason": "Why",
    "statements": "Statements of the standard",
    "summary": "Summary for others",
    "application": "What will be different, and by when",
    "impact": "Has something changed for learners?",
    "impact_note": "What changed",
    "files": "Files",
}


@dataclass(frozen=True)
class SharedClaim:
    code: str
    title: str
    claim: str
    url: str


@dataclass(frozen=True)
class SharedFile:
    pk: int
    name: str
    media_type: str
    size: int
    expires_on: date | None
    scan_state: str


@dataclass(frozen=True)
class SharedEntry:
    """Plain values: whoever holds this cannot reach the rest of the entry through it."""

    pk: int
    owner: User
    title: str
    kind: str
    group: str
    is_mandatory: bool
    mode: str
    start_on: date
    end_on: date | None
    minutes: int | None
    provider: str
    is_participatory: bool
    is_off_the_job: bool
    started_at: time | None
    counts_to_target: bool
    planned: str
    need: str
    reason: str
    summary: str
    application: str
    impact: str
    impact_note: str
    impact_noted_at: datetime | None
    claims: list[SharedClaim]
    files: list[SharedFile]
    state: str
    state_words: str
    submitted_at: datetime | None
    verified_at: datetime | None
    sampled_at: datetime | None


def without_private(rows: CPDEntryQuerySet) -> CPDEntryQuerySet:
    """The same rows, with nothing of what is their owner's alone."""
    return rows.defer(*PRIVATE)


def shared_rows(reader: User) -> CPDEntryQuerySet:
    """Other people's entries whose shared part this reader may read, ready for `shared_entry`."""
    rows = without_private(CPDEntry.objects.filter(shown_to(reader)))
    return rows.select_related("owner").prefetch_related(*PARTS)


def with_parts(entry: CPDEntry) -> CPDEntry:
    """One's own row, which came alone, made ready for `shared_entry`: four queries, whatever it
    names."""
    prefetch_related_objects([entry], *PARTS)
    return entry


def shared_entry(entry: CPDEntry) -> SharedEntry:
    """The shared part. Of a row from `shared_rows` it takes no further query."""
    return SharedEntry(
        **{name: getattr(entry, name) for name in AS_THEY_ARE},
        kind=entry.get_activity_type_display(),
        group=str(entry.group.label) if entry.group else "",
        mode=entry.get_mode_display(),
        end_on=entry.end_on if entry.end_on != entry.start_on else None,
        planned=entry.get_planning_display(),
        need=entry.get_need_source_display(),
        summary=entry.shared_summary,
        impact=entry.get_impact_status_display(),
        claims=[_claim(row) for row in _in_order(entry.claims.all())],
        files=_files(entry),
        state_words=entry.get_state_display(),
    )


def shared_words(entry: CPDEntry) -> dict[str, Any]:
    """What a verifier judges, as JSON: the keys of `SHARED_LABELS`, values that can be compared."""
    shared = shared_entry(entry)
    words = {name: getattr(shared, name) for name in SHARED_LABELS if hasattr(shared, name)}
    days = [shared.start_on, shared.end_on]
    return words | {
        "days": [day.isoformat() for day in days if day],
        "together": shared.is_participatory,
        "off_the_job": shared.is_off_the_job,
        "counts": shared.counts_to_target,
        "statements": [{"code": row.code, "claim": row.claim} for row in shared.claims],
        "files": [file.name for file in shared.files],
    }


def _in_order(claims: Iterable[EntryClaim]) -> list[EntryClaim]:
    return sorted(claims, key=lambda row: row.statement.position)


def _claim(row: EntryClaim) -> SharedClaim:
    statement = row.statement
    return SharedClaim(statement.code, statement.title, row.claim, statement.get_absolute_url())


def _files(entry: CPDEntry) -> list[SharedFile]:
    return [
        SharedFile(
            pk=file.pk,
            name=file.name,
            media_type=file.media_type,
            size=file.size,
            expires_on=file.expires_on,
            scan_state=file.scan_state,
        )
        for file in entry.files.all()
        if file.removed_at is None
    ]
