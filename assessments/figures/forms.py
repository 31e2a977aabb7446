from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from content.language.forms import GuardedTextMixin

from .models import FigurePolicy
from .queries import values_of
from .rules import LOWEST_THRESHOLD
from .rules.policies import HIGHEST_THRESHOLD, FigureValues, check_figure_policy

NUMBERS = {
    "respondents_from": "Of learner voice. Ten is what national surveys ask for; never under "
    f"{LOWEST_THRESHOLD}.",
    "comments_from": "As many as for figures, or more.",
    "base_from": "Totals of fewer learners are left out when a file is brought in.",
}


class FigurePolicyForm(GuardedTextMixin, forms.ModelForm[FigurePolicy]):
    guarded = ("why",)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    class Meta:
        model = FigurePolicy
        fields = ["respondents_from", "comments_from", "base_from", "why"]
        widgets = {
            name: forms.NumberInput(attrs={"min": LOWEST_THRESHOLD, "max": HIGHEST_THRESHOLD})
            for name in NUMBERS
        } | {"why": forms.Textarea(attrs={"rows": 2, "maxlength": 300})}
        help_texts = {**NUMBERS, "why": "Needed when a number goes down. Everybody can read it."}

    def __init__(self, *args: Any, holds: FigurePolicy, **kwargs: Any) -> None:
        self.before = values_of(holds)
        start = {**vars(self.before), "seen": holds.pk or 0}
        super().__init__(*args, initial=start, **kwargs)

    @property
    def values(self) -> FigureValues:
        return FigureValues(**{name: self.cleaned_data[name] for name in NUMBERS})

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if NUMBERS.keys() <= self.cleaned_data.keys():
            try:
                check_figure_policy(
                    self.values, before=self.before, why=self.cleaned_data.get("why", "")
                )
            except ValidationError as problem:
                self.add_error(None, problem)
        return cleaned
