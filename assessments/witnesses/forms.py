from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from content.language.forms import GuardedTextMixin

from . import rules
from .models import WitnessRequest
from .rules import Confirmation, WitnessAnswer


class AskForm(GuardedTextMixin, forms.ModelForm[WitnessRequest]):
    """Whom to ask, and what they are shown."""

    guarded = ("words",)
    with_summary = forms.BooleanField(
        required=False,
        label="Show them my summary as well",
        help_text="Otherwise they see your name, the title, the days and how long it took.",
    )

    class Meta:
        model = WitnessRequest
        fields = ["name", "kind", "email", "words"]
        labels = {"kind": "What do you ask of them?"}
        widgets = {
            "kind": forms.RadioSelect,
            "name": forms.TextInput(attrs={"autocomplete": "off"}),
            "words": forms.Textarea(attrs={"rows": 3}),
        }
        help_texts = {
            "name": "Somebody who was there: a colleague, a host, a trainer. Never a learner.",
            "email": "With an address we send them the link. Without one you show or send it "
            "yourself. It is forgotten when they have answered or the link has run out.",
            "words": "Shown above the question, not in the e-mail. No learner’s name.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].error_messages["required"] = "Say whom you ask."
        self.fields["kind"].choices = rules.WitnessKind.choices  # type: ignore[attr-defined]


class AnswerForm(GuardedTextMixin, forms.ModelForm[WitnessRequest]):
    """What somebody without an account answers."""

    guarded = ("statement",)
    confirmation = forms.ChoiceField(
        label="Did it happen as described?",
        choices=Confirmation,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose one of the three."},
    )
    is_sure = forms.BooleanField(
        label="What I say here is true, and I understand who reads it.",
        error_messages={"required": "Tick this to send your answer."},
    )

    class Meta:
        model = WitnessRequest
        fields = ["witness_name", "witness_role", "statement"]
        widgets = {
            "witness_name": forms.TextInput(attrs={"autocomplete": "name"}),
            "witness_role": forms.TextInput(attrs={"autocomplete": "organization-title"}),
            "statement": forms.Textarea(attrs={"rows": 5}),
        }
        help_texts = {
            "witness_role": "Such as “Tutor, Eastgate College”.",
            "statement": "A sentence or two. Do not name a learner or a family.",
        }

    field_order = ["confirmation", "statement", "witness_name", "witness_role", "is_sure"]
    needed = {
        "witness_name": "Give your name, so that it is clear who says this.",
        "witness_role": "Say what you do and where, such as “Tutor, Eastgate College”.",
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, why in self.needed.items():
            self.fields[name].required = True
            self.fields[name].error_messages["required"] = why

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            try:
                rules.check_answer(self.answer, self.instance.kind)
            except ValidationError as problem:
                self.add_error(None, problem)
        return cleaned

    @property
    def answer(self) -> WitnessAnswer:
        said = self.cleaned_data
        return WitnessAnswer(
            name=said["witness_name"],
            role=said["witness_role"],
            confirmation=Confirmation(said["confirmation"]),
            statement=said["statement"],
        )
