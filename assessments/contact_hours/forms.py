import uuid
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.cpd.forms import MinutesField

from . import rules
from .rules import MonthNumbers

NUMBER = {"inputmode": "numeric", "min": "0"}


class MonthForm(forms.Form):
    """The numbers of a month. There is no field for words, so nobody can be named."""

    one_to_one_sessions = forms.IntegerField(
        label="One-to-one meetings",
        required=False,
        min_value=0,
        max_value=rules.MOST_SESSIONS,
        widget=forms.NumberInput(attrs=NUMBER),
    )
    one_to_one_minutes = MinutesField(
        label="Time in one-to-ones",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "90 or 12h30"}),
    )
    group_sessions = forms.IntegerField(
        label="Group sessions",
        required=False,
        min_value=0,
        max_value=rules.MOST_SESSIONS,
        widget=forms.NumberInput(attrs=NUMBER),
    )
    group_minutes = MinutesField(
        label="Time in groups",
        required=False,
        widget=forms.TextInput(attrs={"placeholder": "45 or 2h"}),
    )

    def __init__(self, *args: Any, month: date | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month = month

    @property
    def numbers(self) -> MonthNumbers:
        names = MonthNumbers.__dataclass_fields__
        return MonthNumbers(**{name: self.cleaned_data.get(name) or 0 for name in names})

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        month = self.cleaned_data.get("month_on", self.month)
        if month is not None and not self.errors:
            rules.check_month(month, self.numbers, today=timezone.localdate())
        return cleaned


class AddForm(MonthForm):
    """What came on top: said once a week, or once a day."""

    # Comes with the form, so that one sent twice over a bad connection counts once.
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    month_on = forms.TypedChoiceField(label="Month", coerce=date.fromisoformat)

    field_order = ["month_on"]

    def __init__(self, *args: Any, months: list[date], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["month_on"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [(month.isoformat(), f"{month:%B %Y}") for month in months]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors and self.numbers.is_empty:
            self.add_error(
                "one_to_one_sessions",
                ValidationError("Give at least one number: meetings, or group sessions."),
            )
        return cleaned
