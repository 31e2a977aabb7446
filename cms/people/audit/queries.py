from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from cms.people.accounts.models import User

from .access import about_me, listed_for
from .models import AuditEvent
from .rules import verb_words


@dataclass
class ReadingDay:
    day: date
    events: list[AuditEvent] = field(default_factory=list)


def events_about(person: User) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(about_me(person)).select_related("actor")


def by_day(events: Iterable[AuditEvent]) -> list[ReadingDay]:
    """The newest day first, and in it the newest event."""
    days: list[ReadingDay] = []
    for event in events:
        day = timezone.localdate(event.at)
        if not days or days[-1].day != day:
            days.append(ReadingDay(day))
        days[-1].events.append(event)
    return days


def events_listed(user: User) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(listed_for(user)).select_related("actor", "about")


def verb_choices(events: QuerySet[AuditEvent]) -> list[tuple[str, str]]:
    used = events.order_by("verb").values_list("verb", flat=True).distinct()
    return [(verb, verb_words(verb)) for verb in used]
