"""A run belongs to the person who plays it. Nobody else reads its choices, whatever their role.

Managers see the outcome of the step (`courses.progress`), never the run behind it.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q
from wagtail.models import ReferenceIndex

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.rules import Role

if TYPE_CHECKING:
    from assessments.scenarios.models import ScenarioAttempt, ScenarioPage


def readable_by(user: Any) -> Q:
    """The runs (`ScenarioAttempt`) somebody may read: her own."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    return Q(participant=user)


def words_readable_by(user: Any) -> Q:
    """What people wrote in their own words (`OwnWords`): the author alone."""
    if not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    return Q(attempt__participant=user)


def ways_out_readable_by(user: Any) -> Q:
    """The answers of those who took the other way (`ScenarioWayOut`): the author alone."""
    return readable_by(user)


def playable_by(user: Any) -> Q:
    """The scenarios (`ScenarioPage`) somebody may play: what is published, for staff."""
    return Q(live=True) if is_staff_member(user) else Q(pk__in=[])


def can_play(user: Any, scenario: "ScenarioPage") -> bool:
    return bool(scenario.live) and is_staff_member(user)


def can_take_way_out(user: Any, scenario: "ScenarioPage") -> bool:
    return can_play(user, scenario) and bool(scenario.way_out.strip())


def can_choose(user: Any, attempt: "ScenarioAttempt") -> bool:
    return bool(user.is_authenticated and user.is_active and attempt.participant_id == user.pk)


def can_list_parts(user: Any) -> bool:
    """The people in scenarios, and the shared scenes."""
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN, Role.QUALITY_LEAD)


def can_edit_parts(user: Any) -> bool:
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN)


def can_delete_part(user: Any, part: Any) -> bool:
    """Nobody takes away what a scenario still uses."""
    return can_edit_parts(user) and not ReferenceIndex.get_references_to(part).exists()
