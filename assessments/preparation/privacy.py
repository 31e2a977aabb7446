"""What this slice keeps about people, for rights requests and retention."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .access import CLASS
from .models import SessionPreparation, WellbeingMark
from .rules import LEVELS

PROMPTS = {
    "wants": "what I want from today",
    "went_well": "what went well",
    "weighs": "what is weighing on me",
}


def preparations_about(person: Any) -> Iterable[Passage]:
    rows = SessionPreparation.objects.filter(mentor=person.pk).select_related("session")
    for row in rows.prefetch_related("items").order_by("session__starts_at", "pk"):
        day = timezone.localdate(row.session.starts_at)
        title = f"Prepared for the session of {day.day} {day:%B %Y}"
        parts = [(name, label, getattr(row, name)) for name, label in PROMPTS.items()]
        parts += [(f"item-{item.pk}", "to talk about", item.title) for item in row.items.all()]
        for part, label, words in parts:
            if words:
                yield Passage(
                    object_id=str(row.pk),
                    part=part,
                    title=f"{title}: {label}",
                    words=words,
                    on=timezone.localdate(row.changed_at),
                    author=person,
                    url=reverse("preparation:preparation_detail", args=[row.session_id]),
                )


def preparations_aged(day: date) -> QuerySet[SessionPreparation]:
    return SessionPreparation.objects.filter(changed_at__date__lt=day)


def marks_about(person: Any) -> Iterable[Passage]:
    for row in WellbeingMark.objects.filter(mentor=person.pk).order_by("on", "pk"):
        seen = "the trend may be seen by the supervisor" if row.is_shared else "seen by nobody else"
        yield Passage(
            object_id=str(row.pk),
            part="level",
            title="How the work felt",
            words=f"{LEVELS[int(row.level)]} ({row.level} of 5); {seen}",
            on=row.on,
            author=person,
            url=reverse("preparation:wellbeing_detail"),
        )


def marks_aged(day: date) -> QuerySet[WellbeingMark]:
    return WellbeingMark.objects.filter(on__lt=day)


register(
    RecordClass(
        key=CLASS,
        label="Preparations for supervision",
        why="Of use for the session it was written for, and for the one after it.",
        counted_from=CountedFrom.WRITTEN,
        months=12,
        about=preparations_about,
        aged=preparations_aged,
        subject="mentor",
        remove=remove_whole,
    ),
    RecordClass(
        key="wellbeing_mark",
        label="Marks of how the work feels",
        why="For whoever made them, to see how a year went.",
        counted_from=CountedFrom.WRITTEN,
        months=12,
        about=marks_about,
        aged=marks_aged,
        subject="mentor",
        remove=remove_whole,
    ),
)
