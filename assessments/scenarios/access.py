"""A run belongs to the person who plays it. Nobody else reads its choices, whatever their role.

Managers see the outcome of the step (`courses.progress`), never the run behind it.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cms.people.accounts.access import is_staff_member

if TYPE_CHECKING:
    from assessments.scenarios.models import ScenarioAttempt, ScenarioPage


def readable_by(user: Any) -> Q:
    """The runs (`ScenarioAttempt`) somebody may read: her own."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    return Q(participant=user)


def playable_by(user: Any) -> Q:
    """The scenarios (`ScenarioPage`) somebody may play: what is published, for staff."""
    return Q(live=True) if is_staff_member(user) else Q(pk__in=[])


def can_play(user: Any, scenario: "ScenarioPage") -> bool:
    return bool(scenario.live) and is_staff_member(user)


def can_choose(user: Any, attempt: "ScenarioAttempt") -> bool:
    return bool(user.is_authenticated and user.is_active and attempt.participant_id == user.pk)
