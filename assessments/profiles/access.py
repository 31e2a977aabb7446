"""Who takes a CPD record out of the site (domain.md 2.2, “X o”).

Its owner, all of it. A quality lead may take one year of somebody's confirmed entries without a
name on it, for an inspection. Nobody else, and nothing in bulk.
"""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role
from cms.people.accounts.models import RoleGrant, current_on
from cms.people.accounts.rules import Role

NOBODY = Q(pk__in=[])


def can_export(user: Any, person: Any) -> bool:
    """One's own: a role is not asked for, so that a leaver still gets everything."""
    return bool(user.is_authenticated and user.is_active and user.pk == person.pk)


def can_make_packs(user: Any) -> bool:
    return has_role(user, Role.QUALITY_LEAD)


def packs_readable_by(user: Any) -> Q:
    """On `User`: whose year a quality lead may take out without names: mentors', never her own."""
    if not can_make_packs(user):
        return NOBODY
    mentors = RoleGrant.objects.filter(current_on(), role=Role.MENTOR).values("holder")
    return Q(pk__in=mentors) & ~Q(pk=user.pk)


def can_export_pack(user: Any, person: Any) -> bool:
    """The same answer as `packs_readable_by`, for somebody already at hand."""
    if user.pk == person.pk or not can_make_packs(user):
        return False
    return has_role(person, Role.MENTOR)
