"""Who may read and load the catalogue. Editing pages follows Wagtail's own page permissions."""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.rules import Role


def readable_by(user: Any) -> Q:
    """Published pages, for everybody who works here."""
    return Q(live=True) if is_staff_member(user) else Q(pk__in=[])


def can_read(user: Any) -> bool:
    return is_staff_member(user)


def can_load_programme(user: Any) -> bool:
    """Trainers and site admins; None is whoever works at the server's own command line."""
    return user is None or has_role(user, Role.TRAINER, Role.SITE_ADMIN)
