from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from content.language.forms import GuardedTextMixin

from . import rules
from .models import SessionPreparation
from .rules import LEVELS, PreparationContent

NO_NAMES = "No names of learners or families, and nothing they could be known by."


def _answer(label: str, help_text: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=rules.LONGEST_ANSWER,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
    )


class PreparationForm(GuardedTextMixin, forms.Form):
    guarded = ("wants", "went_well", "weighs")

    wants = _answer("What I want from today", "A question is enough.")
    went_well = _answer("What went well", "Something small counts.")
    weighs = _answer("What is weighing on me", NO_NAMES)
    is_held_back = forms.BooleanField(
        label="Keep it to myself",
        required=False,
        help_text="Then nobody else reads any of it, before the session or after.",
    )

    def __init__(self, *args: Any, preparation: SessionPreparation | None, **kwargs: Any) -> None:
        names = PreparationContent.__dataclass_fields__
        if preparation is not None:
            kwargs["initial"] = {name: getattr(preparation, name) for name in names}
        super().__init__(*args, **kwargs)

    @property
    def content(self) -> PreparationContent:
        return PreparationContent(**self.cleaned_data)


class ItemForm(GuardedTextMixin, forms.Form):
    guarded = ("title",)

    title = forms.CharField(
        label="Something else to talk about",
        max_length=rules.LONGEST_TITLE,
        help_text=f"In a few words. {NO_NAMES}",
        error_messages={"required": "Say in a few words what you want to talk about."},
    )


class MarkForm(forms.Form):
    level = forms.TypedChoiceField(choices=[(n, words) for n, words in LEVELS.items()], coerce=int)

    def clean_level(self) -> int:
        level: int = self.cleaned_data["level"]
        if level not in LEVELS:
            raise ValidationError("Choose one of the five.")
        return level
