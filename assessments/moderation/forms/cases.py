"""What a moderator rates, what all of them decide, who moderates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from assessments.reviews.forms.assessing import RATINGS, Anchored, RatingField, anchored
from assessments.reviews.models import ReviewArea, ReviewCycle
from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin

from ..rules import CaseState
from ..rules.judging import LONGEST_COMMENT, LONGEST_REASON, Outcome

DECISIONS = [
    (CaseState.UPHELD, "Upheld: the ratings stand, and it can be signed"),
    (CaseState.RETURNED, "Returned: the reviewer looks again at what we say below"),
    (CaseState.CHANGED, "Changed: we agreed other ratings; the reviewer writes them in, and why"),
]


@dataclass(frozen=True)
class RatedArea:
    area: ReviewArea
    field: forms.BoundField

    @property
    def ratings(self) -> list[Anchored]:
        return anchored(self.field, self.area)


def rating_name(code: str) -> str:
    return f"rating_{code}"


class ViewForm(GuardedTextMixin, forms.Form):
    guarded = ("comment",)
    use_required_attribute = False

    def __init__(self, data: Any = None, *, areas: Sequence[ReviewArea]) -> None:
        self.areas = areas
        super().__init__(data)
        for area in areas:
            self.fields[rating_name(area.code)] = RatingField(label=area.title)
        self.fields["comment"] = forms.CharField(
            label="What you want to talk about",
            max_length=LONGEST_COMMENT,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
            help_text="The other moderators read it once they have rated, too.",
        )

    @property
    def rated(self) -> list[RatedArea]:
        return [RatedArea(area, self[rating_name(area.code)]) for area in self.areas]

    def by_code(self) -> dict[str, RatedArea]:
        return {one.area.code: one for one in self.rated}

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for area in self.areas:
            name = rating_name(area.code)
            if self.cleaned_data.get(name) is None and name not in self.errors:
                self.add_error(name, "Rate this area. “Not enough evidence” is an answer, too.")
        return cleaned

    @property
    def ratings(self) -> dict[str, int | None]:
        return {area.code: self.cleaned_data[rating_name(area.code)] for area in self.areas}


class OutcomeForm(GuardedTextMixin, forms.Form):
    guarded = ("reason",)

    state = forms.ChoiceField(
        label="What did you decide?", choices=DECISIONS, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Why",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="The mentor, the reviewer and HR read it. Go by the evidence and the anchors, "
        "and name nobody.",
    )

    def __init__(self, data: Any = None, *, before: Sequence[tuple[str, str, int | None]]) -> None:
        """`before`: code, title and rating of each area."""
        self.before = before
        super().__init__(data)
        for code, title, _ in before:
            self.fields[rating_name(code)] = forms.TypedChoiceField(
                label=title,
                choices=[("", "Stays as it is"), *RATINGS],
                coerce=int,
                empty_value=None,
                required=False,
            )

    @property
    def agreed_fields(self) -> list[forms.BoundField]:
        return [self[rating_name(code)] for code, _, _ in self.before]

    @property
    def outcome(self) -> Outcome:
        given = {code: self.cleaned_data[rating_name(code)] for code, _, _ in self.before}
        agreed = {code: rating for code, rating in given.items() if rating is not None}
        return Outcome(CaseState(self.cleaned_data["state"]), self.cleaned_data["reason"], agreed)


class PeopleField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.display_name)


class ModeratorsForm(forms.Form):
    people = PeopleField(
        label="Who moderates it",
        queryset=User.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        help_text="Two managers and a quality lead. Whoever has a part in the review, manages or "
        "reports to one of the two, or declared a conflict, is not in this list.",
    )

    def __init__(self, data: Any = None, *, people: Any, chosen: Iterable[int]) -> None:
        super().__init__(data, initial={"people": list(chosen)})
        field = self.fields["people"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = people


class CycleChoiceForm(forms.Form):
    cycle = forms.ModelChoiceField(
        label="Which round of reviews",
        queryset=ReviewCycle.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, data: Any = None, *, cycles: Any) -> None:
        super().__init__(data)
        field = self.fields["cycle"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = cycles
