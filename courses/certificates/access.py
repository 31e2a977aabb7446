"""Who may open a certificate and who may withdraw it. The check page is public, by its code."""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by

EVERYTHING = ~Q(pk__in=[])  # not Q(): an empty condition vanishes when joined with “or”


def readable_by(user: Any) -> Q:
    """Her own, her team's for a manager, all for those who may withdraw them."""
    if not is_staff_member(user):
        return Q(pk__in=[])
    if can_revoke(user):
        return EVERYTHING
    own = Q(completion__participant=user.pk)
    if has_role(user, Role.LINE_MANAGER):
        team = User.objects.filter(managed_by(user)).values("pk")
        return own | Q(completion__participant__in=team)
    return own


def can_revoke(user: Any) -> bool:
    return has_role(user, Role.QUALITY_LEAD, Role.SITE_ADMIN)
