"""How many learners somebody had, month by month: read in reviews for fairness."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import CaseloadSnapshot


def caseloads_about(person: Any) -> Iterator[Passage]:
    for row in CaseloadSnapshot.objects.filter(mentor=person).select_related("recorded_by"):
        words = labelled(
            ("Universal", f"{row.universal}"),
            ("Targeted", f"{row.targeted}"),
            ("Intensive", f"{row.intensive}"),
            ("Part of a full post", f"{row.fte}"),
        )
        title = f"Caseload, {row.on:%B %Y}"
        yield Passage(str(row.pk), "caseload", title, words, row.on, row.recorded_by)


def caseloads_aged(day: date) -> QuerySet[CaseloadSnapshot]:
    return CaseloadSnapshot.objects.filter(on__lt=day)


register(
    RecordClass(
        key="caseload",
        label="Caseloads, in counts",
        why="To share work out fairly, and to read a year’s work by what there was to do.",
        counted_from=CountedFrom.WRITTEN,
        months=72,
        about=caseloads_about,
        aged=caseloads_aged,
        subject="mentor",
        remove=remove_whole,
    )
)
