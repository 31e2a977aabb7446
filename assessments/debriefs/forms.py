from collections.abc import Callable, Collection
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from assessments.debriefs.queries.debrief import Question
from assessments.debriefs.queries.sharing import People
from assessments.debriefs.rules.answers import check_answer
from content.language.forms import GuardedTextMixin


class AnswersForm(GuardedTextMixin, forms.Form):
    """The questions of the debrief, each with room for an answer. None has to be answered."""

    def __init__(
        self,
        *args: Any,
        questions: list[Question],
        people: Callable[[], Collection[str]] = tuple,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.people = questions, people
        self.guarded = [question.name for question in questions]
        for question in questions:
            self.fields[question.name] = forms.CharField(
                label=question.text,
                required=False,
                validators=[check_answer],
                initial=question.answer.text if question.answer else "",
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def known_names(self) -> Collection[str]:
        return self.people()

    @property
    def rows(self) -> list[tuple[Question, forms.BoundField]]:
        return [(question, self[question.name]) for question in self.questions]

    @property
    def answers(self) -> dict[int, tuple[str, str]]:
        """By place: the question, and what she wrote."""
        return {
            question.place: (question.text, self.cleaned_data[question.name])
            for question in self.questions
        }


class ReaderForm(forms.Form):
    """To whom a path is shown: one of the people on the screen."""

    reader = forms.ChoiceField(
        label="Who may read it?",
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choose a person first.",
            "invalid_choice": "Choose one of the people listed. Search again if need be.",
        },
    )

    def __init__(self, *args: Any, people: People, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reader"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(person.pk), person.label) for person in people.all]

    def clean_reader(self) -> int:
        value = self.cleaned_data["reader"]
        if not str(value).isdecimal():
            raise ValidationError("Choose one of the people listed.")
        return int(value)
