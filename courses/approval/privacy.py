"""That somebody stood by a version of a page: part of the page's history, kept with it."""

from collections.abc import Iterator
from typing import Any

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom

from .models import ContentApproval


def approvals_about(person: Any) -> Iterator[Passage]:
    for row in ContentApproval.objects.filter(approver=person).select_related("page"):
        words = labelled(("Approved by you", row.approved_at), ("Note", row.note))
        on = day_of(row.approved_at)
        yield Passage(str(row.pk), "approval", str(row.page), words, on, person)


register(
    RecordClass(
        key="content_approval",
        label="Approvals of learning material",
        why="To show who stood by which wording about safeguarding. Kept with the page.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=approvals_about,
    )
)
