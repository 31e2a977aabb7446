"""An agreement as a PDF for print and screen readers (PDF/UA), with the hash of what was signed."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typst
from django.utils import timezone

from .models import SupervisionAgreement
from .queries.agreements import signature_rows, text_of, words_hash_of
from .rules.agreement_words import day_in_words
from .rules.states import AgreementState

TEMPLATE = Path(__file__).parent.parent / "templates" / "supervision" / "agreement.typ"


@dataclass(frozen=True)
class AgreementWords:
    """Everything that stands on the page. It reaches the template as data, never as markup."""

    college: str
    supervisee: str
    supervisor: str
    version: int
    state: str
    is_signed_text: bool
    chapters: list[dict[str, Any]]
    signatures: list[dict[str, str]]
    words_hash: str
    is_intact: bool
    exported: str


def agreement_words(
    agreement: SupervisionAgreement, *, college: str, exported: str
) -> AgreementWords:
    """`exported` says who takes the copy, and when: it stands on every page."""
    return AgreementWords(
        college=college,
        supervisee=agreement.supervisee.display_name,
        supervisor=agreement.supervisor.display_name,
        version=agreement.version,
        state=_state(agreement),
        is_signed_text=agreement.state != AgreementState.DRAFT,
        chapters=[asdict(chapter) for chapter in text_of(agreement)],
        signatures=[_signature(row) for row in signature_rows(agreement)],
        words_hash=agreement.words_hash,
        is_intact=agreement.words_hash in ("", words_hash_of(agreement)),
        exported=exported,
    )


def _state(agreement: SupervisionAgreement) -> str:
    label = AgreementState(agreement.state).label
    if agreement.state == AgreementState.IN_FORCE and agreement.ends_on:
        return f"{label} until {day_in_words(agreement.ends_on)}"
    return label


def _signature(row: dict[str, Any]) -> dict[str, str]:
    signature = row["signature"]
    at = timezone.localtime(signature.at) if signature else None
    return {
        "name": row["person"].display_name,
        "part": row["part"].label,
        "at": f"{day_in_words(at.date())}, {at:%H:%M}" if at else "",
    }


def agreement_pdf(words: AgreementWords) -> bytes:
    document = typst.compile(
        TEMPLATE,
        format="pdf",
        ignore_system_fonts=True,  # the same page on every machine
        pdf_standards=["ua-1"],
        sys_inputs={"words": json.dumps(asdict(words), ensure_ascii=False)},
    )
    assert isinstance(document, bytes)
    return document
