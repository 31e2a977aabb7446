"""Who sees which of the screens that read every box. What stands on them, the boxes decide."""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role
from cms.people.accounts.models import RoleGrant, current_on
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by

AUTHORS = (Role.TRAINER, Role.QUALITY_LEAD, Role.DSL, Role.SITE_ADMIN)


def can_read_team_grid(user: Any) -> bool:
    return has_role(user, Role.LINE_MANAGER, Role.QUALITY_LEAD)


def can_export_team(user: Any) -> bool:
    """States and days of those on the grid, as a file: who reads the grid."""
    return can_read_team_grid(user)


def can_verify_and_book(user: Any) -> bool:
    """What is only between a mentor and her line manager: entries that wait, sessions to book."""
    return has_role(user, Role.LINE_MANAGER)


def may_be_reminded_by(user: Any) -> Q:
    """On `User`: those on the grid, and never oneself. The quality lead assigns modules and keeps
    reviews going for everybody (domain.md 2.2; reviews, `can_keep_cycles`)."""
    return grid_people(user) & ~Q(pk=user.pk) if user is not None else Q(pk__in=[])


def grid_people(user: Any) -> Q:
    """On `User`: direct reports today; all mentors of today for the quality lead (matrix 2.2)."""
    followed = Q(pk__in=[])
    if has_role(user, Role.QUALITY_LEAD):
        mentors = RoleGrant.objects.filter(current_on(), role=Role.MENTOR)
        followed |= Q(pk__in=mentors.values("holder"))
    if has_role(user, Role.LINE_MANAGER):
        followed |= managed_by(user)
    return followed


def results_readable_by(user: Any) -> Q:
    """On `User`: whose results and attempts may be seen, beside the state: direct reports'."""
    return managed_by(user) if has_role(user, Role.LINE_MANAGER) else Q(pk__in=[])


def can_author(user: Any) -> bool:
    """Works in the Wagtail admin."""
    return has_role(user, *AUTHORS)


def can_learn(user: Any) -> bool:
    """Keeps a learning record of her own."""
    return has_role(user, Role.MENTOR, Role.LINE_MANAGER)
