"""Pointers among the kinds of record about people (cms.people.privacy.registry)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom

from .access import CLASS
from .models import SafeguardingPointer


def about(person: User) -> Iterable[Passage]:
    """That she passed something on. The reference leads to a case about somebody else: it is not
    part of what is given to her, nor to anybody else, in an export (domain.md 2.3)."""
    for row in SafeguardingPointer.objects.filter(reported_by=person):
        yield Passage(
            object_id=str(row.pk),
            part="reported",
            title="A concern passed on",
            words=f"To: {row.get_reported_to_display()}. How: {row.get_method_display()}.",
            on=timezone.localdate(row.reported_at),
            author=person,
        )


def aged(day: date) -> QuerySet[SafeguardingPointer]:
    return SafeguardingPointer.objects.filter(closed_at__date__lt=day)


def remove(rows: QuerySet[SafeguardingPointer]) -> int:
    removed, _ = rows.delete()
    return removed


register(
    RecordClass(
        key=CLASS,
        label="Safeguarding pointers",
        why="To show that concerns were passed on and answered in time. What they are about is in "
        "the college’s safeguarding system.",
        counted_from=CountedFrom.CLOSED,
        months=72,
        about=about,
        aged=aged,
        subject="reported_by",
        remove=remove,
    )
)
