"""Totals of a mentor’s learners and the notes beside them: about the mentor, never about a learner
(domain.md 2.5: five years)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import OutcomeImport, OutcomeMetric, OutcomeNote


def outcomes_about(person: Any) -> Iterator[Passage]:
    rows = OutcomeMetric.objects.filter(person=person).select_related("batch__imported_by")
    for row in rows:
        words = labelled(
            ("Learners", f"{row.numerator} of {row.denominator}"),
            ("Compared with", row.comparator_label),
            ("Of whom", _compared(row)),
            ("From", row.period_from),
            ("To", row.period_to),
            ("Where it comes from", row.batch.source_system),
            ("Taken back", row.batch.withdrawn_at),
        )
        title = f"Outcome: {row.get_kind_display()}"
        on = day_of(row.batch.imported_at)
        yield Passage(str(row.pk), "outcome", title, words, on, row.batch.imported_by)


def _compared(row: OutcomeMetric) -> str:
    if row.comparator_denominator is None:
        return ""
    return f"{row.comparator_numerator} of {row.comparator_denominator}"


def notes_about(person: Any) -> Iterator[Passage]:
    for row in OutcomeNote.objects.filter(person=person).select_related("written_by"):
        words = labelled(("Reasons", row.reason_words), ("", row.text))
        title = f"Note beside outcomes to {row.period_to:%B %Y}"
        yield Passage(
            str(row.pk), "outcome_note", title, words, day_of(row.written_at), row.written_by
        )


def outcomes_aged(day: date) -> QuerySet[OutcomeMetric]:
    return OutcomeMetric.objects.filter(batch__imported_at__date__lt=day)


def notes_aged(day: date) -> QuerySet[OutcomeNote]:
    return OutcomeNote.objects.filter(written_at__date__lt=day)


def remove_outcomes(rows: QuerySet[OutcomeMetric]) -> int:
    """And the line of a file of which nothing is left."""
    batches = list(rows.order_by().values_list("batch", flat=True).distinct())
    removed = remove_whole(rows)
    remove_whole(OutcomeImport.objects.filter(pk__in=batches, metrics=None))
    return removed


register(
    RecordClass(
        key="outcome",
        label="Outcomes of a mentor’s learners, as totals",
        why="To read a year’s work beside what came of it, with how sure it is.",
        counted_from=CountedFrom.WRITTEN,
        months=60,
        about=outcomes_about,
        aged=outcomes_aged,
        subject="person",
        remove=remove_outcomes,
    ),
    RecordClass(
        key="outcome_note",
        label="Outcomes: notes beside the figures",
        why="So that a figure is not read without what it needs to be read with.",
        counted_from=CountedFrom.WRITTEN,
        months=60,
        about=notes_about,
        aged=notes_aged,
        subject="person",
        remove=remove_whole,
    ),
)
