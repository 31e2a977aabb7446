"""The words two people sign, in a form that is the same today and in ten years."""

import hashlib
import json
from typing import Any

from .content import RecordContent, is_nothing, said


def canonical(facts: dict[str, Any], content: RecordContent) -> bytes:
    """The same bytes for the same words, whatever order they were kept in. `facts` are those of
    the session: when, how long, with whom; numbers of people and not their names, which change."""
    words = {"facts": facts, "words": _without_silence(said(content))}
    text = json.dumps(words, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "surrogatepass")


def _without_silence(value: Any) -> Any:
    """Without what is not said: a field that is added to records one day changes no old hash."""
    if isinstance(value, dict):
        return {name: _without_silence(one) for name, one in value.items() if not is_nothing(one)}
    return [_without_silence(one) for one in value] if isinstance(value, list) else value


def words_hash(facts: dict[str, Any], content: RecordContent) -> str:
    return hashlib.sha256(canonical(facts, content)).hexdigest()


def file_hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
