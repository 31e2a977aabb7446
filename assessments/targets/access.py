"""Who reads a year's figures and who adjusts a target (domain.md 2.2, CPD target and policy).

The figures of people: `assessments.cpd.access.records_readable_by`. Here is what is only of these
screens: the grid, the totals of teams, and whose absences stand beside a target.
"""

from typing import Any

from django.db.models import Q

from assessments.cpd.access import (
    can_adjust_target_of,
    can_change_policy,
    can_read_policy,
    records_readable_by,
)
from cms.people.accounts.access import EVERYBODY, can_keep_absences_of, has_role
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by

__all__ = [
    "absences_kept_by",
    "absences_readable_by",
    "can_adjust_target_of",
    "can_change_policy",
    "can_keep_absences_of",
    "can_read_grid",
    "can_read_policy",
    "can_read_totals",
    "grid_people",
    "records_readable_by",
]
READS_ALL = (Role.QUALITY_LEAD, Role.HR)


def can_read_grid(user: Any) -> bool:
    return has_role(user, Role.LINE_MANAGER, *READS_ALL)


def can_read_totals(user: Any) -> bool:
    """Figures of teams, never of a person: a senior leader reads nothing else."""
    return has_role(user, Role.SENIOR_LEADER, *READS_ALL)


def grid_people(user: Any) -> Q:
    """On `User`: direct reports; for the quality lead and HR everybody who is a mentor today."""
    shown = Q(pk__in=[])
    if has_role(user, *READS_ALL):
        mentors = RoleGrant.objects.filter(current_on(), role=Role.MENTOR)
        shown |= Q(pk__in=mentors.values("holder"))
    if has_role(user, Role.LINE_MANAGER):
        shown |= managed_by(user)
    return shown


def absences_kept_by(user: Any) -> Q:
    """On `Absence`: of one's direct reports, all for HR; nobody keeps her own."""
    if has_role(user, Role.HR):
        return EVERYBODY & ~Q(person=user.pk)
    if not has_role(user, Role.LINE_MANAGER):
        return Q(pk__in=[])
    return Q(person__in=User.objects.filter(managed_by(user)).values("pk"))


def absences_readable_by(user: Any) -> Q:
    """On `Absence`: one's own, and those one keeps."""
    own = Q(person=user.pk) if user.is_authenticated and user.is_active else Q(pk__in=[])
    return own | absences_kept_by(user)
