"""The mentor's own forms, and the signature."""

from collections.abc import Sequence
from typing import Any

from django import forms

from assessments.standards.models import Statement
from content.language.forms import GuardedTextMixin

from .. import rules
from ..rules import Stance


class ReflectForm(GuardedTextMixin, forms.Form):
    guarded = ("reflection",)

    reflection = forms.CharField(
        label="How it went, in your own words",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 7}),
        help_text="What did you want, what happened, what would you do again? Whoever watched does "
        "not read it. Name no learner.",
        error_messages={"required": "Write a sentence or two: it is for yourself."},
    )


class AnswerForm(GuardedTextMixin, forms.Form):
    guarded = ("response",)

    words_hash = forms.CharField(widget=forms.HiddenInput, max_length=64, required=False)
    stance = forms.ChoiceField(
        label="Your answer",
        choices=Stance.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three answers."},
    )
    response = forms.CharField(
        label="In your words",
        max_length=3000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Needed for the second and the third answer.",
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "stance" in self.cleaned_data and "response" in self.cleaned_data:
            rules.check_response(self.cleaned_data["stance"], self.cleaned_data["response"])
        return cleaned


class SignForm(forms.Form):
    words_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class EvidenceForm(forms.Form):
    codes = forms.MultipleChoiceField(
        label="For which statements does it stand?",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Choose what your own part in the session showed. Taken back once, it does "
        "not come back into your evidence for these.",
    )

    def __init__(self, *args: Any, statements: Sequence[Statement], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["codes"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.code, f"{one.code} {one.title}") for one in statements]
