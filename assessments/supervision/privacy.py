"""What this slice keeps about people, for rights requests and retention."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom

from .models import SupervisionAgreement, SupervisionBookmark
from .queries.agreements import text_of
from .services.removal import remove_agreements, remove_bookmarks


def agreements_about(person: Any) -> Iterable[Passage]:
    """Every text that names her, drafts of others among them: a draft about somebody is hers to
    ask for as well."""
    part = Q(supervisee=person.pk) | Q(supervisor=person.pk) | Q(manager=person.pk)
    rows = SupervisionAgreement.objects.filter(part).order_by("starts_on", "pk")
    for row in rows.select_related("supervisee", "supervisor", "manager", "drafted_by"):
        title = f"Supervision agreement, version {row.version}, {row.get_state_display().lower()}"
        for chapter in text_of(row):
            for line in chapter.lines:
                yield Passage(
                    object_id=str(row.pk),
                    part=line.key,
                    title=f"{title}: {line.label}",
                    words=line.words,
                    on=timezone.localdate(row.changed_at),
                    author=row.drafted_by,
                    url=row.get_absolute_url(),
                )


def agreements_aged(day: date) -> QuerySet[SupervisionAgreement]:
    return SupervisionAgreement.objects.filter(supervisee__staff_profile__left_on__lt=day)


def bookmarks_about(person: Any) -> Iterable[Passage]:
    for row in SupervisionBookmark.objects.filter(mentor=person.pk).order_by("created_at", "pk"):
        yield Passage(
            object_id=str(row.pk),
            part="words",
            title="To take to supervision",
            words="\n".join(filter(None, (row.title, row.words))),
            on=timezone.localdate(row.created_at),
            author=person,
            url=reverse("supervision:bookmark_list"),
        )


def bookmarks_aged(day: date) -> QuerySet[SupervisionBookmark]:
    return SupervisionBookmark.objects.filter(created_at__date__lt=day)


register(
    RecordClass(
        key="supervision_agreement",
        label="Supervision agreements",
        why="What was agreed about supervision shows what it was for and what its limits were.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=agreements_about,
        aged=agreements_aged,
        subject="supervisee",
        remove=remove_agreements,
    ),
    RecordClass(
        key="supervision_bookmark",
        label="Reminders for supervision",
        why="A reminder to oneself, of use until it has been talked about.",
        counted_from=CountedFrom.WRITTEN,
        months=12,
        about=bookmarks_about,
        aged=bookmarks_aged,
        subject="mentor",
        remove=remove_bookmarks,
    ),
)
