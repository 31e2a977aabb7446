from typing import Any

from django import forms

from cms.people.accounts.models import User

from .queries import supervisors_to_ask_about
from .rules import MARKS, PULSE_QUESTIONS


class PulseForm(forms.Form):
    """Five sentences, each with five answers, about one supervisor."""

    supervisor = forms.ModelChoiceField(queryset=User.objects.none(), label="About whom?")

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        supervisors = supervisors_to_ask_about(person)
        field: Any = self.fields["supervisor"]
        field.queryset = supervisors
        only = list(supervisors[:2])
        if len(only) == 1:
            field.initial = only[0].pk
            field.empty_label = None
        for position, sentence in enumerate(PULSE_QUESTIONS):
            self.fields[f"mark_{position}"] = forms.TypedChoiceField(
                label=sentence,
                choices=list(MARKS.items()),
                coerce=int,
                widget=forms.RadioSelect,
                error_messages={"required": "Choose an answer."},
            )

    @property
    def marks(self) -> list[int]:
        return [self.cleaned_data[f"mark_{n}"] for n in range(len(PULSE_QUESTIONS))]
