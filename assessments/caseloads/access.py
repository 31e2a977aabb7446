"""A mentor reads her own caseload, her line manager that of the team, the quality lead all; senior
leaders read sums of teams alone (domain.md 7.1, 7.2). A new manager reads nothing of before her.

Counts that are small are for the mentor and her line manager alone.
"""

from datetime import date
from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of, managed_by, managed_since

NOTHING = Q(pk__in=[])
EVERYTHING = ~Q(pk__in=[])


def own(user: Any) -> Q:
    """On `CaseloadSnapshot`; also of somebody who is no mentor any more."""
    return Q(mentor=user.pk) if user.is_authenticated and user.is_active else NOTHING


def of_team(user: Any) -> Q:
    if not has_role(user, Role.LINE_MANAGER):
        return NOTHING
    team = Q(mentor__in=User.objects.filter(managed_by(user)).values("pk"))
    return team & managed_since(user, "mentor", "on")


def readable_by(user: Any) -> Q:
    if has_role(user, Role.QUALITY_LEAD):
        return EVERYTHING
    return own(user) | of_team(user)


def people_readable_by(user: Any) -> Q:
    """On `User`: whose caseload somebody may ask for."""
    if has_role(user, Role.QUALITY_LEAD):
        return EVERYTHING
    mine = Q(pk=user.pk) if user.is_authenticated and user.is_active else NOTHING
    return mine | managed_by(user) if has_role(user, Role.LINE_MANAGER) else mine


def can_read_small_counts_of(user: Any, mentor: Any) -> bool:
    if user is None:
        return False
    if user.pk == mentor.pk:
        return True
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, mentor)


def can_record_caseload_of(user: Any, mentor: Any) -> bool:
    """She herself and her line manager; None is the site, when the college is set up."""
    if not has_role(mentor, Role.MENTOR):
        return False
    if user is None or (user.pk == mentor.pk and is_staff_member(user)):
        return True
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, mentor)


def counts_from(user: Any, mentor: Any) -> date | None:
    """The first day somebody may count for her: any for herself and the site, for a line manager
    the day that line began, since the form shows what was counted before (domain.md 2.3)."""
    if not can_record_caseload_of(user, mentor):
        return None
    if user is None or user.pk == mentor.pk:
        return date.min
    begun: date = mentor.reporting_lines.on().get().starts_on
    return begun


def can_count_on(user: Any, mentor: Any, day: date) -> bool:
    first = counts_from(user, mentor)
    return first is not None and day >= first


def can_read_totals(user: Any) -> bool:
    return has_role(user, Role.QUALITY_LEAD, Role.SENIOR_LEADER)


def can_read_load_policy(user: Any) -> bool:
    return is_staff_member(user)


def can_set_load_policy(user: Any) -> bool:
    return user is None or has_role(user, Role.HR, Role.QUALITY_LEAD)
