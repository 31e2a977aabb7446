"""Rounds: their days, who takes part, what a list is filtered by."""

from typing import Any

from django import forms

from ..models import ReviewCycle, ReviewTemplate
from ..queries.cycles import Choice, teams
from ..rules import ReviewKind, ReviewState
from ..rules.timing import ReviewDates
from .answering import DAY

DAYS = ("period_from", "period_to", "opens_on", "self_due_on", "due_on")
OPEN = "open"


class CycleForm(forms.ModelForm):
    class Meta:
        model = ReviewCycle
        fields = ["title", *DAYS]
        labels = {
            "title": "What it is called",
            "period_from": "It is about the time from",
            "period_to": "to",
            "opens_on": "It opens on",
            "self_due_on": "Self-assessments by",
            "due_on": "Finished by",
        }
        help_texts = {
            "title": "As people read it in their list, such as “Annual reviews 2026/27”.",
            "opens_on": "For your planning: you open it yourself, when you have seen who takes "
            "part.",
            "due_on": "Written, talked about, read and signed.",
        }
        widgets = dict.fromkeys(DAYS, DAY)

    def _post_clean(self) -> None:
        """The service checks the days; the row at hand stays as it is stored."""

    @property
    def dates(self) -> ReviewDates:
        return ReviewDates(**{name: self.cleaned_data[name] for name in DAYS})

    @property
    def values(self) -> dict[str, Any]:
        return {"title": self.cleaned_data["title"], "dates": self.dates}


class KindForm(forms.Form):
    """Which kind a new round is of."""

    template = forms.ModelChoiceField(
        label="Which kind of review",
        queryset=ReviewTemplate.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args: Any, kinds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = self.fields["template"]
        assert isinstance(offered, forms.ModelChoiceField)
        offered.queryset = kinds


class ChoiceForm(forms.Form):
    """Who takes part. Nothing chosen: every mentor."""

    teams = forms.ModelMultipleChoiceField(
        label="Teams",
        queryset=teams(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tick none for all of them.",
    )
    started_from = forms.DateField(label="In post since, from", required=False, widget=DAY)
    started_to = forms.DateField(label="to", required=False, widget=DAY)

    @property
    def choice(self) -> Choice:
        if not self.is_valid():
            return Choice(people=())
        data = self.cleaned_data
        return Choice(
            teams=tuple(team.pk for team in data["teams"]),
            started_from=data["started_from"],
            started_to=data["started_to"],
        )


class CloseForm(forms.Form):
    reason = forms.CharField(
        label="Why do you close it now?",
        max_length=300,
        required=False,
        help_text="Needed while some are not finished.",
    )
    calls_off = forms.BooleanField(
        label="Call off those that no mentor has read yet",
        required=False,
        help_text="With the same reason. The others can still be finished.",
    )


class FilterForm(forms.Form):
    words = forms.CharField(label="Name", max_length=80, required=False)
    kind = forms.ChoiceField(
        label="Kind", required=False, choices=[("", "Every kind"), *ReviewKind.choices]
    )
    state = forms.ChoiceField(
        label="How far",
        required=False,
        choices=[("", "All"), (OPEN, "On their way"), *ReviewState.choices],
    )
    team = forms.ModelChoiceField(
        label="Team", queryset=teams(), required=False, empty_label="Every team"
    )

    @property
    def wanted(self) -> dict[str, Any]:
        """Only what makes sense: a mistyped address shows all."""
        if not self.is_valid():
            return {}
        data = self.cleaned_data
        team = data["team"].pk if data["team"] else None
        return {**data, "team": team}
