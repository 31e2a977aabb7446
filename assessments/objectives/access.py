"""Who reads an objective, who writes one, who agrees and closes it (domain.md 2.3, 6.4).

Its owner and her line manager of today (or who stands in for her). A new manager reads what is
open, and what was closed since she manages. Nobody else: not the supervisor, not the quality lead.
What is held back stands in a review that is still being written, and is its writer’s alone.
Somebody who has left reads hers on, and takes them along.
"""

from typing import Any

from django.db.models import Q

from assessments.plans.access import readable_by as plan_lines_readable_by
from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.privacy.access import can_take_along
from cms.people.teams.access import is_manager_of, managed_by, managed_since

from .rules import CLOSED, OPEN, ObjectiveState

NOTHING = Q(pk__in=[])


def readable_by(user: Any) -> Q:
    """On `Objective`."""
    if not is_staff_member(user):
        return own(user) if can_take_along(user) else NOTHING
    return own(user) | shown_to(user)


def own(user: Any) -> Q:
    """Without what stands in a review of hers that is still being written (2.3, rule 16)."""
    return Q(owner=user.pk, is_held_back=False)


def shown_to(user: Any) -> Q:
    """Those of the people somebody manages today."""
    if not has_role(user, Role.LINE_MANAGER):
        return NOTHING
    team = Q(owner__in=User.objects.filter(managed_by(user)).values("pk"))
    since = Q(state__in=CLOSED) & managed_since(user, "owner", "closed_at__date")
    shown = Q(is_held_back=False) | Q(created_by=user.pk)
    return team & shown & (Q(state__in=OPEN) | since)


def people_readable_by(user: Any) -> Q:
    """On `User`: whose objectives somebody may ask for."""
    return managed_by(user) if can_read_team(user) else NOTHING


def can_read_team(user: Any) -> bool:
    return has_role(user, Role.LINE_MANAGER)


def can_have_objectives(user: Any) -> bool:
    """Look at one's own list: staff, and who has left."""
    return is_staff_member(user) or can_take_along(user)


def manages(user: Any, person: Any) -> bool:
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, person)


def can_write_for(user: Any, owner: Any) -> bool:
    """Draft one: a mentor for herself, her line manager of today; None is the site."""
    if user is None:
        return True
    if user.pk == owner.pk:
        return has_role(user, Role.MENTOR)
    return manages(user, owner)


def can_change(user: Any, objective: Any) -> bool:
    """A draft is both of theirs to work on. What is agreed, the manager alone writes down, once
    the two have agreed the change."""
    if _is_not_shown_to(user, objective):
        return False
    if objective.state == ObjectiveState.DRAFT:
        return can_write_for(user, objective.owner)
    return objective.state == ObjectiveState.ACTIVE and can_agree(user, objective)


def _is_not_shown_to(user: Any, objective: Any) -> bool:
    if user is None or not objective.is_held_back:
        return False
    return bool(user.pk == objective.owner_id or user.pk != objective.created_by_id)


def can_show(user: Any, objective: Any) -> bool:
    """To its owner, what was held back: the line manager of today, as she shares the review."""
    return user is None or manages(user, objective.owner)


def can_agree(user: Any, objective: Any) -> bool:
    """The line manager of today, what its owner has read; None is the site, when a review becomes
    final."""
    if user is None:
        return True
    return not objective.is_held_back and manages(user, objective.owner)


def can_close(user: Any, objective: Any) -> bool:
    """What came of an agreed one, the manager says; a draft is dropped by either."""
    if user is None or _is_not_shown_to(user, objective):
        return False
    if objective.state == ObjectiveState.DRAFT:
        return can_write_for(user, objective.owner)
    return manages(user, objective.owner)


def can_add_progress(user: Any, objective: Any) -> bool:
    if user is None or not is_staff_member(user) or _is_not_shown_to(user, objective):
        return False
    return user.pk == objective.owner_id or manages(user, objective.owner)


def can_carry_over_action(user: Any, action: Any) -> bool:
    """The words of an agreed action are hers: she alone takes them into an objective, and only
    where both of the pair let the manager read them (domain.md 2.3, rule 10)."""
    is_shared = action.supervisee_shares and action.supervisor_shares
    return user is not None and user.pk == action.supervisee_id and is_shared


def plan_lines_to_use(user: Any, owner: Any) -> Q:
    """On `PlanLine`: her own; her manager, those she shows him."""
    if user is None:
        return Q(owner=owner.pk)
    return plan_lines_readable_by(user) & Q(owner=owner.pk)


def can_keep_priorities(user: Any) -> bool:
    return has_role(user, Role.QUALITY_LEAD, Role.HR)


def can_read_priorities(user: Any) -> bool:
    return is_staff_member(user)
