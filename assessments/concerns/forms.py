from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from content.language.rules import Detail, learner_details

from . import rules
from .models import SafeguardingPointer
from .rules import Method, ReportedTo


class MomentWidget(forms.SplitDateTimeWidget):
    def __init__(self) -> None:
        super().__init__(
            date_format="%Y-%m-%d",
            time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": "Day"},
            time_attrs={"type": "time", "aria-label": "Time"},
        )


class PointerForm(forms.ModelForm[SafeguardingPointer]):
    """Four facts and no story."""

    reported_at = forms.SplitDateTimeField(
        label="When did you report it?",
        widget=MomentWidget,
        error_messages={"required": "Say on which day, and at what time."},
    )
    reported_to = forms.ChoiceField(
        label="To whom?",
        choices=ReportedTo.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whom you told."},
    )
    method = forms.ChoiceField(
        label="How?",
        choices=Method.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how you told them."},
    )

    class Meta:
        model = SafeguardingPointer
        fields = ["reported_at", "reported_to", "method", "external_ref"]
        labels = {"external_ref": "Its number in that system"}
        help_texts = {
            "external_ref": "Such as “CPOMS 2231”. Figures and codes alone: no name, no date of "
            "birth, nothing about what it is."
        }
        widgets = {"external_ref": forms.TextInput(attrs={"autocomplete": "off"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("reported_at", timezone.now())

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if reported_at := self.cleaned_data.get("reported_at"):
            self.try_rule(rules.check_reported_at, reported_at, timezone.now())
        if reference := self.cleaned_data.get("external_ref"):
            self.try_rule(rules.check_reference, reference)
        return cleaned

    def try_rule(self, check: Any, *values: Any) -> None:
        try:
            check(*values)
        except forms.ValidationError as problem:
            self.add_error(None, problem)

    def _post_clean(self) -> None:
        """The service makes the row, and sets what its own checks compare."""


class SlipForm(forms.Form):
    """A decision about a case, on its way to the college's own system (features.md V7). It is
    given back as text and never stored, so nothing in it is refused: it warns."""

    what = forms.CharField(
        label="What was decided?",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what was decided."},
    )
    why = forms.CharField(
        label="Why?",
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="What it rests on, and what else you thought of. A decision without a reason is "
        "the most usual fault of a record.",
        error_messages={"required": "Give the reason: in a sentence is enough."},
    )
    who = forms.CharField(
        label="Who does it?",
        max_length=200,
        error_messages={"required": "Say who does it."},
    )
    when = forms.DateField(
        label="By when?",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": "Choose a day."},
    )

    @property
    def details_found(self) -> list[Detail]:
        given = (self.cleaned_data.get(name, "") for name in ("what", "why"))
        return [detail for words in given for detail in learner_details(words)]

    def as_text(self, *, writer: str, on: date) -> str:
        """What goes into the other system, in lines that survive any clipboard."""
        said = self.cleaned_data
        return "\n".join(
            [
                "CASE DECISION",
                f"What: {said['what'].strip()}",
                f"Why: {said['why'].strip()}",
                f"Who: {said['who'].strip()}",
                f"By: {said['when'].day} {said['when']:%B %Y}",
                f"Written by {writer} on {on.day} {on:%B %Y}",
            ]
        )
