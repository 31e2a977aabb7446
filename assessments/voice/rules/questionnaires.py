"""A questionnaire as plain values: what is asked, in each language, and the words around it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError

from .states import QuestionKind, Theme

ENGLISH = "en"
EASY = "en-easy"  # short words, with a picture beside each question
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2,8})?")
MOST_SCALES, MOST_COMMENTS = 5, 2
MOST_WORDS = 300
STEPS = (1, 2, 3, 4, 5)
SCALE = tuple(f"scale_{step}" for step in STEPS)
# What a screen says around the questions, by key, with what it is for.
WORDS = {
    "title": "Title of the page",
    "code": "Above the field for the code",
    "code_help": "Below it",
    "start": "Button to begin",
    "language": "The word “Language”",
    "about": "Before the mentor’s name",
    "names": "Asking for no names",
    "worried": "For somebody who is worried",
    "danger": "For somebody in danger",
    "scale_1": "Scale: 1, never",
    "scale_2": "Scale: 2",
    "scale_3": "Scale: 3",
    "scale_4": "Scale: 4",
    "scale_5": "Scale: 5, always",
    "send": "Button to send",
    "once": "That one can send once",
    "closed": "When the questions are closed",
    "early": "Before they are open",
    "unknown": "When a code is not known",
    "wait": "After too many wrong codes",
    "nothing": "When nothing is ticked",
    "happens": "What happens with the answers",
}


@dataclass(frozen=True)
class LanguageText:
    """One language of a questionnaire. `questions` are by position, from 1."""

    code: str
    name: str
    introduction: str = ""
    thanks: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    questions: Mapping[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class QuestionText:
    position: int
    kind: str
    theme: str
    icon: str


@dataclass(frozen=True)
class QuestionnaireText:
    title: str
    questions: Sequence[QuestionText]
    languages: Sequence[LanguageText]


def direction(language: str) -> str:
    return "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr"


def html_language(language: str) -> str:
    """What a browser and a screen reader know: “easy words” are English."""
    return "en-GB" if language.startswith(ENGLISH) else language


def chosen_language(asked: str, offered: Mapping[str, Any]) -> str:
    return asked if asked in offered else ENGLISH


def word_in(texts: Mapping[str, str], language: str) -> str:
    """In the language, else in English: never an empty question."""
    return texts.get(language) or texts.get(ENGLISH, "")


def check_language(text: LanguageText, positions: Sequence[int]) -> None:
    """Every question and the scale have words; the rest may be left to English."""
    problems: dict[str, str] = {}
    if not LANGUAGE_CODE.fullmatch(text.code):
        problems["code"] = "Give the language as two or three letters, such as “so” for Somali."
    if not text.name.strip():
        problems["name"] = "Say what speakers of the language call it."
    for key in SCALE:
        if not text.words.get(key, "").strip():
            problems[key] = "Each of the five answers needs a word."
    for position in positions:
        if not text.questions.get(position, "").strip():
            problems[f"question_{position}"] = "Ask this question in the language, too."
    if text.code == ENGLISH and not (text.introduction.strip() and text.thanks.strip()):
        problems["introduction"] = "Begin and end with a sentence in English."
    if problems:
        raise ValidationError({name: [words] for name, words in problems.items()})


def check_questions(questions: Sequence[QuestionText]) -> None:
    """Five scales and two comments at most: what a learner does in two minutes (features.md R4)."""
    scales = [row for row in questions if row.kind == QuestionKind.SCALE]
    comments = [row for row in questions if row.kind == QuestionKind.COMMENT]
    if not 0 < len(scales) <= MOST_SCALES or len(comments) > MOST_COMMENTS:
        raise ValidationError("Ask one to five questions with a scale and two comments at most.")
    if any(row.theme not in Theme.values for row in questions):
        raise ValidationError("Every question belongs to one of the themes.")


def check_answers(answers: Mapping[str, int], comments: Mapping[str, str]) -> None:
    """Any question may be left out, not all of them (code "nothing")."""
    if any(value not in STEPS for value in answers.values()):
        raise ValidationError("Choose one of the five answers.", code="scale")
    if not answers and not any(words.strip() for words in comments.values()):
        raise ValidationError("Nothing is ticked yet.", code="nothing")
