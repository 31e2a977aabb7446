"""Who holds which role today, and who may look after people's accounts.

A Django superuser is nobody special here: only a dated role grant counts.
"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cms.people.teams.access import is_manager_of, managed_by

from .rules import Role

EVERYBODY = ~Q(pk__in=[])  # not Q(): an empty condition vanishes when joined with “or”
READS_ALL = (Role.SITE_ADMIN, Role.HR, Role.DPO)


def roles_of(user: Any, on: date | None = None) -> frozenset[str]:
    """The roles somebody holds on a day; today's are asked for once per user object."""
    if not user or not user.is_authenticated or not user.is_active:
        return frozenset()
    if on is not None and on != timezone.localdate():
        return _roles_on(user, on)
    if not hasattr(user, "_roles_today"):
        user._roles_today = _roles_on(user, timezone.localdate())
    roles: frozenset[str] = user._roles_today
    return roles


def _roles_on(user: Any, day: date) -> frozenset[str]:
    current = Q(starts_on__lte=day) & (Q(ends_on=None) | Q(ends_on__gte=day))
    return frozenset(user.role_grants.filter(current).values_list("role", flat=True))


def has_role(user: Any, *roles: str, on: date | None = None) -> bool:
    return not roles_of(user, on).isdisjoint(roles)


def is_staff_member(user: Any) -> bool:
    """Whether somebody has any role here today."""
    return bool(roles_of(user))


def readable_by(user: Any) -> Q:
    """The people whose account, roles and reporting line somebody may read (on `User`).

    One's own; a manager's team; everybody for site admin, HR and the data protection officer.
    """
    if not is_staff_member(user):
        return Q(pk=user.pk) if user.is_authenticated and user.is_active else Q(pk__in=[])
    if has_role(user, *READS_ALL):
        return EVERYBODY
    own = Q(pk=user.pk)
    return own | managed_by(user) if has_role(user, Role.LINE_MANAGER) else own


def can_list_people(user: Any) -> bool:
    return has_role(user, *READS_ALL, Role.LINE_MANAGER)


def can_manage_people(user: Any) -> bool:
    """Invite, change profiles, give and end roles, set reporting lines."""
    return has_role(user, Role.SITE_ADMIN)


def can_read_person(user: Any, person: Any) -> bool:
    """The same answer as `readable_by`, for somebody already at hand."""
    if not user.is_authenticated or not user.is_active:
        return False
    if user.pk == person.pk or has_role(user, *READS_ALL):
        return True
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, person)


def can_keep_absences_of(user: Any, person: Any) -> bool:
    """Her manager and HR write them down, nobody her own; None is the site itself."""
    if user is None:
        return True
    if user.pk == person.pk:
        return False
    if has_role(user, Role.HR):
        return True
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, person)
