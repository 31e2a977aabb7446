from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import EventAttendance, TrainingEvent


def attendances_about(person: Any) -> Iterator[Passage]:
    for row in EventAttendance.objects.filter(participant=person).select_related("event"):
        words = labelled(("Held on", row.event.held_on), ("Said to have been there", row.at))
        yield Passage(str(row.pk), "attendance", row.event.title, words, row.event.held_on, person)
    for event in TrainingEvent.objects.filter(host=person):
        words = labelled(
            ("Held by you on", event.held_on),
            ("Minutes", event.minutes),
            ("Who ran it", event.provider),
            ("Written down", day_of(event.created_at)),
        )
        yield Passage(str(event.pk), "event", event.title, words, event.held_on, person)


def attendances_aged(day: date) -> QuerySet[EventAttendance]:
    return EventAttendance.objects.filter(participant__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="training_event",
        label="Training events",
        why="To give whoever was there a CPD draft, once. Events stay with the college; that "
        "somebody was there goes.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=attendances_about,
        aged=attendances_aged,
        subject="participant",
        remove=remove_whole,
    )
)
