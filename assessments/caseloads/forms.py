from collections.abc import Iterable
from dataclasses import fields
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from content.language.forms import GuardedTextMixin

from .models import CaseloadPolicy, CaseloadSnapshot
from .rules import MOST_LEARNERS, Counts, LoadPolicy, check_load_policy

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
TIERS = {
    "universal": "Learners with what every learner has.",
    "targeted": "Learners with something extra for a time.",
    "intensive": "Learners who need a great deal, often with others.",
}


class CaseloadForm(forms.ModelForm[CaseloadSnapshot]):
    """Three numbers of a month. Whose month it is says the page."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = CaseloadSnapshot
        fields = list(TIERS)
        widgets = {
            name: forms.NumberInput(attrs={"min": 0, "max": MOST_LEARNERS, "inputmode": "numeric"})
            for name in TIERS
        }
        help_texts = TIERS

    def _post_clean(self) -> None:
        """The service checks the row: a count of the same month takes the place of the first."""

    @property
    def counts(self) -> Counts:
        return Counts(**{name: self.cleaned_data[name] for name in TIERS})


class MonthForm(forms.Form):
    on = forms.TypedChoiceField(label="Month", coerce=date.fromisoformat)

    def __init__(self, *args: Any, months: Iterable[tuple[date, bool]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["on"]
        field.choices = [
            (day.isoformat(), f"{day:%B %Y}{' (counted)' if counted else ''}")
            for day, counted in months
        ]


class LoadPolicyForm(GuardedTextMixin, forms.ModelForm[CaseloadPolicy]):
    guarded = ("why",)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = CaseloadPolicy
        fields = [
            "universal_weight", "targeted_weight", "intensive_weight", "fair_from", "fair_to",
            "least_shown", "from_on", "why",
        ]  # fmt: skip
        labels = {
            "universal_weight": "A learner with universal support weighs",
            "targeted_weight": "One with targeted support weighs",
            "intensive_weight": "One with intensive support weighs",
            "fair_to": "Fair for a full post, to",
            "least_shown": "Counts that others do not see: under",
        }
        widgets = {
            "from_on": DAY,
            "why": forms.Textarea(attrs={"rows": 2, "maxlength": 300}),
        }
        help_texts = {
            "from_on": "What was counted before keeps the weights of its day.",
            "why": "Everybody who is counted by it can read this.",
        }

    def __init__(self, *args: Any, holds: CaseloadPolicy, latest: int, **kwargs: Any) -> None:
        start = {name: getattr(holds, name) for name in self._meta.fields or ()}
        start |= {"from_on": timezone.localdate(), "why": "", "seen": latest}
        super().__init__(*args, initial=start, **kwargs)
        self.fields["why"].required = True

    @property
    def policy(self) -> LoadPolicy:
        return LoadPolicy(
            **{each.name: self.cleaned_data[each.name] for each in fields(LoadPolicy)}
        )

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            try:
                check_load_policy(
                    self.policy,
                    from_on=self.cleaned_data["from_on"],
                    today=timezone.localdate(),
                    why=self.cleaned_data["why"],
                    is_first=False,
                )
            except ValidationError as problem:
                self.add_error(None, problem)
        return cleaned

    def validate_constraints(self) -> None:
        """The rules have said it already, in words."""
