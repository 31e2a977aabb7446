"""What changed between the words that were judged and those that are there now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

LONG = 60  # a text longer than this is compared word by word


@dataclass(frozen=True)
class Piece:
    kind: str  # same, out or in
    words: str


@dataclass(frozen=True)
class Change:
    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...] = ()  # of a long text; empty: show before and after


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], labels: Mapping[str, str]
) -> list[Change]:
    """Field by field in the order of `labels`; a field that only one of them knows counts as empty
    in the other."""
    found = []
    for key, label in labels.items():
        if key not in before and key not in after:
            continue
        old, new = _said(key, before.get(key)), _said(key, after.get(key))
        if old != new:
            found.append(Change(label, old, new, _pieces(old, new)))
    return found


def _pieces(old: str, new: str) -> tuple[Piece, ...]:
    if not old or not new or max(len(old), len(new)) <= LONG:
        return ()
    one, other = old.split(), new.split()
    pieces: list[Piece] = []
    for kind, i, j, m, n in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", " ".join(one[i:j])))
            continue
        if i < j:
            pieces.append(Piece("out", " ".join(one[i:j])))
        if m < n:
            pieces.append(Piece("in", " ".join(other[m:n])))
    return tuple(pieces)


def _said(key: str, value: Any) -> str:
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if key == "minutes":
        hours, left = divmod(int(value), 60)
        return " ".join(
            filter(None, (f"{hours} h" if hours else "", f"{left} min" if left else ""))
        )
    if key == "days":
        return " to ".join(_day(text) for text in value)
    if isinstance(value, Mapping):
        code, claim = value.get("code", ""), value.get("claim", "")
        return f"{code}: {claim}" if claim else str(code)
    if isinstance(value, list):
        return "\n".join(_said("", item) for item in value)
    return str(value)


def _day(text: str) -> str:
    day = date.fromisoformat(text)
    return f"{day.day} {day:%B %Y}"
