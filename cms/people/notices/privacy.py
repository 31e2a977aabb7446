"""What somebody was told, month by month, and how she wants to be told."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, in_rows, labelled, said
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import Notice, NoticePreference


def notices_about(person: Any) -> Iterator[Passage]:
    months: dict[date, list[Notice]] = defaultdict(list)
    for notice in Notice.objects.filter(recipient=person).order_by("created_at", "pk"):
        day = day_of(notice.created_at)
        assert day is not None
        months[day.replace(day=1)].append(notice)
    for month, notices in months.items():
        words = in_rows(f"{said(row.created_at)}: {row.title}. {row.body}" for row in notices)
        yield Passage(f"{month:%Y-%m}", "notices", f"Notices of {month:%B %Y}", words, month)
    chosen = NoticePreference.objects.filter(recipient=person)
    words = labelled(*((row.get_kind_display(), row.get_channel_display()) for row in chosen))
    if words:
        yield Passage(str(person.pk), "choices", "How notices reach you", words, None, person)


def notices_aged(day: date) -> QuerySet[Notice]:
    return Notice.objects.filter(created_at__date__lt=day)


register(
    RecordClass(
        key="notice",
        label="Notices",
        why="To tell people what needs them, and to show for a while that they were told.",
        counted_from=CountedFrom.WRITTEN,
        months=12,
        about=notices_about,
        aged=notices_aged,
        subject="recipient",
        remove=remove_whole,
    )
)
