"""What a colleague is asked, and what makes an answer."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError

from .states import RoundKind

LONGEST_WORDS = 1_500
CANNOT_SAY = 0
LOWEST, HIGHEST = 1, 5
STEPS: tuple[tuple[int, str], ...] = (
    (1, "Hardly ever"),
    (2, "Seldom"),
    (3, "Sometimes"),
    (4, "Often"),
    (5, "Nearly always"),
    (CANNOT_SAY, "I cannot say"),
)


@dataclass(frozen=True)
class Question:
    """`code` is a statement of the default standard that it bears on (domain.md 3.1)."""

    key: str
    skill: str
    wording: str
    code: str


QUESTIONS: tuple[Question, ...] = (
    Question("listening", "Listening", "Listens to the end before answering", "S2"),
    Question("questions", "Open questions", "Asks, where others would tell", "S2"),
    Question("belief", "Belief", "Speaks of learners as people who can do it", "a"),
    Question("steps", "Clear steps", "Agrees clear next steps, and does their own part", "S8"),
    Question("boundaries", "Boundaries", "Keeps confidences, and passes on what must be", "b"),
)
KEYS = tuple(question.key for question in QUESTIONS)


@dataclass(frozen=True)
class ColleagueWords:
    """What somebody sends. Of a round without names, the name and the consent stay empty."""

    ratings: Mapping[str, int] = field(default_factory=dict)
    keeps_doing: str = ""
    tries_next: str = ""
    has_no_conflict: bool = False
    giver_name: str = ""
    agrees_to_show: bool = False


def check_answer(words: ColleagueWords, kind: str) -> None:
    problems = {}
    for key in KEYS:
        if words.ratings.get(key) not in {step for step, _ in STEPS}:
            problems[key] = "Choose one. “I cannot say” is an answer too."
    for name, text in (("keeps_doing", words.keeps_doing), ("tries_next", words.tries_next)):
        if len(text) > LONGEST_WORDS:
            problems[name] = f"At most {LONGEST_WORDS:,} characters: say the main thing."
    if not words.has_no_conflict:
        problems["has_no_conflict"] = (
            "Tick this to send your answer. If you cannot, please do not answer: just close this "
            "page."
        )
    if kind == RoundKind.NAMED:
        problems |= _lacking_name(words)
    if problems:
        raise ValidationError({name: [text] for name, text in problems.items()})
    says_something = any(words.ratings.values()) or words.keeps_doing or words.tries_next
    if not says_something:
        raise ValidationError("Say one thing at least, or just close this page.", code="nothing")


def _lacking_name(words: ColleagueWords) -> dict[str, str]:
    problems = {}
    if not words.giver_name.strip():
        problems["giver_name"] = "Give your name: it stands with what you write."
    if not words.agrees_to_show:
        problems["agrees_to_show"] = "Tick this to send your answer under your name."
    return problems


def new_row_key() -> int:
    """A counter would tell which answer came last."""
    return secrets.randbelow(2**62) + 1
