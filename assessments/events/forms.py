from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.cpd.forms import MinutesField, StatementsField, StatementsMixin
from assessments.cpd.rules import GROUPED_CHOICES
from content.language.forms import GuardedTextMixin

from . import rules
from .models import TrainingEvent
from .services import EventContent


class EventForm(StatementsMixin, GuardedTextMixin, forms.ModelForm[TrainingEvent]):
    guarded = ("title",)

    minutes = MinutesField(
        label="How long?",
        help_text="Minutes or hours: 45, 1h30 or 1:30. The drafts begin with this time.",
        error_messages={"required": "Say how long it lasts, such as 45, 1h30 or 1:30."},
    )
    statements = StatementsField(
        label="Statements of the standard",
        required=False,
        help_text=f"What people work on in it: up to {rules.MOST_STATEMENTS}. They begin their "
        "drafts with these.",
    )

    class Meta:
        model = TrainingEvent
        fields = ["title", "activity_type", "held_on", "minutes", "provider"]
        widgets = {"held_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})}
        help_texts = {
            "title": "As people will find it in their logs, such as “Workshop on questioning”.",
            "held_on": "The code works on this day and the day after.",
            "provider": "Your team, or the organisation that came.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity_type"] = forms.ChoiceField(
            label=self.fields["activity_type"].label,
            choices=[("", "Choose one"), *GROUPED_CHOICES],
            error_messages={"required": "Choose what kind of session it is."},
        )
        self.day_before = self.instance.held_on if self.instance.pk else None
        self.offer_statements(self.instance)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        rules.check_event(
            title=self.cleaned_data.get("title", "-"),  # a missing one has been said already
            held_on=self.cleaned_data.get("held_on"),
            minutes=self.cleaned_data.get("minutes"),
            statements=len(self.cleaned_data.get("statements", [])),
            today=timezone.localdate(),
            before=self.day_before,
        )
        return cleaned

    @property
    def content(self) -> EventContent:
        names = EventContent.__dataclass_fields__
        return EventContent(**{name: self.cleaned_data[name] for name in names})


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Code on the screen",
        max_length=20,
        help_text="Six letters and numbers. Capitals or not, it is the same.",
        error_messages={"required": "Type the code that is on the screen."},
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "event-code-field",
            }
        ),
    )

    def clean_code(self) -> str:
        code = rules.clean_code(self.cleaned_data["code"])
        if not rules.is_code(code):
            raise ValidationError("A code has six letters and numbers. Look at the screen again.")
        return code
