"""The year as a PDF for print and screen readers (PDF/UA)."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).parents[2] / "templates" / "profiles" / "profile.typ"


def profile_pdf(content: dict[str, Any], *, watermark: str, checksum: str) -> bytes:
    """Every word reaches the template as data, never as markup."""
    words = {"content": content, "watermark": watermark, "checksum": checksum}
    document = typst.compile(
        TEMPLATE,
        format="pdf",
        ignore_system_fonts=True,  # the same page on every machine
        pdf_standards=["ua-1"],
        sys_inputs={"words": json.dumps(_said(words), ensure_ascii=False)},
    )
    assert isinstance(document, bytes)
    return document


def _said(value: Any) -> Any:
    """Days as people say them, wherever they stand."""
    if isinstance(value, dict):
        return {key: _said(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_said(item) for item in value]
    if isinstance(value, str) and len(value) == 10 and value[4:5] == "-" == value[7:8]:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return value
        return f"{day.day} {day:%B %Y}"
    return value
