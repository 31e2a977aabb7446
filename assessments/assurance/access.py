"""Counts about supervision, never content: for line managers of their team, for quality lead, HR
and senior leaders of the college."""

from typing import Any

from django.db.models import Q

from assessments.supervision.access import NOTHING
from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by

WHOLE_COLLEGE = (Role.QUALITY_LEAD, Role.HR, Role.SENIOR_LEADER)


def can_read_assurance(user: Any) -> bool:
    return has_role(user, *WHOLE_COLLEGE, Role.LINE_MANAGER)


def counted_for(user: Any) -> Q:
    """On `User`: about whom somebody reads counts."""
    if has_role(user, *WHOLE_COLLEGE):
        return ~NOTHING
    return managed_by(user) if has_role(user, Role.LINE_MANAGER) else NOTHING


def can_take_pulse(user: Any) -> bool:
    return is_staff_member(user)
