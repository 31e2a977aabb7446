from dataclasses import dataclass
from typing import Any

from django import forms

from ..models import VoiceQuestion
from ..queries.questionnaires import Spoken
from ..rules import QuestionKind
from ..rules.campaigns import MOST_COMMENT


@dataclass(frozen=True)
class AskedField:
    """A question beside its field, as the page goes through them."""

    question: VoiceQuestion
    wording: str
    bound: forms.BoundField


class AnswerForm(forms.Form):
    """The questions in one language. Each may be left out."""

    def __init__(self, *args: Any, spoken: Spoken, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.spoken = spoken
        for question, wording in spoken.questions:
            self.fields[f"q{question.pk}"] = self._field(question, wording)

    def _field(self, question: VoiceQuestion, wording: str) -> forms.Field:
        if question.kind == QuestionKind.COMMENT:
            widget = forms.Textarea(attrs={"rows": 3, "maxlength": MOST_COMMENT})
            return forms.CharField(
                label=wording, required=False, max_length=MOST_COMMENT, widget=widget
            )
        return forms.TypedChoiceField(
            label=wording,
            required=False,
            choices=self.spoken.scale,
            coerce=int,
            empty_value=None,
            widget=forms.RadioSelect,
        )

    @property
    def scale_rows(self) -> list[AskedField]:
        return self._rows(QuestionKind.SCALE)

    @property
    def comment_rows(self) -> list[AskedField]:
        return self._rows(QuestionKind.COMMENT)

    def _rows(self, kind: QuestionKind) -> list[AskedField]:
        return [
            AskedField(question, wording, self[f"q{question.pk}"])
            for question, wording in self.spoken.questions
            if question.kind == kind
        ]

    def given(self, kind: QuestionKind) -> dict[int, Any]:
        return {
            question.pk: value
            for question, _ in self.spoken.questions
            if question.kind == kind and (value := self.cleaned_data.get(f"q{question.pk}"))
        }
