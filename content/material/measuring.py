"""How long a lesson takes: what there is to read, and what there is to do. No Django here."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from content.material.files import NAME

WORDS_A_MINUTE = 150
NOT_READ = {"key", "kind", "minutes", "brief", "id", "type", "must", "branch", "activity",
            "completing"}  # fmt: skip
TAG = re.compile(r"</?[a-z][^>]*>")
WORD = re.compile(r"[^\W_](?:[^\W_]|['’-])*")


def texts_of(value: Any) -> Iterator[str]:
    """Every text of a raw block's value that a reader meets."""
    if isinstance(value, str):
        if not NAME.fullmatch(value):
            yield TAG.sub(" ", value)
    elif isinstance(value, Mapping):
        for name, part in value.items():
            if name not in NOT_READ:
                yield from texts_of(part)
    elif isinstance(value, list):
        for part in value:
            yield from texts_of(part)


def minutes_of(block: Mapping[str, Any]) -> int:
    value = block["value"]
    return int(value.get("minutes") or 0) if isinstance(value, Mapping) else 0


def words_in(body: Iterable[Mapping[str, Any]]) -> int:
    texts = (text for block in body for text in texts_of(block["value"]))
    return sum(len(WORD.findall(text)) for text in texts)


def practice_minutes(body: Iterable[Mapping[str, Any]]) -> int:
    """What the exercises, questions and tasks of a body take, as its author says."""
    return sum(minutes_of(block) for block in body)


def estimated_minutes(body: Sequence[Mapping[str, Any]]) -> int:
    """Reading at 150 words a minute, and the practice with the words in it; at least one."""
    reading = words_in(block for block in body if not minutes_of(block))
    return max(1, round(reading / WORDS_A_MINUTE) + practice_minutes(body))
