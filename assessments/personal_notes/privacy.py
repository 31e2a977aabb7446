"""Personal notes among the kinds of record about people (cms.people.privacy.registry): the DPO
opens them by a grant, and they go by themselves."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom

from . import rules
from .access import CLASS
from .models import PersonalNote


def about(person: User) -> Iterable[Passage]:
    """Her own notes, decrypted. What others wrote for themselves is theirs, and no search finds
    whom it speaks of."""
    for row in PersonalNote.objects.filter(author=person).order_by("created_at", "pk"):
        yield Passage(
            object_id=str(row.pk),
            part="words",
            title="A personal note",
            words=row.words,
            on=timezone.localdate(row.created_at),
            author=person,
        )


def aged(day: date) -> QuerySet[PersonalNote]:
    return PersonalNote.objects.filter(created_at__date__lt=day)


def remove(rows: QuerySet[PersonalNote]) -> int:
    removed, _ = rows.delete()
    return removed


register(
    RecordClass(
        key=CLASS,
        label="Personal notes around supervision",
        why="To think with, for the person who writes them and nobody else.",
        counted_from=CountedFrom.WRITTEN,
        months=rules.KEPT_MONTHS,
        about=about,
        aged=aged,
        subject="author",
        remove=remove,
        is_openable=True,
    )
)
