"""The words that are signed, in a form that is the same today and in ten years."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

CHANGED = (
    "The words of this review have changed since you opened it. Read them again; then you can "
    "answer or sign."
)


def canonical_words(words: Mapping[str, Any]) -> bytes:
    """The same bytes for the same words, in whatever order they were kept. What is not said is left
    out: a field that is added to reviews one day changes no old hash."""
    said = _said(words)
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def as_kept(words: Mapping[str, Any]) -> dict[str, Any]:
    """The words as JSON keeps them; their hash is the same."""
    kept: dict[str, Any] = json.loads(canonical_words(words).decode("utf-8", "surrogatepass"))
    return kept


def words_hash(words: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical_words(words)).hexdigest()


def file_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def check_words(given: str, now: str) -> None:
    """Nobody answers or signs what she has not seen."""
    if given != now:
        raise ValidationError(CHANGED, code="words")


def _said(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            str(name): _said(one)
            for name, one in value.items()
            if one not in (None, "", [], {}, ())
        }
    if isinstance(value, list | tuple):
        return [_said(one) for one in value]
    return value.isoformat() if isinstance(value, date | datetime) else value
