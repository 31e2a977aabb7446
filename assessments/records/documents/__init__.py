"""A record as a PDF for print and screen readers (PDF/UA)."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import typst
from django.utils import timezone

from .. import queries
from ..models import SupervisionRecord

TEMPLATE = Path(__file__).parents[2] / "templates" / "records" / "record.typ"


@dataclass(frozen=True)
class Paragraph:
    title: str
    words: str
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Chapter:
    title: str
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class RecordWords:
    """Everything that stands on the pages. It reaches the template as data, never as markup."""

    college: str
    title: str
    facts: list[tuple[str, str]]
    chapters: list[Chapter]
    signatures: list[Paragraph]
    addenda: list[Paragraph]
    state: str
    checksum: str
    watermark: str


def words_of(record: SupervisionRecord, *, college: str, watermark: str) -> RecordWords:
    session = record.session
    day = timezone.localdate(session.held_at or session.starts_at)
    names = [person.display_name for person in queries.attendees_of(record)]
    return RecordWords(
        college=college,
        title=f"Supervision record, {queries.day_in_words(day)}",
        facts=[
            ("Kind", f"{session.get_type_display()} supervision"),
            ("Held on", queries.day_in_words(day)),
            ("Length", f"{session.held_minutes or session.minutes} minutes"),
            ("How", session.get_medium_display()),
            ("For", ", ".join(names)),
            ("Held by", session.supervisor.display_name),
        ],
        chapters=[
            Chapter(
                section.title,
                [Paragraph(one.title, one.words, list(one.notes)) for one in section.entries],
            )
            for section in queries.sections_of(record)
        ],
        signatures=_signatures(record),
        addenda=[
            Paragraph(f"{row.author.display_name}, {queries.moment_in_words(row.at)}", row.words)
            for row in record.addenda.select_related("author")
        ],
        state=_state(record),
        checksum=record.words_hash or queries.words_hash_of(record),
        watermark=watermark,
    )


def _signatures(record: SupervisionRecord) -> list[Paragraph]:
    return [
        Paragraph(
            f"{row.signer.display_name} ({row.get_part_display().lower()})",
            row.comment,
            [f"{row.get_stance_display()}, {queries.moment_in_words(row.at)}"],
        )
        for row in record.signatures.select_related("signer")
    ]


def _state(record: SupervisionRecord) -> str:
    if record.locked_at is not None:
        said = f"Locked on {queries.moment_in_words(record.locked_at)}."
    else:
        said = "Not locked yet: not everybody has signed."
    if record.unsigned_reason:
        said += f" Not signed by the supervisee: {record.get_unsigned_reason_display().lower()}."
    return said


def record_pdf(words: RecordWords) -> bytes:
    document = typst.compile(
        TEMPLATE,
        format="pdf",
        ignore_system_fonts=True,  # the same page on every machine
        pdf_standards=["ua-1"],
        sys_inputs={"words": json.dumps(asdict(words), ensure_ascii=False)},
    )
    assert isinstance(document, bytes)
    return document
