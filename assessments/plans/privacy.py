from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import PlanLine


def lines_about(person: Any) -> Iterator[Passage]:
    for line in PlanLine.objects.filter(owner=person).prefetch_related("statements"):
        words = labelled(
            ("Where it comes from", line.get_origin_display()),
            ("What I will do", line.activity),
            ("What learners will notice", line.learner_outcome),
            ("By", line.due_on),
            ("Statements", [statement.code for statement in line.statements.all()]),
            ("My line manager may read it", line.is_shared),
            ("State", line.get_state_display()),
            ("What came of it", line.outcome),
        )
        yield Passage(
            object_id=str(line.pk),
            part="line",
            title=line.need,
            words=words,
            on=day_of(line.created_at),
            author=person,
            url=line.get_absolute_url(),
        )


def lines_aged(day: date) -> QuerySet[PlanLine]:
    return PlanLine.objects.filter(owner__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="cpd_plan",
        label="CPD plan",
        why="What somebody wants to learn, and what came of it.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=lines_about,
        aged=lines_aged,
        subject="owner",
        remove=remove_whole,
    )
)
