"""What this slice keeps about people, for rights requests and retention. No grant opens it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import Objective, ObjectiveProgress


def objectives_about(person: Any) -> Iterable[Passage]:
    """Hers with all that was said of them, and what she wrote in others’."""
    rows = Objective.objects.filter(owner=person).select_related("created_by", "priority")
    for row in rows.prefetch_related("statements").order_by("created_at", "pk"):
        yield Passage(
            object_id=str(row.pk),
            part="objective",
            title=f"Objective of {row.created_at:%B %Y}",
            words=_words(row),
            on=day_of(row.created_at),
            author=row.created_by,
            url=row.get_absolute_url(),
        )
    said = ObjectiveProgress.objects.filter(Q(objective__owner=person) | Q(author=person))
    for line in said.select_related("author", "objective").order_by("at", "pk"):
        yield Passage(
            object_id=str(line.objective_id),
            part=f"progress-{line.pk}",
            title="How an objective goes",
            words=line.text,
            on=day_of(line.at),
            author=line.author,
            url=line.objective.get_absolute_url(),
        )


def _words(row: Objective) -> str:
    return labelled(
        ("What will be different", row.outcome),
        ("About", row.get_about_display()),
        ("Measure", row.measure),
        ("Now", row.baseline),
        ("Target", row.target),
        ("Where it will be seen", row.evidence_source),
        ("By", row.due_on),
        ("Support", row.support),
        ("Weight", row.weight),
        ("College priority", row.priority.title if row.priority else ""),
        ("Statements", [statement.code for statement in row.statements.all()]),
        ("State", row.get_state_display()),
        ("What came of it", row.closed_reason),
    )


def objectives_aged(day: date) -> QuerySet[Objective]:
    return Objective.objects.filter(owner__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="objective",
        label="Objectives",
        why="What was agreed for somebody’s work, how it went, and what came of it.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=objectives_about,
        aged=objectives_aged,
        subject="owner",
        remove=remove_whole,
    )
)
