"""Who takes what and why. How far somebody came hangs on it and goes with it."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import Enrolment, ProgrammeEnrolment


def enrolments_about(person: Any) -> Iterator[Passage]:
    for row in Enrolment.objects.filter(participant=person).select_related("module"):
        words = labelled(
            ("Period", row.cycle),
            ("Why", row.get_reason_display()),
            ("Since", row.assigned_on),
            ("Due", row.due_on),
            ("Withdrawn", row.withdrawn_at),
        )
        yield Passage(str(row.pk), "module", row.module.title, words, row.assigned_on)
    programmes = ProgrammeEnrolment.objects.filter(participant=person)
    for taken in programmes.select_related("programme"):
        words = labelled(("Since", taken.starts_on))
        yield Passage(str(taken.pk), "programme", taken.programme.title, words, taken.starts_on)


def enrolments_aged(day: date) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(participant__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="enrolment",
        label="Modules and programmes taken",
        why="To know who has to take which module, and by when.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=enrolments_about,
        aged=enrolments_aged,
        subject="participant",
        remove=remove_whole,
    )
)
