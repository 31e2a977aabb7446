from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..models import VoiceQuestionnaire
from ..queries.questionnaires import text_of
from ..rules.questionnaires import (
    ENGLISH,
    LANGUAGE_CODE,
    MOST_WORDS,
    SCALE,
    WORDS,
    LanguageText,
    direction,
    html_language,
)


class NewLanguageForm(forms.Form):
    code = forms.CharField(
        label="Language code",
        max_length=11,
        help_text="Two or three letters, such as “so” for Somali or “fa” for Persian. It tells a "
        "screen reader how to speak, and a browser in which direction the words run.",
    )
    name = forms.CharField(
        label="What its speakers call it", max_length=40, help_text="Such as “Soomaali”."
    )

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].strip().lower()
        if not LANGUAGE_CODE.fullmatch(code):
            raise ValidationError("Give two or three letters, such as “so”.")
        return code


class LanguageForm(forms.Form):
    """Every word of one language, the English beside each as its help."""

    seen = forms.CharField(widget=forms.HiddenInput)
    name = forms.CharField(label="What its speakers call it", max_length=40)

    def __init__(
        self, *args: Any, questionnaire: VoiceQuestionnaire, code: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.code = code
        by_code = {row.code: row for row in text_of(questionnaire).languages}
        self.english, now = by_code[ENGLISH], by_code.get(code)
        self.positions = sorted(self.english.questions)
        self._add("introduction", "Before the questions", self.english.introduction)
        for place in self.positions:
            self._add(f"question_{place}", f"Question {place}", self.english.questions[place], True)
        for key in SCALE:
            self._add(key, WORDS[key], self.english.words[key], True)
        self._add("thanks", "After the questions", self.english.thanks)
        for key in (key for key in WORDS if key not in SCALE):
            self._add(key, WORDS[key], self.english.words[key])
        if now is not None:
            self.initial = {**_values(now), **self.initial}

    def _add(self, name: str, label: str, english: str, is_required: bool = False) -> None:
        is_english = self.code == ENGLISH
        is_long = len(english) > 60
        attrs: dict[str, Any] = {
            "dir": direction(self.code),
            "lang": html_language(self.code),
            "maxlength": MOST_WORDS,
        }
        self.fields[name] = forms.CharField(
            label=label,
            required=is_required or is_english,
            max_length=MOST_WORDS,
            help_text="" if is_english else f"English: {english}",
            widget=forms.Textarea(attrs={**attrs, "rows": 3})
            if is_long
            else forms.TextInput(attrs),
        )

    @property
    def language(self) -> LanguageText:
        given = self.cleaned_data
        return LanguageText(
            code=self.code,
            name=given["name"],
            introduction=given["introduction"],
            thanks=given["thanks"],
            words={key: given[key] for key in WORDS if given.get(key)},
            questions={place: given[f"question_{place}"] for place in self.positions},
        )


def _values(language: LanguageText) -> dict[str, str]:
    asked = {f"question_{place}": words for place, words in language.questions.items()}
    return {
        "name": language.name,
        "introduction": language.introduction,
        "thanks": language.thanks,
        **language.words,
        **asked,
    }
