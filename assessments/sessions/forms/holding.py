"""Forms by which somebody says what became of a session."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.html import format_html

from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.kinds import KINDS, Function, SessionType
from assessments.supervision.rules.states import Medium
from content.language.forms import GuardedTextMixin

from .. import queries, rules
from ..models import SupervisionSession
from ..rules import Attendance, CalledOffBy, CallOffReason, SessionState
from .times import day_field, hour_field

IN_WORDS = {
    Function.NORMATIVE: "How the work is done: standards, safety, boundaries.",
    Function.FORMATIVE: "Something was learned or tried out.",
    Function.RESTORATIVE: "There was room for what the work does to you.",
}


def function_choices() -> list[tuple[str, str]]:
    return [
        (
            each.value,
            format_html('{}<span class="cell-note d-block">{}</span>', each.label, IN_WORDS[each]),
        )
        for each in Function
    ]


class WhyForm(forms.Form):
    """Whose diary it was, and a reason from the list."""

    called_off_by = forms.ChoiceField(
        label="Whose side was it?",
        choices=CalledOffBy.choices,
        widget=forms.RadioSelect,
        help_text="Counted apart, so that nobody is blamed for another’s diary.",
    )
    reason = forms.ChoiceField(
        label="Why?",
        choices=CallOffReason.choices,
        widget=forms.RadioSelect,
        help_text="Nobody is told. Counts of it are read for the whole college, without names.",
    )


class FunctionsField(forms.MultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            label="What did it do?",
            required=False,
            choices=function_choices,
            help_text="Tick what you really used, not what was planned.",
            **kwargs,
        )


class HeldForm(forms.Form):
    held_on = day_field("Day")
    held_time = hour_field("Began at")
    minutes = forms.IntegerField(
        label="Minutes it took", min_value=rules.LEAST_HELD, max_value=rules.MOST_HELD
    )
    functions = FunctionsField()
    came = forms.TypedMultipleChoiceField(
        label="Who came?", coerce=int, widget=forms.CheckboxSelectMultiple
    )

    field_order = ("held_on", "held_time", "minutes", "came", "functions")

    def __init__(self, *args: Any, session: SupervisionSession, **kwargs: Any) -> None:
        begins = timezone.localtime(min(session.starts_at, timezone.now()))
        rows = list(session.attendances.all())
        initial = {
            "held_on": begins.date(),
            "held_time": begins.time(),
            "minutes": session.minutes,
            "functions": rules.usual_functions(session.type)
            if session.state == SessionState.PLANNED
            else [],
            "came": [row.attendee_id for row in rows if row.state == Attendance.EXPECTED],
        }
        super().__init__(*args, **{"initial": initial, **kwargs})
        came = self.fields["came"]
        assert isinstance(came, forms.TypedMultipleChoiceField)
        if len(rows) == 1:
            del self.fields["came"]
        else:
            came.choices = [(row.attendee_id, row.attendee.display_name) for row in rows]
            came.error_messages["required"] = (
                "Tick who came. If nobody did, say that the session was missed."
            )

    @property
    def held_at(self) -> datetime:
        return queries.moment_of(self.cleaned_data["held_on"], self.cleaned_data["held_time"])

    @property
    def values(self) -> dict[str, Any]:
        came = self.cleaned_data.get("came")
        return {
            "held_at": self.held_at,
            "minutes": self.cleaned_data["minutes"],
            "functions": self.cleaned_data["functions"],
            "came": None if came is None else set(came),
        }


class AddHeldForm(GuardedTextMixin, forms.Form):
    """One that took place and was never booked."""

    guarded = ("place",)

    type = forms.ChoiceField(label="What kind of session?", widget=forms.RadioSelect)
    held_on = day_field("Day")
    held_time = hour_field("Began at")
    minutes = forms.IntegerField(
        label="Minutes it took", min_value=rules.LEAST_HELD, max_value=rules.MOST_HELD
    )
    medium = forms.ChoiceField(label="How", choices=Medium.choices)
    place = forms.CharField(label="Where", max_length=200, required=False)
    functions = FunctionsField()

    def __init__(self, *args: Any, agreement: SupervisionAgreement, **kwargs: Any) -> None:
        initial = {"minutes": agreement.minutes, "medium": agreement.medium}
        super().__init__(*args, initial=initial, **kwargs)
        kinds = rules.kinds_to_book(agreement.types)
        field = self.fields["type"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (
                kind.value,
                format_html(
                    '{}<span class="cell-note d-block">{}</span>', kind.label, KINDS[kind].purpose
                ),
            )
            for kind in kinds
        ]
        self.initial["type"] = kinds[0].value if kinds else SessionType.DEVELOPMENTAL.value

    @property
    def values(self) -> dict[str, Any]:
        names = ("type", "minutes", "medium", "place", "functions")
        held_at = queries.moment_of(self.cleaned_data["held_on"], self.cleaned_data["held_time"])
        return {"held_at": held_at, **{name: self.cleaned_data[name] for name in names}}
