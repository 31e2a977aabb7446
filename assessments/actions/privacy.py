"""What this slice keeps about people, for rights requests, retention and grants."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .access import CLASS
from .models import ActionUpdate, SupervisionAction
from .rules import Keeper


def actions_about(person: Any) -> Iterable[Passage]:
    """Those of her own supervision, with all that was said of them; those she took on to do for a
    supervisee; and what she wrote herself in others'."""
    taken_on = Q(supervisor=person.pk, keeper=Keeper.SUPERVISOR)
    rows = SupervisionAction.objects.filter(Q(supervisee=person.pk) | taken_on)
    for row in rows.select_related("supervisor", "supervisee").order_by("created_at", "pk"):
        parts = (("words", "what will be done"), ("closing_note", "how it ended"))
        for part, label in parts:
            if words := getattr(row, part):
                yield Passage(
                    object_id=str(row.pk),
                    part=part,
                    title=f"{_title(row)}: {label}",
                    words=words,
                    on=timezone.localdate(row.created_at),
                    url=row.get_absolute_url(),
                )
    lines = ActionUpdate.objects.filter(Q(action__supervisee=person.pk) | Q(author=person.pk))
    for line in lines.select_related("action", "author").order_by("at", "pk"):
        if line.words:
            yield Passage(
                object_id=str(line.action_id),
                part=f"update-{line.pk}",
                title=f"{_title(line.action)}: {line.get_kind_display().lower()}",
                words=line.words,
                on=timezone.localdate(line.at),
                author=line.author,
                url=line.action.get_absolute_url(),
            )


def _title(action: SupervisionAction) -> str:
    day = timezone.localdate(action.created_at)
    return f"Supervision action agreed on {day.day} {day:%B %Y}"


def actions_aged(day: date) -> QuerySet[SupervisionAction]:
    return SupervisionAction.objects.filter(supervisee__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key=CLASS,
        label="Supervision actions",
        why="What was agreed in supervision, and that it was done, belongs to the record of it.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=actions_about,
        aged=actions_aged,
        subject="supervisee",
        remove=remove_whole,
        is_openable=True,
    )
)
