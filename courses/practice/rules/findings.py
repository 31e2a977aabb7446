"""What a rule says of somebody's words: a verdict, the words that decided, and the reason."""

from dataclasses import dataclass
from typing import Literal

from django.core.exceptions import ValidationError

MAX_CHARACTERS = 500

Verdict = Literal["good", "look"]


@dataclass(frozen=True)
class Finding:
    """One judgement. `look` asks for another look; nothing here is a mark or a score.

    `words` are quoted from the text as it was typed; empty where nothing single decided.
    """

    key: str
    verdict: Verdict
    words: str
    because: str


def typed(text: str) -> str:
    """The text with single spaces and nothing around it, if it is short enough to be read."""
    if len(text) > MAX_CHARACTERS:
        raise ValidationError(
            f"Keep it to {MAX_CHARACTERS} characters. This is {len(text)}: "
            "say it as you would say it in the room."
        )
    return " ".join(text.split())


def folded(text: str) -> str:
    """The same length in lower case and with straight apostrophes, so that places stay true."""
    lowered = (mark.upper().lower() for mark in text)
    same = (low if len(low) == 1 else mark for low, mark in zip(lowered, text, strict=True))
    return "".join(same).translate({ord("’"): "'", ord("‘"): "'", ord("`"): "'"})


def quoted(words: str) -> str:
    return f"“{words.strip(' ,.;:!?“”')}”"


def listed(words: str) -> frozenset[str]:
    return frozenset(words.split())
