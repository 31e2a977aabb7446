"""A development plan is its owner's alone, line by line, until she shows a line to her manager.

A shared line is read by the line manager of today. A new one reads what is still open, and what
was closed since she manages (domain.md 2.3); nothing of the time before her. Of the entries linked
to a line everybody reads only what `cpd.access` lets them.
"""

from typing import Any

from django.db.models import Q

from assessments.cpd.access import can_keep_log_of
from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by, managed_since

from .rules import CLOSED, LineState

NOTHING = Q(pk__in=[])


def owned_by(user: Any) -> Q:
    return Q(owner=user.pk) if user.is_authenticated and user.is_active else NOTHING


def shown_to(user: Any) -> Q:
    """The lines that a manager's direct reports show her."""
    if not has_role(user, Role.LINE_MANAGER):
        return NOTHING
    team = Q(owner__in=User.objects.filter(managed_by(user)).values("pk"))
    since = Q(state__in=CLOSED) & managed_since(user, "owner", "closed_at__date")
    return team & Q(is_shared=True) & (Q(state=LineState.OPEN) | since)


def readable_by(user: Any) -> Q:
    return owned_by(user) | shown_to(user)


def people_readable_by(user: Any) -> Q:
    """On `User`: whose plan somebody may ask for, to see what of it is shared."""
    return managed_by(user) if can_read_plans(user) else NOTHING


def can_read_plans(user: Any) -> bool:
    """Of other people: whoever manages some."""
    return has_role(user, Role.LINE_MANAGER)


def can_keep_plan_of(user: Any, owner: Any) -> bool:
    """One's own; None is the site, when supervision or a review ends with something to learn."""
    return user is None or can_keep_log_of(user, owner)
