"""A preparation as its mentor writes it, and as her supervisor reads it."""

from dataclasses import dataclass, field
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from assessments.cpd.access import readable_by as entries_readable_by
from assessments.cpd.models import CPDEntry
from assessments.debriefs.access import readable_by as paths_readable_by
from assessments.debriefs.models import PathShare
from assessments.sessions.access import held_by
from assessments.sessions.models import SupervisionSession
from cms.people.accounts.models import User
from cms.people.audit.models import AuditEvent
from cms.people.privacy.rules import Reader
from cms.people.teams.rules import CoverKind

from .. import rules
from ..access import readable_by
from ..models import PreparationItem, SessionPreparation
from ..rules import Source
from .offers import key_of

OPENED = "session_preparation.opened"


def preparations_for(
    session: SupervisionSession, reader: User, now: datetime | None = None
) -> QuerySet[SessionPreparation]:
    """What a reader reads of those made for a session: her own; those shown to who holds it, one
    a person of a group."""
    rows = SessionPreparation.objects.filter(readable_by(reader, now), session=session.pk)
    rows = rows.select_related("mentor", "session__supervisor").prefetch_related("items")
    return rows.order_by("mentor__last_name", "mentor__first_name", "pk")


def preparation_for(
    session: SupervisionSession, reader: User, now: datetime | None = None
) -> SessionPreparation | None:
    """Her own; or, for who holds a session with one person, that person's once it is shown."""
    return preparations_for(session, reader, now).first()


@dataclass(frozen=True)
class Line:
    """A line of the agenda as somebody reads it. `url` only where she may open the thing."""

    item: PreparationItem
    url: str = ""

    @property
    def title(self) -> str:
        title: str = self.item.title
        return title


@dataclass(frozen=True)
class Reading:
    """What a supervisor has before her: exactly what the mentor is shown beforehand."""

    preparation: SessionPreparation
    shown_from: datetime
    lines: list[Line] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        answers = (self.preparation.wants, self.preparation.went_well, self.preparation.weighs)
        return not any(answers) and not self.lines


def reading_of(preparation: SessionPreparation, reader: User) -> Reading:
    """Titles are read by who reads the preparation; the thing behind one only by its own rights.
    In five queries at most."""
    items = list(preparation.items.all())
    shown_from = rules.shown_from(preparation.session.starts_at)
    links = _links_for(items, reader, preparation.mentor_id)
    return Reading(preparation, shown_from, [Line(item, links.get(item.pk, "")) for item in items])


def _links_for(items: list[PreparationItem], reader: User, mentor: int) -> dict[int, str]:
    found: dict[int, str] = {}
    for source, link in ((Source.CPD, _entry_links), (Source.DEBRIEF, _path_links)):
        keys = {key_of(item): item for item in items if item.source == source}
        known = link(reader, mentor, [key for key in keys if key]) if keys else {}
        found |= {item.pk: known[key] for key, item in keys.items() if key in known}
    return found | {item.pk: item.source_url for item in items if item.source == Source.ACTION}


def _entry_links(reader: User, mentor: int, keys: list[int]) -> dict[int, str]:
    rows = CPDEntry.objects.filter(entries_readable_by(reader), pk__in=keys)
    name = "cpd:entry_detail" if reader.pk == mentor else "cpd:shared_entry"
    return {pk: reverse(name, args=[pk]) for pk in rows.values_list("pk", flat=True)}


def _path_links(reader: User, mentor: int, keys: list[int]) -> dict[int, str]:
    """Never the path of a run, unless she shows it to this reader."""
    if reader.pk == mentor:
        return {pk: reverse("debriefs:debrief_detail", args=[pk]) for pk in keys}
    rows = PathShare.objects.filter(paths_readable_by(reader), attempt__in=keys)
    return {
        pk: reverse("debriefs:path_detail", args=[pk])
        for pk in rows.values_list("attempt", flat=True)
    }


def readers_of(preparation: SessionPreparation) -> list[Reader]:
    """Who can read it, and from when. Nobody else: no manager, no oversight."""
    session = preparation.session
    found = [Reader("The one it is for", "wrote it", (preparation.mentor,))]
    if preparation.is_held_back:
        return found
    day = timezone.localdate()
    covers = User.objects.filter(
        covers_given__absent=session.supervisor_id,
        covers_given__kind=CoverKind.SUPERVISOR,
        covers_given__starts_on__lte=day,
        covers_given__ends_on__gte=day,
    ).distinct()
    people = [session.supervisor, *covers]
    holding = tuple(
        person
        for person in people
        if SupervisionSession.objects.filter(held_by(person), pk=session.pk).exists()
    )
    if holding:
        at = timezone.localtime(rules.shown_from(session.starts_at))
        when = f"holds the session; from {at:%A} {at.day} {at:%B}, {at:%H:%M}"
        found.append(Reader("Who holds the session", when, holding))
    return found


def openings_of(preparation: SessionPreparation) -> QuerySet[AuditEvent]:
    kind = ContentType.objects.get_for_model(SessionPreparation)
    events = AuditEvent.objects.filter(
        content_type=kind, object_id=str(preparation.pk), verb=OPENED
    )
    return events.select_related("actor").order_by("-at", "-pk")


def items_of(mentor: User) -> QuerySet[PreparationItem]:
    """Lines of her own agendas."""
    rows = PreparationItem.objects.filter(preparation__mentor=mentor.pk)
    return rows.select_related("preparation__session")
