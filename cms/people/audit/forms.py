from datetime import datetime, time
from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import AuditEvent
from .queries import verb_choices


class EventFilterForm(forms.Form):
    person = forms.CharField(
        label="Person", required=False, help_text="Name of who did it or whom it is about."
    )
    verb = forms.ChoiceField(label="What", required=False)
    since = forms.DateField(
        label="From", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label="To", required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def __init__(self, *args: Any, events: QuerySet[AuditEvent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.events = events
        self.fields["verb"].choices = [("", "Anything"), *verb_choices(events)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        since, until = cleaned.get("since"), cleaned.get("until")
        if since and until and until < since:
            self.add_error("until", "The last day cannot be before the first day.")
        return cleaned

    def found(self) -> QuerySet[AuditEvent]:
        """The events asked for; everything while the question has a mistake in it."""
        asked = self.cleaned_data if self.is_valid() else {}
        events = self.events
        for word in (asked.get("person") or "").split():
            events = events.filter(_named(word, "actor") | _named(word, "about"))
        if asked.get("verb"):
            events = events.filter(verb=asked["verb"])
        if asked.get("since"):
            events = events.filter(at__gte=_moment(asked["since"], time.min))
        if asked.get("until"):
            events = events.filter(at__lte=_moment(asked["until"], time.max))
        return events


def _named(word: str, part: str) -> Q:
    names = ("first_name", "last_name", "known_as", "email")
    found = Q(pk__in=[])
    for name in names:
        found |= Q(**{f"{part}__{name}__icontains": word})
    return found


def _moment(day: Any, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
