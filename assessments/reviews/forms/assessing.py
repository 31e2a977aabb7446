"""The mentor’s own view, area by area."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms

from assessments.records.forms.rows import text_field
from content.language.forms import GuardedTextMixin

from ..models import PerformanceReview, ReviewArea, SelfAssessment
from ..queries.writing import anchors_of, known_names, self_content
from ..rules import Rating
from ..rules.content import LONGEST_AREA, SelfContent

TEXTS = {
    "proud_of": "What are you proud of?",
    "hard": "What was hard?",
    "wants": "What do you want to do next?",
    "needs": "What do you need for it?",
}
LONGEST_TEXT = 2000
RATINGS = [*Rating.choices[1:], Rating.choices[0]]  # “Not enough evidence” stands last


class RatingField(forms.TypedChoiceField):
    """None chosen is a draft, and no mistake."""

    widget = forms.RadioSelect

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=RATINGS, coerce=int, empty_value=None, required=False, **options)


@dataclass(frozen=True)
class Anchored:
    """A rating to choose, and what it looks like."""

    widget: Any
    anchor: str


def anchored(field: forms.BoundField, area: ReviewArea) -> list[Anchored]:
    anchors = anchors_of(area)
    found = []
    for widget in field.subwidgets:
        widget.data["attrs"] = {**widget.data["attrs"], "class": "form-check-input"}
        found.append(Anchored(widget, anchors.get(int(str(widget.data["value"])), "")))
    return found


@dataclass(frozen=True)
class AreaFields:
    area: ReviewArea
    rating: forms.BoundField
    text: forms.BoundField

    @property
    def ratings(self) -> list[Anchored]:
        return anchored(self.rating, self.area)


class SelfForm(GuardedTextMixin, forms.Form):
    use_required_attribute = False

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Any = None,
        *,
        review: PerformanceReview,
        assessment: SelfAssessment | None,
        areas: list[ReviewArea],
    ) -> None:
        self.review, self.asked = review, areas
        before = self_content(assessment)
        initial: dict[str, Any] = {"revision": assessment.revision if assessment else 0}
        for area in areas:
            rating, text = before.areas.get(area.code, (None, ""))
            initial |= {f"rating_{area.code}": rating, f"text_{area.code}": text}
        initial |= {name: getattr(before, name) for name in TEXTS}
        super().__init__(data, initial=initial)
        for area in areas:
            self.fields[f"rating_{area.code}"] = RatingField(label=area.title)
            self.fields[f"text_{area.code}"] = text_field("What you go by", LONGEST_AREA, rows=4)
        for name, label in TEXTS.items():
            self.fields[name] = text_field(label, LONGEST_TEXT, rows=4)
        self.guarded = [*(f"text_{area.code}" for area in areas), *TEXTS]

    def known_names(self) -> Collection[str]:
        return known_names(self.review)

    @property
    def areas(self) -> list[AreaFields]:
        return [
            AreaFields(area, self[f"rating_{area.code}"], self[f"text_{area.code}"])
            for area in self.asked
        ]

    @property
    def texts(self) -> list[forms.BoundField]:
        return [self[name] for name in TEXTS]

    @property
    def content(self) -> SelfContent:
        said = self.cleaned_data
        areas = {
            area.code: (said.get(f"rating_{area.code}"), said.get(f"text_{area.code}") or "")
            for area in self.asked
        }
        return SelfContent(areas, **{name: said.get(name) or "" for name in TEXTS})
