"""A debrief is its participant's alone. She may show the path of one run to one person who works
here, for as long as she likes and both work here; nobody's role opens one by itself.

Her line manager reads the outcome by statement (domain.md 2.2): nobody else does.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of, managed_by

if TYPE_CHECKING:
    from assessments.scenarios.models import ScenarioAttempt

NOBODY = Q(pk__in=[])


def answers_readable_by(user: Any) -> Q:
    """On `DebriefAnswer`: one's own."""
    is_known = user.is_authenticated and user.is_active
    return Q(attempt__participant=user.pk) if is_known else NOBODY


def shares_given_by(user: Any) -> Q:
    """On `PathShare`: those of one's own runs, taken back or not."""
    is_known = user.is_authenticated and user.is_active
    return Q(attempt__participant=user.pk) if is_known else NOBODY


def readable_by(user: Any) -> Q:
    """On `PathShare`: what others share with somebody, while both work here."""
    if not is_staff_member(user):
        return NOBODY
    return Q(
        reader=user.pk,
        withdrawn_at=None,
        attempt__participant__is_active=True,
        attempt__participant__in=_staff(),
    )


def people_reachable_by(user: Any) -> Q:
    """On `User`: whom she may show a path: everybody else who works here."""
    if not is_staff_member(user):
        return NOBODY
    return Q(is_active=True, pk__in=_staff()) & ~Q(pk=user.pk)


def _staff() -> Any:
    return RoleGrant.objects.filter(current_on()).values("holder")


def can_debrief(user: Any, attempt: "ScenarioAttempt") -> bool:
    """Answer its questions, and take something of it further."""
    return bool(user.is_authenticated and user.is_active and attempt.participant_id == user.pk)


def can_share(user: Any, attempt: "ScenarioAttempt") -> bool:
    return attempt.participant_id == user.pk and is_staff_member(user)


def can_be_shown(reader: User) -> bool:
    return is_staff_member(reader)


def outcomes_readable_by(user: Any) -> Q:
    """On `User`: whose outcomes somebody reads: her own, and her direct reports'."""
    if not is_staff_member(user):
        return NOBODY
    own = Q(pk=user.pk)
    return own | managed_by(user) if has_role(user, Role.LINE_MANAGER) else own


def can_read_outcomes_of(user: Any, person: User) -> bool:
    """The same answer as `outcomes_readable_by`, for somebody already at hand."""
    if not is_staff_member(user):
        return False
    is_manager = has_role(user, Role.LINE_MANAGER) and is_manager_of(user, person)
    return user.pk == person.pk or is_manager
