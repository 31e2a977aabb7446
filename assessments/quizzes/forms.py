"""Reading an answer. What is posted are places on the screen; only here do they become options."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from . import rules
from .models import QuestionResponse
from .rules import Answer, Kind


class AnswerForm(forms.Form):
    """The fields of one question, as they were shown in this attempt. Nothing chosen is allowed."""

    is_flagged = forms.BooleanField(required=False)

    def __init__(self, *args: Any, response: QuestionResponse, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.option_order: list[int] = response.option_order
        self.question = response.version.question
        places = [(str(place), str(place)) for place in range(len(self.option_order))]
        if self.question.kind == Kind.ORDER:
            numbers = [("", ""), *((str(n), str(n)) for n in range(1, len(places) + 1))]
            for place, _ in places:
                self.fields[f"place_{place}"] = forms.ChoiceField(choices=numbers, required=False)
        elif self.question.kind == Kind.MULTI:
            self.fields["choice"] = forms.MultipleChoiceField(choices=places, required=False)
        else:
            self.fields["choice"] = forms.ChoiceField(choices=places, required=False)

    @property
    def typed_numbers(self) -> dict[int, int | None] | None:
        """What was chosen for each line of an order, so that a slip costs nothing."""
        if not self.is_bound or self.question.kind != Kind.ORDER:
            return None
        typed = [self.data.get(f"place_{place}", "") for place in range(len(self.option_order))]
        return {place: int(text) if text.isdecimal() else None for place, text in enumerate(typed)}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            cleaned["answer"] = self.read_answer(cleaned)
            rules.check_answer(self.question, cleaned["answer"])
        return cleaned

    def read_answer(self, cleaned: dict[str, Any]) -> Answer:
        if self.question.kind == Kind.ORDER:
            return self.read_order(cleaned)
        chosen = cleaned["choice"]
        places = chosen if isinstance(chosen, list) else [chosen] if chosen else []
        return sorted(self.option_order[int(place)] for place in places) or None

    def read_order(self, cleaned: dict[str, Any]) -> Answer:
        """Line by line a number. All empty is no answer yet; some empty or twice is a slip."""
        given = [cleaned[f"place_{place}"] for place in range(len(self.option_order))]
        if not any(given):
            return None
        if len({number for number in given if number}) != len(given):
            raise ValidationError(
                "Give every line a number of its own: "
                f"each of 1 to {len(given)} once. What you chose is still below."
            )
        ranked = sorted(zip(given, self.option_order, strict=True), key=lambda pair: int(pair[0]))
        return [option for _, option in ranked]
