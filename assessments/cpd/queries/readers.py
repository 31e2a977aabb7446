"""Who can read an entry, and who has: for its owner. The rights themselves are asked, so that what
the page says is what they give."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType

from cms.people.accounts.models import User
from cms.people.audit.access import about_me
from cms.people.audit.models import AuditEvent
from cms.people.teams.models import ReportingLine

from .. import rules
from ..access import shown_to
from ..models import CPDEntry

OPENED = "cpd_entry.opened"
FILE_OPENED = "cpd_file.opened"


@dataclass(frozen=True)
class Reader:
    name: str
    part: str


@dataclass(frozen=True)
class Reading:
    """Somebody else opened the entry, or a file of it: so often, last at."""

    name: str
    roles: str
    times: int
    last_at: datetime


def line_managers_of(person: User) -> list[User]:
    lines = ReportingLine.objects.on().filter(person=person.pk, manager__is_active=True)
    return [line.manager for line in lines.select_related("manager")]


def readers_of(entry: CPDEntry) -> list[Reader]:
    """Everybody who can open its shared part today. Of a draft: nobody."""
    if entry.state not in rules.SEEN_BY_OTHERS:
        return []
    found = [
        Reader(str(person), "your line manager")
        for person in line_managers_of(entry.owner)
        if may_read(person, entry)
    ]
    if entry.shared_with is not None and may_read(entry.shared_with, entry):
        found.append(Reader(str(entry.shared_with), "the supervisor you share it with"))
    if entry.sampled_at is not None:
        found.append(Reader("The quality lead", "because it was drawn for a sample"))
    return found


def may_read(person: User, entry: CPDEntry) -> bool:
    return CPDEntry.objects.filter(shown_to(person), pk=entry.pk).exists()


def readings_of(entry: CPDEntry) -> list[Reading]:
    """By reader, the last to look first. What is taken back leaves its trace here."""
    events = AuditEvent.objects.filter(
        about_me(entry.owner),
        content_type=ContentType.objects.get_for_model(CPDEntry),
        object_id=str(entry.pk),
        verb__in=(OPENED, FILE_OPENED),
    )
    found: dict[int, Reading] = {}
    for event in events.select_related("actor"):
        if event.actor is None:
            continue
        before = found.get(event.actor.pk)
        found[event.actor.pk] = Reading(
            name=str(event.actor),
            roles=before.roles if before else event.actor_words,
            times=before.times + 1 if before else 1,
            last_at=before.last_at if before else event.at,
        )
    return list(found.values())
