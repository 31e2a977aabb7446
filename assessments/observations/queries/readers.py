"""Who reads an observation today, and who has. The rights themselves are asked, so that what the
page says is what they give."""

from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet

from cms.people.accounts.models import User
from cms.people.audit.models import AuditEvent
from cms.people.privacy.rules import Reader

from ..access import sight_of
from ..models import Observation
from ..rules import ObservationKind, Sight
from .people import managers_today, quality_leads, supervisors_today

OPENED = "observation.opened"
PREFIX = "observation"


def readers_of(observation: Observation) -> list[Reader]:
    """Everybody who opens words of it today, and why."""
    is_formal = observation.kind == ObservationKind.FORMAL
    observers = [observation.observer, observation.second_observer]
    found = [
        _reader("The mentor", "It is about their work.", [observation.mentor], observation),
        _reader(
            "Who watched",
            "What they wrote, and the answer to it."
            if is_formal
            else "What they wrote themselves, and the answer to it; not the mentor’s reflection.",
            [one for one in observers if one is not None],
            observation,
        ),
        _reader(
            "The line manager",
            "A formal observation is part of the review."
            if is_formal
            else "The mentor shows it, and can take that back.",
            managers_today(observation.mentor),
            observation,
        ),
        _reader(
            "The supervisor",
            "Only the next step: the mentor shows it."
            if is_formal
            else "The mentor shows it, and can take that back.",
            supervisors_today(observation.mentor),
            observation,
        ),
    ]
    if is_formal:
        leads = quality_leads(without=observation)
        found.append(_reader("The quality lead", "Reads formal ones.", leads, observation))
    return [reader for reader in found if reader.people]


def _reader(who: str, why: str, people: Iterable[User], observation: Observation) -> Reader:
    reading = tuple(one for one in people if sight_of(one, observation) >= Sight.AIMS)
    return Reader(who, why, reading)


def openings(observation: Observation) -> QuerySet[AuditEvent]:
    return AuditEvent.objects.filter(
        content_type=ContentType.objects.get_for_model(Observation),
        object_id=str(observation.pk),
        verb=OPENED,
    )
