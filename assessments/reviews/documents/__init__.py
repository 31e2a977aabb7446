"""A sealed review as a PDF for print and screen readers (PDF/UA)."""

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

import typst
from django.utils import timezone

from ..models import PerformanceReview
from ..queries.document import (
    ActionWords,
    AreaPart,
    ObjectiveWords,
    ReviewDocument,
    day_in_words,
    document_of,
)
from ..queries.words import words_hash_of

TEMPLATE = Path(__file__).parents[2] / "templates" / "reviews" / "review.typ"
CHANGED = (
    "An objective agreed here was changed since. Its wording on these pages is today’s; the "
    "checksum is of the words that were signed."
)


@dataclass(frozen=True)
class Paragraph:
    title: str
    words: str = ""
    notes: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Chapter:
    title: str
    paragraphs: list[Paragraph]


@dataclass(frozen=True)
class ReviewPages:
    """Everything that stands on the pages. It reaches the template as data, never as markup."""

    college: str
    title: str
    facts: list[tuple[str, str]]
    chapters: list[Chapter]
    signatures: list[Paragraph]
    state: str
    checksum: str
    watermark: str


def pages_of(
    review: PerformanceReview, *, college: str, watermark: str, with_self: bool
) -> ReviewPages:
    document = document_of(review, with_self=with_self)
    return ReviewPages(
        college=college,
        title=f"{review.template.title}, {review.reviewee.display_name}",
        facts=_facts(review),
        chapters=[one for one in _chapters(review, document) if one.paragraphs],
        signatures=_signatures(review),
        state=_state(review),
        checksum=review.words_hash,
        watermark=watermark,
    )


def _facts(review: PerformanceReview) -> list[tuple[str, str]]:
    met = _moment(review.met_at) if review.met_at else ""
    facts = [
        ("Mentor", review.reviewee.display_name),
        ("Reviewer", review.reviewer.display_name),
        ("Countersigner", review.countersigner.display_name if review.countersigner else ""),
        ("About", f"{day_in_words(review.period_from)} to {day_in_words(review.period_to)}"),
        ("The two met", f"{met}, {review.met_minutes} minutes" if met else ""),
        ("Shared", _moment(review.shared_at) if review.shared_at else ""),
    ]
    return [(name, words) for name, words in facts if words]


def _chapters(review: PerformanceReview, document: ReviewDocument) -> list[Chapter]:
    return [
        Chapter("Objectives from last time", [_objective(one) for one in document.previous]),
        Chapter("Areas", [_area(one) for one in document.areas]),
        Chapter("In words", [Paragraph(title, words) for title, words in document.texts]),
        Chapter("Concern", [Paragraph(title, words) for title, words in document.concern]),
        Chapter("Objectives for the next period", [_objective(one) for one in document.coming]),
        Chapter("What to learn next", [_action(one) for one in document.actions]),
        Chapter("Self-assessment", [Paragraph(*one) for one in document.self_texts]),
        Chapter("The mentor’s answer", _answers(review)),
        Chapter("Meeting of three", _meeting(review)),
        Chapter("Why it stands as it is", [Paragraph(*one) for one in document.reasons]),
    ]


def _area(part: AreaPart) -> Paragraph:
    notes = [f"What this rating means: {part.anchor}"] if part.anchor else []
    if part.self_words or part.self_text:
        own = " ".join(filter(None, [f"{part.self_words}." if part.self_words else "",
                                     part.self_text]))  # fmt: skip
        notes.append(f"The mentor’s own view: {own}")
    for link in part.links:
        on = f", {day_in_words(link.on)}" if link.on else ""
        notes.append(f"Evidence: {link.label}{on}. {link.caveat}")
    return Paragraph(f"{part.title}: {part.rating_words}", part.narrative, notes)


def _objective(one: ObjectiveWords) -> Paragraph:
    notes = [f"{name}: {words}" for name, words in one.facts]
    if one.result:
        notes.append(f"{one.result}. {one.reason}".strip())
    return Paragraph(one.outcome, "", notes)


def _action(one: ActionWords) -> Paragraph:
    return Paragraph(one.need, "", [f"{name}: {words}" for name, words in one.facts])


def _answers(review: PerformanceReview) -> list[Paragraph]:
    return [
        Paragraph(str(row.get_stance_display()), row.text, [_moment(row.at)])
        for row in review.responses.order_by("at", "pk")
    ]


def _meeting(review: PerformanceReview) -> list[Paragraph]:
    meeting = getattr(review, "dispute_meeting", None)
    if meeting is None:
        return []
    title = f"{meeting.countersigner.display_name}, {day_in_words(meeting.met_on)}"
    return [Paragraph(title, meeting.outcome)]


def _signatures(review: PerformanceReview) -> list[Paragraph]:
    return [
        Paragraph(
            f"{row.signer.display_name} ({str(row.get_part_display()).lower()})",
            "",
            [f"Has read this, {_moment(row.at)}"],
        )
        for row in review.signatures.select_related("signer")
    ]


def _state(review: PerformanceReview) -> str:
    said = f"Final since {_moment(review.final_at)}." if review.final_at else "Not final yet."
    if review.unsigned_reason:
        reason = str(review.get_unsigned_reason_display()).lower()
        said += f" Not signed by the mentor: {reason}."
    if review.words_hash and review.words_hash != words_hash_of(review):
        said += f" {CHANGED}"
    return said


def _moment(moment: object) -> str:
    local = timezone.localtime(moment)  # type: ignore[arg-type]
    return f"{day_in_words(local.date())}, {local:%H:%M}"


def review_pdf(pages: ReviewPages) -> bytes:
    document = typst.compile(
        TEMPLATE,
        format="pdf",
        ignore_system_fonts=True,  # the same page on every machine
        pdf_standards=["ua-1"],
        sys_inputs={"words": json.dumps(asdict(pages), ensure_ascii=False)},
    )
    assert isinstance(document, bytes)
    return document
