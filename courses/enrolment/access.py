"""Who may see and make enrolments."""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of, managed_by

EVERYTHING = ~Q(pk__in=[])  # not Q(): an empty condition vanishes when joined with “or”
READS_ALL = (Role.QUALITY_LEAD, Role.SITE_ADMIN)


def readable_by(user: Any) -> Q:
    """Rows with a `participant`: one's own, one's team's, all for quality lead and site admin."""
    if not is_staff_member(user):
        return Q(pk__in=[])
    if has_role(user, *READS_ALL):
        return EVERYTHING
    own = Q(participant=user.pk)
    if has_role(user, Role.LINE_MANAGER):
        return own | Q(participant__in=User.objects.filter(managed_by(user)).values("pk"))
    return own


def can_enrol(user: Any, participant: User) -> bool:
    """A person herself, her manager, the quality lead, the site admin."""
    if not is_staff_member(user):
        return False
    return (
        user.pk == participant.pk
        or has_role(user, *READS_ALL)
        or (has_role(user, Role.LINE_MANAGER) and is_manager_of(user, participant))
    )


def can_withdraw(user: Any, participant: User) -> bool:
    """Her manager and the site admin (domain.md 2.2: the quality lead assigns, and no more).

    Nobody takes herself off what was asked of her.
    """
    if user.pk == participant.pk:
        return False
    is_her_manager = has_role(user, Role.LINE_MANAGER) and is_manager_of(user, participant)
    return has_role(user, Role.SITE_ADMIN) or is_her_manager
