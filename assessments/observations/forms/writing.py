"""The write-up: what worked and one next step; and of formal ones the ratings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from content.language.forms import GuardedTextMixin

from .. import rules
from ..models import Observation, ObservationCriterion
from ..rules import Level, Rated
from .later import LaterChoice, LaterText

LONGEST_EVIDENCE = 1_000


class WriteUpForm(GuardedTextMixin, forms.Form):
    guarded = ("strengths", "next_step")
    use_required_attribute = False

    strengths = LaterText(
        label="What worked",
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="What the mentor did, and what it did for the conversation.",
    )
    next_step = LaterText(
        label="One next step",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Exactly one: the one that would change most.",
    )
    next_step_on = forms.DateField(
        label="By when",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean_next_step(self) -> str:
        next_step: str = self.cleaned_data["next_step"]
        try:
            rules.check_one_next_step(next_step)
        except forms.ValidationError as problem:
            raise forms.ValidationError(problem.messages) from None
        return next_step

    @staticmethod
    def start(observation: Observation) -> dict[str, Any]:
        names = ("strengths", "next_step", "next_step_on", "revision")
        return {name: getattr(observation, name) for name in names}


@dataclass(frozen=True)
class CriterionFields:
    criterion: ObservationCriterion
    level: forms.BoundField
    evidence: forms.BoundField
    missing: str  # what the rating still needs, as it is saved


class RatingsForm(GuardedTextMixin, forms.Form):
    """Two fields for each criterion. A draft may miss sentences; it says which."""

    use_required_attribute = False

    mark = forms.CharField(widget=forms.HiddenInput, max_length=16)

    def __init__(
        self,
        *args: Any,
        criteria: Sequence[ObservationCriterion],
        ratings: dict[int, Rated],
        **kwargs: Any,
    ) -> None:
        self.criteria, self.saved = criteria, ratings
        kwargs.setdefault("initial", self.start())
        super().__init__(*args, **kwargs)
        for row in criteria:
            self.fields[f"level-{row.pk}"] = LaterChoice(
                label="Level", choices=Level.choices, widget=forms.RadioSelect
            )
            self.fields[f"evidence-{row.pk}"] = LaterText(
                label="What you saw or heard",
                max_length=LONGEST_EVIDENCE,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.guarded = [name for name in self.fields if name.startswith("evidence-")]

    def start(self) -> dict[str, Any]:
        initial: dict[str, Any] = {"mark": rules.ratings_mark(self.saved)}
        for pk, rated in self.saved.items():
            initial[f"level-{pk}"], initial[f"evidence-{pk}"] = rated.level, rated.evidence
        return initial

    @property
    def ratings(self) -> dict[int, Rated]:
        return {
            row.pk: Rated(
                self.cleaned_data.get(f"level-{row.pk}", ""),
                self.cleaned_data.get(f"evidence-{row.pk}", ""),
            )
            for row in self.criteria
        }

    @property
    def rows(self) -> Iterator[CriterionFields]:
        for row in self.criteria:
            rated = self.saved.get(row.pk)
            missing = rules.rating_problem(rated.level, rated.evidence) if rated else ""
            yield CriterionFields(row, self[f"level-{row.pk}"], self[f"evidence-{row.pk}"], missing)

    @property
    def left(self) -> int:
        """How many criteria are not whole yet, as saved."""
        return sum(
            row.pk not in self.saved
            or bool(rules.rating_problem(self.saved[row.pk].level, self.saved[row.pk].evidence))
            for row in self.criteria
        )
