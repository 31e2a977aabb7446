"""The files that a scenario leaves as, besides its text. Plain values in, bytes out."""

import io
import json
import zipfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from assessments.exchange.rules import BookWords, Paragraph

TEMPLATES = Path(__file__).parent.parent / "templates" / "exchange"
MOMENT = (2000, 1, 1, 0, 0, 0)  # of every file in a package, so that the same story is the same zip


def branch_book_pdf(words: BookWords) -> bytes:
    document = typst.compile(
        TEMPLATES / "branch_book.typ",
        format="pdf",
        ignore_system_fonts=True,  # the same pages on every machine
        pdf_standards=["ua-1"],
        sys_inputs={"book": json.dumps(asdict(words))},
    )
    assert isinstance(document, bytes)
    return document


def standalone_page(
    story: dict[str, Any], book: list[Paragraph], *, for_scorm: bool = False
) -> bytes:
    """One file that plays by itself: no request leaves it, and without JavaScript it is a book."""
    parts = ["scorm.js", "standalone.js"] if for_scorm else ["standalone.js"]
    script = "\n".join((TEMPLATES / part).read_text(encoding="utf-8") for part in parts)
    context = {
        "story": story,
        "book": book,
        "style": SafeString((TEMPLATES / "standalone.css").read_text(encoding="utf-8")),
        "script": SafeString(script),
    }
    return render_to_string("exchange/standalone.html", context).encode()


def scorm_package(story: dict[str, Any], book: list[Paragraph], identifier: str) -> bytes:
    """SCORM 1.2: the page that plays by itself, telling its platform score, state and path."""
    manifest = render_to_string(
        "exchange/imsmanifest.xml", {"story": story, "identifier": identifier}
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in (
            ("imsmanifest.xml", manifest.encode()),
            ("index.html", standalone_page(story, book, for_scorm=True)),
        ):
            package.writestr(zipfile.ZipInfo(name, MOMENT), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
