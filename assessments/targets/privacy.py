"""What was asked of somebody in a CPD year, and why it was more or less than usual."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import CPDTarget, TargetAdjustment


def targets_about(person: Any) -> Iterator[Passage]:
    for row in CPDTarget.objects.filter(person=person):
        words = labelled(("Hours", row.hours), ("How it came about", row.explanation))
        yield Passage(
            str(row.pk), "target", f"CPD target of {row.year}", words, day_of(row.frozen_at)
        )


def adjustments_about(person: Any) -> Iterator[Passage]:
    for row in TargetAdjustment.objects.filter(person=person).select_related("made_by"):
        words = labelled(("Hours", row.hours), ("Why", row.reason), ("Ended", row.ended_at))
        title = f"CPD target of {row.year}, adjusted"
        yield Passage(str(row.pk), "adjustment", title, words, day_of(row.made_at), row.made_by)


def targets_aged(day: date) -> QuerySet[CPDTarget]:
    return CPDTarget.objects.filter(person__staff_profile__left_on__lt=day)


def adjustments_aged(day: date) -> QuerySet[TargetAdjustment]:
    return TargetAdjustment.objects.filter(person__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="cpd_target",
        label="CPD targets of past years",
        why="To read a year’s hours against what was asked.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=targets_about,
        aged=targets_aged,
        subject="person",
        remove=remove_whole,
    ),
    RecordClass(
        key="cpd_target_adjustment",
        label="CPD targets: adjustments",
        why="To show why a year’s target was more or less than usual.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=adjustments_about,
        aged=adjustments_aged,
        subject="person",
        remove=remove_whole,
    ),
)
