"""The certificate as a PDF for print and screen readers (PDF/UA). Plain values in, bytes out."""

import io
import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import segno
import typst

TEMPLATE = Path(__file__).parent.parent / "templates" / "certificates" / "certificate.typ"


@dataclass(frozen=True)
class CertificateWords:
    """Everything that stands on the page. It reaches the template as data, never as markup."""

    college: str
    person: str
    module: str
    outcomes: list[str]
    statements: list[str]
    minutes: str
    completed_on: str
    valid_until: str
    code: str
    check_url: str


def day_in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def qr_svg(url: str) -> str:
    """The way from paper to the check page; its error correction survives a folded corner."""
    out = io.BytesIO()
    segno.make(url, error="m", micro=False).save(
        out, kind="svg", border=0, dark="#1f2a2e", xmldecl=False, svgns=True
    )
    return out.getvalue().decode()


def certificate_pdf(words: CertificateWords) -> bytes:
    document = typst.compile(
        TEMPLATE,
        format="pdf",
        ignore_system_fonts=True,  # the same page on every machine
        pdf_standards=["ua-1"],
        sys_inputs={"words": json.dumps(asdict(words)), "qr": qr_svg(words.check_url)},
    )
    assert isinstance(document, bytes)
    return document
