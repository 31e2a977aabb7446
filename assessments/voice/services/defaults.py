"""The shipped questionnaire, from the file beside this slice."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from cms.people.accounts.models import User

from ..models import VoiceQuestionnaire
from ..rules.questionnaires import (
    SCALE,
    LanguageText,
    QuestionnaireText,
    QuestionText,
)
from .questionnaires import write_questionnaire

SHIPPED = Path(__file__).parent.parent / "defaults.yaml"


@cache
def shipped() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    return read


def shipped_text() -> QuestionnaireText:
    data = shipped()
    questions = [
        QuestionText(position, row["kind"], row["theme"], row["icon"])
        for position, row in enumerate(data["questions"], start=1)
    ]
    languages = [
        LanguageText(
            code=code,
            name=row["name"],
            introduction=row["introduction"],
            thanks=row["thanks"],
            words={**row["words"], **dict(zip(SCALE, row["scale"], strict=True))},
            questions=dict(enumerate(row["questions"], start=1)),
        )
        for code, row in data["languages"].items()
    ]
    return QuestionnaireText(data["title"], questions, languages)


def codes_of_theme(theme: str) -> list[str]:
    """The statements of the standard that a shown figure of a theme is evidence for."""
    return list(shipped()["evidence"].get(theme, []))


@transaction.atomic
def load_default_questionnaire(*, by: User | None = None) -> VoiceQuestionnaire:
    """The one in use, or the shipped one where there is none yet: a second run changes nothing."""
    current = VoiceQuestionnaire.objects.filter(is_current=True).first()
    return current or write_questionnaire(text=shipped_text(), by=by)
