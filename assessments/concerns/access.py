"""Who may know that a concern was passed on (domain.md 2.2, 2.3 rule 13).

Who reported it reads her own. Who supervises that session learns that it was reported, so that
the record can be signed. Safeguarding leads read all and acknowledge. Nobody else; not even that
there is one.
"""

from typing import Any

from django.db.models import Q

from assessments.sessions.access import can_hold, held_by
from assessments.sessions.models import SupervisionSession
from assessments.supervision.access import NOTHING
from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.rules import Role

CLASS = "safeguarding_pointer"


def readable_by(user: Any) -> Q:
    """On `SafeguardingPointer`: the pointer itself."""
    if not is_staff_member(user):
        return NOTHING
    return ~NOTHING if has_role(user, Role.DSL) else Q(reported_by=user.pk)


def known_to(user: Any) -> Q:
    """On `SafeguardingPointer`: that there is one, with its moment: who holds the session too."""
    if not is_staff_member(user):
        return NOTHING
    held = SupervisionSession.objects.filter(held_by(user)).values("pk")
    return readable_by(user) | Q(session__in=held)


def can_list_pointers(user: Any) -> bool:
    return has_role(user, Role.DSL)


def can_point(user: Any, session: Any | None) -> bool:
    """Anybody who works here; from a session: those in it."""
    if user is None or not is_staff_member(user):
        return False
    if session is None or can_hold(user, session):
        return True
    return bool(session.attendances.filter(attendee=user.pk).exists())


def can_acknowledge(user: Any, pointer: Any) -> bool:
    """A safeguarding lead or deputy; nobody acknowledges what she reported herself."""
    return has_role(user, Role.DSL) and user.pk != pointer.reported_by_id


def can_close(user: Any, pointer: Any) -> bool:
    return can_acknowledge(user, pointer) and pointer.acknowledged_at is not None
