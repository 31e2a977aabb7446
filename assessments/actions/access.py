"""Who reads an agreed action, and says how far it is (domain.md 2.2; 2.3, change of supervisor
and of manager)."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from assessments.supervision.access import NOTHING, can_supervise, in_force, supervised_by
from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.access import opened_by_grant
from cms.people.teams.access import covered_by_today, managed_by, managed_since
from cms.people.teams.rules import CoverKind

from .rules import ActionState

CLASS = "supervision_action"


def readable_by(user: Any) -> Q:
    """On `SupervisionAction`: the supervisee's own; those a supervisor agreed, and the open ones
    of somebody she has come to supervise; what is shared with a line manager."""
    if not is_staff_member(user):
        return NOTHING
    granted = Q(supervisee__in=opened_by_grant(user, CLASS))
    return Q(supervisee=user.pk) | as_supervisor(user) | shared_with(user) | granted


def as_supervisor(user: Any) -> Q:
    """Of whom she supervises: what she agreed, what somebody she stands in for agreed, what she has
    written in; and what is open from a supervisor who has gone. Of two supervisors at a time each
    reads her own alone: one of them may be the line manager (domain.md 2.3, rule 10)."""
    if not can_supervise(user):
        return NOTHING
    people = User.objects.filter(supervised_by(user)).values("pk")
    agreements = user.agreements_as_supervisor.model.objects.filter(in_force())
    stays = agreements.filter(supervisee=OuterRef("supervisee"), supervisor=OuterRef("supervisor"))
    hers = Q(supervisor=user.pk) | Q(pk__in=user.action_updates.values("action"))
    covered = Q(supervisor__in=covered_by_today(user, CoverKind.SUPERVISOR))
    is_open = Q(state=ActionState.OPEN)
    left = Q(origin__agreement__isnull=False) & ~Q(Exists(stays))
    without_agreement = Q(supervisor=user.pk, origin__agreement__isnull=True)
    return (Q(supervisee__in=people) & (hers | (is_open & (covered | left)))) | without_agreement


def shared_with(manager: Any) -> Q:
    """What both marked, of the people she manages today: the open ones, and those since her line
    began."""
    if not has_role(manager, Role.LINE_MANAGER):
        return NOTHING
    team = Q(supervisee__in=User.objects.filter(managed_by(manager)).values("pk"))
    marked = Q(supervisee_shares=True, supervisor_shares=True)
    since = managed_since(manager, "supervisee", "created_at__date")
    return team & marked & (Q(state=ActionState.OPEN) | since)


def can_write_in(user: Any, action: Any) -> bool:
    """Say how far it is, close it, re-scope it, drop it: the pair it was agreed by, and who has
    come to supervise while it is open."""
    if user is None or not is_staff_member(user):
        return False
    if user.pk == action.supervisee_id:
        return True
    return bool(type(action).objects.filter(as_supervisor(user), pk=action.pk).exists())


def can_mark(user: Any, action: Any) -> bool:
    """Tick for herself that the line manager may read it."""
    return can_write_in(user, action)
