"""An exercise: what everybody reads, how each rates it, what was agreed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from assessments.records.forms.rows import NeededText
from assessments.reviews.forms.answering import DAY
from assessments.reviews.forms.assessing import RATINGS, Anchored, RatingField, anchored
from assessments.reviews.models import ReviewArea
from assessments.reviews.rules import Rating
from content.language.forms import GuardedTextMixin

from ..models import CalibrationExercise
from ..rules.exercises import (
    LONGEST_EVIDENCE,
    LONGEST_STIMULUS,
    ExerciseContent,
    Rated,
    check_rated,
)
from .cases import rating_name

LONGEST_NOTES = 4_000


class ExerciseForm(GuardedTextMixin, forms.Form):
    guarded = ("stimulus",)

    title = forms.CharField(label="What it is called", max_length=120)
    stimulus = forms.CharField(
        label="What everybody reads",
        max_length=LONGEST_STIMULUS,
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text="A made-up session, as a conversation: “**Mentor:** …”, “**The learner:** …”. "
        "Markdown. Nobody real, no names.",
    )
    areas = forms.ModelMultipleChoiceField(
        label="Which areas are rated",
        queryset=ReviewArea.objects.all(),
        widget=forms.CheckboxSelectMultiple,
    )
    opens_on = forms.DateField(label="First day", widget=DAY)
    closes_on = forms.DateField(label="Last day", widget=DAY)

    def __init__(
        self, data: Any = None, *, exercise: CalibrationExercise | None = None, **rest: Any
    ):
        initial = rest.pop("initial", {})
        if exercise is not None:
            names = ("title", "stimulus", "opens_on", "closes_on")
            initial = {name: getattr(exercise, name) for name in names}
            initial["areas"] = list(exercise.areas.values_list("pk", flat=True))
        super().__init__(data, initial=initial)

    @property
    def content(self) -> ExerciseContent:
        said = self.cleaned_data
        return ExerciseContent(
            title=said["title"],
            stimulus=said["stimulus"],
            areas=tuple(area.pk for area in said["areas"]),
            opens_on=said["opens_on"],
            closes_on=said["closes_on"],
        )


@dataclass(frozen=True)
class RateFields:
    area: ReviewArea
    rating: forms.BoundField
    evidence: forms.BoundField

    @property
    def ratings(self) -> list[Anchored]:
        return anchored(self.rating, self.area)


def evidence_name(code: str) -> str:
    return f"evidence_{code}"


class RateForm(GuardedTextMixin, forms.Form):
    use_required_attribute = False

    def __init__(
        self, data: Any = None, *, areas: Sequence[ReviewArea], own: Mapping[str, Rated]
    ) -> None:
        self.areas = areas
        self.guarded = tuple(evidence_name(area.code) for area in areas)
        initial: dict[str, Any] = {}
        for code, one in own.items():
            initial[rating_name(code)] = Rating.NOT_ENOUGH if one.rating is None else one.rating
            initial[evidence_name(code)] = one.evidence
        super().__init__(data, initial=initial)
        for area in areas:
            self.fields[rating_name(area.code)] = RatingField(label=area.title)
            self.fields[evidence_name(area.code)] = NeededText(
                label=f"What in the text says so? ({area.title})",
                max_length=LONGEST_EVIDENCE,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Not needed where there is too little evidence.",
            )

    @property
    def parts(self) -> list[RateFields]:
        return [
            RateFields(area, self[rating_name(area.code)], self[evidence_name(area.code)])
            for area in self.areas
        ]

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if not self.errors:
            check_rated(self.rated, [area.code for area in self.areas])
        return cleaned

    @property
    def rated(self) -> dict[str, Rated]:
        """Without the areas that have no rating yet."""
        found = {}
        for area in self.areas:
            rating = self.cleaned_data.get(rating_name(area.code))
            if rating is not None:
                said = self.cleaned_data.get(evidence_name(area.code), "")
                found[area.code] = Rated(None if rating == Rating.NOT_ENOUGH else rating, said)
        return found


class AgreeForm(GuardedTextMixin, forms.Form):
    guarded = ("notes",)

    def __init__(
        self, data: Any = None, *, areas: Sequence[ReviewArea], exercise: CalibrationExercise
    ) -> None:
        self.areas = areas
        initial = {rating_name(code): rating for code, rating in exercise.expert.items()}
        super().__init__(data, initial={**initial, "notes": exercise.notes})
        for area in areas:
            self.fields[rating_name(area.code)] = forms.TypedChoiceField(
                label=area.title,
                choices=[("", "Not agreed"), *RATINGS],
                coerce=int,
                empty_value=None,
                required=False,
            )
        self.fields["notes"] = forms.CharField(
            label="What we agreed",
            max_length=LONGEST_NOTES,
            required=False,
            widget=forms.Textarea(attrs={"rows": 6}),
            help_text="For next time: what counts as evidence for which rating. It forces nobody’s "
            "ratings into a shape.",
        )

    @property
    def agreed(self) -> dict[str, int | None]:
        return {area.code: self.cleaned_data[rating_name(area.code)] for area in self.areas}
