"""The rules for reviews: numbers, kinds, areas."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from assessments.standards.models import Statement
from assessments.standards.queries import default_statements

from ..models import AreaAnchor, ReviewArea, ReviewPolicy, ReviewTemplate
from ..rules import Rating
from ..rules.policies import LIMITS
from ..services.policies import NAMES, RATED

GROUPS: dict[str, tuple[str, ...]] = {
    "Before it is shared": (
        "self_reminders", "meeting_minutes", "narrative_least", "similar_percent",
        "objectives_least", "objectives_most",
    ),
    "Through the year": (
        "formative_least", "formative_in_probation", "observed_within_months",
        "observed_in_probation", "surprise_days",
    ),
    "From sharing to the end": ("days_to_read", "days_to_finish", "days_to_meet_in_dispute"),
    "Moderation and the whole": ("moderated_percent", "moderated_least", "has_overall"),
    "Why": ("why",),
}  # fmt: skip


class PolicyForm(forms.ModelForm):
    """`seen` is the row it was filled from."""

    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = ReviewPolicy
        fields = [name for names in GROUPS.values() for name in names]
        labels = {
            "formative_in_probation": "notes in probation, at least",
            "observed_in_probation": "an observation in the last months, in probation",
            "moderated_least": "moderated of each reviewer’s, at least",
        }
        help_texts = {
            "why": "One sentence: everybody who works here reads it.",
            "has_overall": "In words, with reasons of its own. There is no overall number.",
            "similar_percent": "80 means: four words of five are the same.",
        }

    def __init__(self, *args: Any, now: ReviewPolicy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = {name: getattr(now, name) for name in NAMES if name != "why"}
        self.initial = {**self.initial, **said, "seen": now.pk}
        self.fields["why"].required = True
        for name, (least, most) in LIMITS.items():
            self.fields[name].widget.attrs |= {"min": least, "max": most}
        for field in self.fields.values():
            field.label = str(field.label)[:1].upper() + str(field.label)[1:]

    def _post_clean(self) -> None:
        """The service checks the numbers together."""

    @property
    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS.items()]

    @property
    def values(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in NAMES}


class TemplateForm(forms.ModelForm):
    areas = forms.ModelMultipleChoiceField(
        label="Areas that are rated",
        queryset=ReviewArea.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Each by itself; there is no sum of them. Tick none where nothing is rated.",
    )

    class Meta:
        model = ReviewTemplate
        fields = [
            "title", "purpose", "is_active", "opens_week", "due_week", "opens_month", "due_month",
            "areas", "asks_self_assessment", "self_days", "asks_objectives", "is_countersigned",
        ]  # fmt: skip
        labels = {
            "title": "What it is called",
            "purpose": "What it is for",
            "opens_month": "Opens in month",
            "due_month": "Due by month",
            "due_week": "Due by week",
            "opens_week": "Opens by itself in week",
            "asks_self_assessment": "The mentor writes a self-assessment first",
            "asks_objectives": "It agrees objectives for the next period",
            "is_countersigned": "Somebody senior to the reviewer countersigns",
            "self_days": "Days for the self-assessment",
        }
        help_texts = {
            "purpose": "One or two sentences, for everybody who takes part.",
            "opens_week": "In post. Leave empty where it comes by the months of the year.",
            "opens_month": "1 to 12. Leave empty where it comes by weeks in post.",
        }
        widgets = {"purpose": forms.Textarea(attrs={"rows": 3})}

    def _post_clean(self) -> None:
        """The service checks the whole row; the one at hand stays as it is stored."""

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for first, last in (("opens_week", "due_week"),):
            if data.get(first) and data.get(last) and data[last] < data[first]:
                self.add_error(last, "It is due before it opens.")
        if data.get("opens_week") is not None and data.get("opens_month") is not None:
            self.add_error("opens_month", "Give weeks in post or months, not both.")
        for name in ("opens_month", "due_month"):
            if data.get(name) is not None and not 1 <= data[name] <= 12:
                self.add_error(name, "Months are numbered 1 to 12.")
        return data

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "areas"}


class AreaForm(forms.Form):
    title = forms.CharField(label="What it is called", max_length=80)
    statements = forms.ModelMultipleChoiceField(
        label="Statements of the standard it is about",
        queryset=Statement.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, area: ReviewArea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen_now = list(area.statements.all())
        self.initial = {**self.initial, "title": area.title, "statements": chosen_now}
        chosen = self.fields["statements"]
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        chosen.queryset = _to_offer(area)
        chosen.required = chosen.queryset.exists()
        texts = dict(AreaAnchor.objects.filter(area=area).values_list("rating", "text"))
        for rating in RATED:
            self.fields[f"anchor_{rating.value}"] = forms.CharField(
                label=f"What “{rating.value}, {Rating(rating).label.lower()}” looks like",
                max_length=400,
                initial=texts.get(rating.value, ""),
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text="Behaviour that somebody can see, in one or two sentences.",
            )
        self.order_fields(["title", *(f"anchor_{one.value}" for one in RATED), "statements"])

    @property
    def values(self) -> dict[str, Any]:
        data = self.cleaned_data
        anchors = {rating.value: data[f"anchor_{rating.value}"] for rating in RATED}
        statements = list(data["statements"])
        return {"title": data["title"], "anchors": anchors, "statements": statements}


def _to_offer(area: ReviewArea) -> QuerySet[Statement]:
    ours = [statement.pk for statement in default_statements().values()]
    chosen = area.statements.values_list("pk", flat=True)
    return Statement.objects.filter(pk__in=[*ours, *chosen]).select_related("framework")
