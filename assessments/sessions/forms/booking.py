"""Forms by which a session is booked or moved."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.kinds import KINDS, SessionType
from cms.people.accounts.models import User

from .. import queries, rules
from ..models import SupervisionSession
from .times import TimeForm

USUAL_APART = 42


def kind_words(kind: SessionType) -> SafeString:
    """A kind with what it is for, as one choice."""
    facts = KINDS[kind]
    least, most = facts.minutes
    length = f"{most}" if least == most else f"{least} to {most}"
    return format_html(
        '{}<span class="cell-note d-block">{} Usually {} minutes.</span>',
        kind.label,
        facts.purpose,
        length,
    )


def weekday_until(due_on: date | None) -> date | None:
    """The day it is due, or the Friday before: something to begin from."""
    if due_on is None:
        return None
    day = due_on - timedelta(days=max(due_on.weekday() - 4, 0))
    return day if day > timezone.localdate() else None


class BookForm(TimeForm):
    """For a pair: one time, or several ahead."""

    type = forms.ChoiceField(label="What kind of session?", widget=forms.RadioSelect)
    count = forms.IntegerField(
        label="How many sessions",
        min_value=1,
        max_value=rules.MOST_AHEAD,
        initial=1,
        help_text="More than one: you are shown the days before anything is booked.",
    )
    every_days = forms.IntegerField(
        label="Days from one to the next",
        required=False,
        min_value=rules.LEAST_APART,
        max_value=rules.MOST_APART,
        help_text="14 is every two weeks, 28 every four, 42 every six. Closures and absences are "
        "left out.",
    )

    field_order = (
        "type", "starts_on", "starts_time", "minutes", "medium", "place", "count", "every_days",
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        agreement: SupervisionAgreement,
        alone: bool = False,
        due_on: date | None = None,
        **kwargs: Any,
    ) -> None:
        initial = {
            "medium": agreement.medium,
            "place": agreement.place,
            "every_days": agreement.interval_days or USUAL_APART,
            "starts_on": weekday_until(due_on),
            **(kwargs.pop("initial", None) or {}),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.agreement = agreement
        self.people = [agreement.supervisee, agreement.supervisor]
        kinds = rules.kinds_to_book(agreement.types)
        kind_field = self.fields["type"]
        assert isinstance(kind_field, forms.ChoiceField)
        kind_field.choices = [(kind.value, kind_words(kind)) for kind in kinds]
        if kinds and "type" not in self.initial:
            self.initial["type"] = kinds[0].value
        minutes = self.fields["minutes"]
        minutes.required = False
        minutes.help_text = "Empty: the usual."
        if alone:  # it takes the place of one that was called off
            del self.fields["count"], self.fields["every_days"]

    def clean_minutes(self) -> int:
        minutes: int | None = self.cleaned_data["minutes"]
        kind = self.data.get("type", "")
        if minutes is not None or kind not in SessionType.values:
            return minutes or self.agreement.minutes
        return rules.usual_minutes(kind, self.agreement.minutes)

    @property
    def is_series(self) -> bool:
        return (self.cleaned_data.get("count") or 1) > 1

    def look_at_diaries(self) -> None:
        if not self.is_series:  # the days of a series are looked at one by one, in its preview
            super().look_at_diaries()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.is_series and self.cleaned_data.get("every_days") is None:
            self.add_error("every_days", "Say how many days lie between two sessions.")
        if self.is_series and self.is_timed:
            try:
                rules.check_is_to_come(self.starts_at, timezone.now())
            except ValidationError as problem:
                self.add_error(None, problem)
        return cleaned

    def proposals(self) -> list[queries.Proposal]:
        return queries.proposals(
            self.people,
            first=self.starts_at,
            count=self.cleaned_data["count"],
            every_days=self.cleaned_data["every_days"],
            minutes=self.cleaned_data["minutes"],
        )

    def chosen(self, days: Iterable[str]) -> list[queries.Proposal]:
        """Of what was proposed, what she kept."""
        kept = set(days)
        return [each for each in self.proposals() if each.key in kept]


class MoveForm(TimeForm):
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, session: SupervisionSession, people: Sequence[User], **kwargs: Any
    ) -> None:
        begins = timezone.localtime(session.starts_at)
        initial = {
            "starts_on": begins.date(),
            "starts_time": begins.time(),
            "minutes": session.minutes,
            "medium": session.medium,
            "place": session.place,
            "seen": session.sequence,
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.people, self.leaving_out = people, session.pk
        self.fields["despite"].label = "That is all right: move it all the same"


class GroupForm(TimeForm):
    attendees = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label="For whom?",
        widget=forms.CheckboxSelectMultiple,
        help_text="Four to eight mentors.",
    )

    field_order = ("attendees", "starts_on", "starts_time", "minutes", "medium", "place")

    def __init__(self, *args: Any, supervisor: User, **kwargs: Any) -> None:
        start = {"minutes": rules.usual_minutes(SessionType.GROUP)}
        super().__init__(*args, initial={**start, **(kwargs.pop("initial", None) or {})}, **kwargs)
        self.supervisor = supervisor
        offered = self.fields["attendees"]
        assert isinstance(offered, forms.ModelMultipleChoiceField)
        offered.queryset = queries.mentors_for(supervisor)

    def clean_attendees(self) -> Any:
        chosen = self.cleaned_data["attendees"]
        try:
            rules.check_group_size(len(chosen))
        except ValidationError as problem:
            raise ValidationError(problem.messages) from problem
        return chosen

    def people_meeting(self) -> Sequence[User]:
        return [self.supervisor, *self.cleaned_data.get("attendees", ())]


class DebriefForm(TimeForm):
    mentor = forms.ModelChoiceField(User.objects.none(), label="For whom?")

    field_order = ("mentor", "starts_on", "starts_time", "minutes", "medium", "place")

    def __init__(self, *args: Any, supervisor: User, **kwargs: Any) -> None:
        start = {"minutes": rules.usual_minutes(SessionType.DEBRIEF, 30)}
        super().__init__(*args, initial={**start, **(kwargs.pop("initial", None) or {})}, **kwargs)
        self.supervisor = supervisor
        offered = self.fields["mentor"]
        assert isinstance(offered, forms.ModelChoiceField)
        offered.queryset = queries.people_for_debrief(supervisor)

    def people_meeting(self) -> Sequence[User]:
        mentor = self.cleaned_data.get("mentor")
        return [self.supervisor, *([mentor] if mentor else [])]
