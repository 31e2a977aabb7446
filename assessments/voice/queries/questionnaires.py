"""A questionnaire as its screens need it: one language at a time, English where one has no word."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass

from ..models import VoiceQuestion, VoiceQuestionnaire
from ..rules import QuestionKind
from ..rules.questionnaires import (
    EASY,
    ENGLISH,
    SCALE,
    STEPS,
    LanguageText,
    QuestionnaireText,
    QuestionText,
    chosen_language,
    direction,
    html_language,
    word_in,
)

STALE_WORDS = (
    "Somebody else has changed the questionnaire since you opened this page. Your words are still "
    "in the form below: copy what you need, then open the page again."
)


@dataclass(frozen=True)
class Language:
    code: str
    name: str

    @property
    def html(self) -> str:
        return html_language(self.code)

    @property
    def direction(self) -> str:
        return direction(self.code)


@dataclass(frozen=True)
class Spoken:
    """A questionnaire in one language."""

    language: Language
    languages: list[Language]
    introduction: str
    thanks: str
    words: Mapping[str, str]
    questions: list[tuple[VoiceQuestion, str]]

    @property
    def is_easy(self) -> bool:
        return self.language.code == EASY

    @property
    def scale(self) -> list[tuple[int, str]]:
        return [(step, self.words[key]) for step, key in zip(STEPS, SCALE, strict=True)]


def current_questionnaire() -> VoiceQuestionnaire | None:
    return VoiceQuestionnaire.objects.filter(is_current=True).first()


def languages_of(questionnaire: VoiceQuestionnaire) -> list[Language]:
    rows = sorted(questionnaire.languages.items(), key=lambda row: row[1].get("place", 0))
    return [Language(code, row["name"]) for code, row in rows]


def spoken(questionnaire: VoiceQuestionnaire, asked: str) -> Spoken:
    """In the language asked for, English where there is no such language."""
    code = chosen_language(asked, questionnaire.languages)
    languages = languages_of(questionnaire)
    english = questionnaire.languages[ENGLISH]["words"]
    own = {key: text for key, text in questionnaire.languages[code]["words"].items() if text}
    return Spoken(
        language=next(row for row in languages if row.code == code),
        languages=languages,
        introduction=word_in(questionnaire.introduction, code),
        thanks=word_in(questionnaire.thanks, code),
        words={**english, **own},
        questions=[(row, word_in(row.wording, code)) for row in questionnaire.questions.all()],
    )


def text_of(questionnaire: VoiceQuestionnaire) -> QuestionnaireText:
    """All of it as plain values: what the next version begins with."""
    questions = list(questionnaire.questions.all())
    return QuestionnaireText(
        title=questionnaire.title,
        questions=[QuestionText(row.position, row.kind, row.theme, row.icon) for row in questions],
        languages=[
            LanguageText(
                code=row.code,
                name=row.name,
                introduction=questionnaire.introduction.get(row.code, ""),
                thanks=questionnaire.thanks.get(row.code, ""),
                words=questionnaire.languages[row.code]["words"],
                questions={one.position: one.wording.get(row.code, "") for one in questions},
            )
            for row in languages_of(questionnaire)
        ],
    )


def stamp_of(questionnaire: VoiceQuestionnaire) -> str:
    """Another whenever one of its words is another."""
    wordings = [row.wording for row in questionnaire.questions.all()]
    parts = [
        questionnaire.pk,
        questionnaire.introduction,
        questionnaire.thanks,
        questionnaire.languages,
        wordings,
    ]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:16]


def scales_of(questionnaire: VoiceQuestionnaire) -> list[VoiceQuestion]:
    return [row for row in questionnaire.questions.all() if row.kind == QuestionKind.SCALE]
