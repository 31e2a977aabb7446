"""A day and an hour, with what speaks against them: a clash is said and never forbids."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from assessments.supervision.rules.states import Medium
from cms.people.accounts.models import User
from content.language.forms import GuardedTextMixin

from .. import queries, rules

AGAINST = "clash"
WHEN, WHERE = ("starts_on", "starts_time", "minutes"), ("medium", "place")
SERIES = ("count", "every_days")


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, **kwargs)


def hour_field(label: str, **kwargs: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, widget=widget, **kwargs)


class TimeForm(GuardedTextMixin, forms.Form):
    """The base of every form that sets a time."""

    guarded = ("place",)
    people: Sequence[User] = ()  # whose diaries are looked at
    leaving_out: int | None = None  # the session that is being moved

    starts_on = day_field("Day")
    starts_time = hour_field("Begins at")
    minutes = forms.IntegerField(
        label="Minutes",
        min_value=rules.LEAST_MINUTES,
        max_value=rules.MOST_MINUTES,
    )
    medium = forms.ChoiceField(label="How", choices=Medium.choices)
    place = forms.CharField(
        label="Where",
        max_length=200,
        required=False,
        help_text="A private room, or the link of a call. It also stands in the calendar, so no "
        "names and no subject.",
    )
    despite = forms.BooleanField(label="That is all right: book it all the same", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.clashes: list[str] = []

    @property
    def starts_at(self) -> datetime:
        return queries.moment_of(self.cleaned_data["starts_on"], self.cleaned_data["starts_time"])

    @property
    def is_timed(self) -> bool:
        return {"starts_on", "starts_time", "minutes"} <= self.cleaned_data.keys()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.is_timed:
            self.look_at_diaries()
        return cleaned

    def look_at_diaries(self) -> None:
        people = self.people_meeting()
        if self.starts_at <= timezone.now() or not people:
            return  # a time that has passed is refused by the rule, with its own sentence
        minutes = self.cleaned_data["minutes"]
        found = queries.clashes(people, self.starts_at, minutes, leaving_out=self.leaving_out)
        self.clashes = found
        if found and not self.cleaned_data.get("despite"):
            self.add_error(None, ValidationError(" ".join(found), code=AGAINST))

    def people_meeting(self) -> Sequence[User]:
        return self.people

    @property
    def when_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in WHEN]

    @property
    def place_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in WHERE]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What comes before the time: the kind, or for whom."""
        known = (*WHEN, *WHERE, *SERIES, "despite")
        return [field for field in self.visible_fields() if field.name not in known]

    @property
    def series_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in SERIES if name in self.fields]

    @property
    def is_series_open(self) -> bool:
        """Shown unfolded where something was said or is to be put right there."""
        is_many = self.is_bound and self["count"].value() not in ("", "1", None)
        return is_many or any(field.errors for field in self.series_fields)

    @property
    def time_values(self) -> dict[str, Any]:
        """As the services take them."""
        return {
            "starts_at": self.starts_at,
            "minutes": self.cleaned_data["minutes"],
            "medium": self.cleaned_data["medium"],
            "place": self.cleaned_data["place"],
        }
