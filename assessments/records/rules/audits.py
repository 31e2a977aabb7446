"""An anonymised look at a few records, with the agreement of both (domain.md 4.8)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError

PERCENT = 5
BLACK = "█████"
QUESTIONS = {
    "has_reasons": "Do the decisions say why?",
    "has_actions": "Can each action be checked: who, what, by when?",
    "is_balanced": "Do standards, learning and support all have room?",
    "is_anonymous": "Is it impossible to recognise a learner or a colleague?",
}


@dataclass(frozen=True)
class Findings:
    has_reasons: bool
    has_actions: bool
    is_balanced: bool
    is_anonymous: bool


def draw(keys: Iterable[int], seed: int) -> list[int]:
    """One in twenty, rounded up, at least one. The lot follows from the seed and the key alone, so
    that anybody who has the seed can draw again."""
    pool = sorted(set(keys), key=lambda key: (sha256(f"{seed}:{key}".encode()).hexdigest(), key))
    return sorted(pool[: -(-len(pool) * PERCENT // 100)])


def check_answered(findings: Mapping[str, bool | None]) -> None:
    if any(findings.get(name) is None for name in QUESTIONS):
        raise ValidationError("Answer all four questions.", code="incomplete")


def black_out(words: str, parts: Mapping[str, str], others: Collection[str]) -> str:
    """Names of the two replaced by their part; every other name blacked out. Longest first, so
    that a full name goes before its first half."""
    stand_ins = {name.casefold(): BLACK for name in others if name.strip()}
    stand_ins |= {name.casefold(): part for name, part in parts.items() if name.strip()}
    if not stand_ins:
        return words
    names = sorted(stand_ins, key=lambda name: (-len(name), name))
    pattern = re.compile(
        rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)", flags=re.IGNORECASE
    )
    return pattern.sub(lambda found: stand_ins.get(found[0].casefold(), BLACK), words)
