"""A room belongs to whoever opened it. Who votes in it is nobody's business: nobody is named.

To host is to lead other staff through a story: the people who train them, manage them, supervise
them, keep the quality or lead on safeguarding do that (domain.md 2.2). Hosting shows nothing of a
scenario but what the room has chosen, so it asks for no right to read what its authors see.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from assessments.scenarios.access import can_play
from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role

if TYPE_CHECKING:
    from assessments.rooms.models import Room
    from assessments.scenarios.models import ScenarioPage

HOSTS = (Role.TRAINER, Role.LINE_MANAGER, Role.SUPERVISOR, Role.QUALITY_LEAD, Role.DSL)


def can_host(user: Any) -> bool:
    return has_role(user, *HOSTS)


def can_open(user: Any, scenario: "ScenarioPage") -> bool:
    return can_host(user) and can_play(user, scenario)


def readable_by(user: Any) -> Q:
    """The rooms (`Room`) whose screen and debrief somebody may open: her own."""
    return Q(host=user) if can_host(user) else Q(pk__in=[])


def can_lead(user: Any, room: "Room") -> bool:
    """Move a room on, and close it. It needs no live scenario: a room stays on its version."""
    return can_host(user) and room.host_id == user.pk
