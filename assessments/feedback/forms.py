import hashlib
from typing import Any

from django import forms
from django.utils import timezone

from assessments.cpd.forms import StatementsField, StatementsMixin
from content.language.forms import GuardedTextMixin

from . import rules
from .models import FormativeNote
from .rules import Doubted, FeedbackKind


class NoteForm(StatementsMixin, GuardedTextMixin, forms.ModelForm[FormativeNote]):
    """Written once: what looks doubtful is shown before it is sent, and stops nobody who has
    looked."""

    guarded = ("what_seen", "next_step")

    statements = StatementsField(
        label="Statements of the standard",
        required=False,
        help_text=f"Where it belongs: up to {rules.MOST_STATEMENTS}.",
    )
    checked = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = FormativeNote
        fields = ["kind", "seen_on", "what_seen", "next_step"]
        widgets = {
            "kind": forms.RadioSelect,
            "seen_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "what_seen": forms.Textarea(attrs={"rows": 5, "maxlength": rules.LONGEST_SEEN}),
            "next_step": forms.Textarea(attrs={"rows": 2, "maxlength": rules.LONGEST_STEP}),
        }
        labels = {
            "kind": "What kind of note is it?",
            "seen_on": "When did you see it?",
            "what_seen": "What did you see or hear?",
            "next_step": "One thing to try",
        }
        help_texts = {
            "what_seen": "One situation, as a camera would have it: what was said and done, and "
            "what came of it. Not what somebody is like. No names of learners.",
            "next_step": "Small enough for next week. For “what went well” you may leave it empty, "
            "or say what to keep doing.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer_statements(self.instance)
        self.fields["kind"].choices = FeedbackKind.choices  # type: ignore[attr-defined]
        self.initial.setdefault("seen_on", timezone.localdate())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        values = self.cleaned_data
        if {"kind", "seen_on", "what_seen"} <= values.keys():
            rules.check_note(
                values["kind"],
                seen_on=values["seen_on"],
                what_seen=values["what_seen"],
                next_step=values.get("next_step", ""),
                statements=len(values.get("statements", [])),
                today=timezone.localdate(),
            )
        return cleaned

    @property
    def doubts(self) -> list[Doubted]:
        values = getattr(self, "cleaned_data", {})
        return rules.doubts(values.get("what_seen", ""), values.get("next_step", ""))

    @property
    def seal(self) -> str:
        """Of these words: whoever has looked at them sends it back with them."""
        values = getattr(self, "cleaned_data", {})
        words = "\n".join(str(values.get(name, "")) for name in self.guarded)
        return hashlib.sha256(words.encode()).hexdigest()[:16]

    @property
    def wants_a_second_look(self) -> bool:
        is_doubted = bool(self.doubts or self.details_found)
        return is_doubted and self.cleaned_data.get("checked") != self.seal


class ReplyForm(GuardedTextMixin, forms.Form):
    guarded = ("text",)

    text = forms.CharField(
        label="Your answer",
        max_length=rules.LONGEST_REPLY,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="It stays as you write it. No names of learners.",
        error_messages={"required": "Write a sentence or two."},
    )
