"""Who opened a room. Those who vote in it are nobody's record: no row says whose phone it was."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import Room


def rooms_about(person: Any) -> Iterator[Passage]:
    for room in Room.objects.filter(host=person).select_related("scenario"):
        words = labelled(("Opened by you", room.opened_at), ("Closed", room.closed_at))
        yield Passage(str(room.pk), "room", room.scenario.title, words, day_of(room.opened_at))


def rooms_aged(day: date) -> QuerySet[Room]:
    return Room.objects.filter(closed_at__date__lt=day)


register(
    RecordClass(
        key="scenario_room",
        label="Scenarios played together",
        why="To hold a session; afterwards, to look back on what the room chose.",
        counted_from=CountedFrom.CLOSED,
        months=24,
        about=rooms_about,
        aged=rooms_aged,
        subject="host",
        remove=remove_whole,
    )
)
