from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from ..models import LegalHold, RetentionRule
from ..queries.retention import Kept, rows_due
from ..registry import record_classes
from ..rules import check_count_typed, check_hold_reason, check_months, check_why
from .guarded import GuardedTextMixin


class RetentionForm(forms.ModelForm[RetentionRule]):
    class Meta:
        model = RetentionRule
        fields = ["months", "note"]
        help_texts = {
            "months": "12 is a year, 72 are six years.",
            "note": "Where the time comes from: a schedule, a law, a decision and its day.",
        }
        widgets = {
            "months": forms.NumberInput(attrs={"min": 1, "max": 600}),
            "note": forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
        }

    def __init__(self, *args: Any, kept: Kept, **kwargs: Any) -> None:
        kwargs["instance"] = kept.own or RetentionRule(months=kept.months)
        super().__init__(*args, **kwargs)
        self.kept = kept
        self.fields["note"].required = True
        self.would_go = 0

    @property
    def is_shown(self) -> bool:
        """Whether she saw how many records the new time would send away tonight."""
        return str(self.would_go) == self.data.get("shown", "0")

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        months = self.cleaned_data.get("months")
        try:
            if months is not None:
                check_months(months)
            if self.cleaned_data.get("note") is not None:
                check_why(self.cleaned_data["note"])
        except ValidationError as problem:
            self.add_error(None, problem)
        if months is not None and months < self.kept.months and self.kept.is_removed:
            self.would_go = rows_due(self.kept, months)
        return cleaned

    def _post_clean(self) -> None:
        """The service writes the row."""


class RemovalForm(forms.Form):
    typed = forms.IntegerField(
        label="How many records are removed?",
        min_value=0,
        help_text="Type the number you see above. What is removed does not come back.",
        error_messages={"required": "Type the number first.", "invalid": "Type a number."},
    )

    def __init__(self, *args: Any, due: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.due = due

    def clean_typed(self) -> int:
        typed: int = self.cleaned_data["typed"]
        try:
            check_count_typed(typed, self.due)
        except ValidationError as problem:
            raise ValidationError(problem.messages) from None
        return typed


class HoldForm(GuardedTextMixin, forms.ModelForm[LegalHold]):
    guarded = ("reason",)

    record_class = forms.ChoiceField(label="What is held", required=False, choices=())

    class Meta:
        model = LegalHold
        fields = ["record_class", "reason"]
        help_texts = {
            "reason": "The claim or case, by its number. No learner’s name, and nothing one could "
            "be known by."
        }
        widgets = {"reason": forms.Textarea(attrs={"rows": 3, "maxlength": 300})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record_class"].choices = [  # type: ignore[attr-defined]
            ("", "Everything about the person"),
            *((kind.key, kind.label) for kind in record_classes()),
        ]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if "reason" in self.cleaned_data:
            try:
                check_hold_reason(self.cleaned_data["reason"])
            except ValidationError as problem:
                self.add_error(None, problem)
        return cleaned

    def _post_clean(self) -> None:
        """The service checks the whole row."""
