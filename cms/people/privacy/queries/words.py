"""Facts as people read them, one a line: for the passages of a rights request."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone


def labelled(*pairs: tuple[str, Any]) -> str:
    """“Label: value”, without the empty ones; yes and no in words, days and moments as such."""
    told = ((label, said(value)) for label, value in pairs)
    return "\n".join(f"{label}: {words}" if label else words for label, words in told if words)


def said(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        local = timezone.localtime(value)
        return f"{said(local.date())}, {local:%H:%M}"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, dict):
        return "; ".join(f"{key}: {said(part)}" for key, part in value.items() if said(part))
    if isinstance(value, list | tuple):
        return ", ".join(words for words in map(said, value) if words)
    return str(value).strip()


def in_rows(rows: Iterable[str]) -> str:
    return "\n".join(row for row in rows if row)


def day_of(moment: datetime | None) -> date | None:
    return timezone.localdate(moment) if moment else None
