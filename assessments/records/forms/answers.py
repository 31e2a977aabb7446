"""The short forms around a record: sign, return, add, note, mark, export, audit."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from content.language.forms import GuardedTextMixin

from .. import rules
from ..rules import QUESTIONS, Findings, Stance, UnsignedReason
from ..rules.purposes import Purpose

LONGEST = 2_000
LARGEST_CHECK = 10_000_000  # bytes of a file that the check page reads


def long_text(label: str, **options: Any) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=LONGEST, widget=forms.Textarea(attrs={"rows": 4}), **options
    )


class SignForm(GuardedTextMixin, forms.Form):
    guarded = ("comment",)

    words_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)
    stance = forms.ChoiceField(
        label="Your answer", choices=Stance.choices, widget=forms.RadioSelect
    )
    comment = long_text(
        "Your comment, or your view",
        required=False,
        help_text="Needed for the second and the third answer. It is kept with the record and both "
        "of you read it.",
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "stance" in self.cleaned_data and "comment" in self.cleaned_data:
            rules.check_stance(self.cleaned_data["stance"], self.cleaned_data["comment"])
        return cleaned


class CountersignForm(forms.Form):
    words_hash = forms.CharField(widget=forms.HiddenInput, max_length=64)


class ReturnForm(GuardedTextMixin, forms.Form):
    guarded = ("comment",)

    comment = long_text(
        "What should be changed?",
        help_text="The record comes back to you when it was changed. The comment is kept.",
    )


class AddendumForm(GuardedTextMixin, forms.Form):
    guarded = ("words",)

    words = long_text(
        "What do you want to add?",
        help_text="It stands below the record with your name and today’s date, and cannot be taken "
        "back.",
    )


class OutcomeForm(GuardedTextMixin, forms.Form):
    guarded = ("outcome",)

    outcome = long_text(
        "What you found",
        help_text="For both of them. The record stays as it was signed; what you write stands "
        "beside it. With it your own access ends.",
    )


class UnsignedForm(forms.Form):
    reason = forms.ChoiceField(
        label="Why was it not signed?", choices=UnsignedReason.choices, widget=forms.RadioSelect
    )


class PurposeForm(forms.Form):
    purpose = forms.ChoiceField(
        label="What is the copy for?",
        choices=Purpose.choices,
        widget=forms.RadioSelect,
        help_text="It stands on every page, with your name and the time.",
    )


class CheckForm(forms.Form):
    file = forms.FileField(label="The PDF", help_text="It is read here and not kept.")

    def clean_file(self) -> bytes:
        upload = self.cleaned_data["file"]
        if upload.size > LARGEST_CHECK:
            raise ValidationError("This file is too large to be one of ours.")
        return bytes(upload.read())


class DrawForm(forms.Form):
    first_on = forms.DateField(
        label="Locked from", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    last_on = forms.DateField(
        label="to", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        first, last = self.cleaned_data.get("first_on"), self.cleaned_data.get("last_on")
        if first and last and last < first:
            self.add_error("last_on", "The last day is before the first. Change one of them.")
        if last and last > timezone.localdate():
            self.add_error("last_on", "This day is still to come.")
        return cleaned


class FindingsForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, question in QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=question,
                choices=[("yes", "Yes"), ("no", "No")],
                widget=forms.RadioSelect,
                coerce=lambda value: value == "yes",
                empty_value=None,
                error_messages={"required": "Choose yes or no."},
            )

    @property
    def findings(self) -> Findings:
        return Findings(**{name: self.cleaned_data[name] for name in QUESTIONS})
