"""Who opened or changed somebody's records, and what she did herself: by day and role, without
names, as domain.md 2.3, rule 18, has it. Her own page says the names of those who read."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cms.people.privacy.queries.words import in_rows, said
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom

from .models import AuditEvent


def events_about(person: Any) -> Iterator[Passage]:
    """One passage a month."""
    months: dict[date, list[str]] = defaultdict(list)
    events = AuditEvent.objects.filter(Q(about=person.pk) | Q(actor=person.pk))
    for event in events.order_by("at", "pk"):
        if event.actor_id == person.pk:
            who = "you"
        else:
            who = f"somebody ({event.actor_words})" if event.actor_id else "the site"
        line = f"{said(event.at)}: {who} {event.words}"
        months[timezone.localdate(event.at).replace(day=1)].append(line)
    for month, lines in months.items():
        title = f"Audit of {month:%B %Y}"
        yield Passage(f"{month:%Y-%m}", "audit", title, in_rows(lines), month)


register(
    RecordClass(
        key="audit_event",
        label="Audit",
        why="To show who opened, changed or removed what. Written once.",
        counted_from=CountedFrom.WRITTEN,
        months=72,
        about=events_about,
    )
)
