"""The words two people sign, in a form that is the same today and in ten years."""

import hashlib
import json
from typing import Any


def canonical(words: dict[str, Any]) -> bytes:
    """The same bytes for the same words, whatever order they were kept in."""
    text = json.dumps(
        _without_silence(words), ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return text.encode("utf-8", "surrogatepass")


def _without_silence(value: Any) -> Any:
    """Without what is not said: a field that is added one day changes no old hash."""
    if isinstance(value, dict):
        kept = {name: _without_silence(one) for name, one in value.items()}
        return {name: one for name, one in kept.items() if one not in (None, "", [], {})}
    return [_without_silence(one) for one in value] if isinstance(value, list) else value


def words_hash(words: dict[str, Any]) -> str:
    return hashlib.sha256(canonical(words)).hexdigest()
