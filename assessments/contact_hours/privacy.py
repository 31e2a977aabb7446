from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import ContactMonth


def months_about(person: Any) -> Iterator[Passage]:
    for row in ContactMonth.objects.filter(owner=person):
        words = labelled(
            ("One-to-one meetings", row.one_to_one_sessions),
            ("Minutes in them", row.one_to_one_minutes),
            ("Group sessions", row.group_sessions),
            ("Minutes in them", row.group_minutes),
        )
        yield Passage(
            str(row.pk),
            "month",
            f"Contact hours, {row.month_on:%B %Y}",
            words,
            row.month_on,
            person,
        )


def months_aged(day: date) -> QuerySet[ContactMonth]:
    return ContactMonth.objects.filter(owner__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="contact_hours",
        label="Contact hours",
        why="For her own overview of her work with learners, in numbers.",
        counted_from=CountedFrom.LEFT,
        months=12,
        about=months_about,
        aged=months_aged,
        subject="owner",
        remove=remove_whole,
    )
)
