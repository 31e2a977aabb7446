"""Who may do what with activities and the code that plays them.

An attempt is its participant's own, as with quizzes: a manager learns the result from
courses.progress. Code is other people's script, so letting it in is a right of its own.
"""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import EVERYBODY, has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role

from .rules import Weight


def readable_by(user: Any) -> Q:
    """The attempts somebody may open (on `ActivityAttempt`): her own."""
    return Q(participant=user.pk) if is_staff_member(user) else Q(pk__in=[])


def activities_readable_by(user: Any) -> Q:
    """The activities in the library of those who make pages (on `Activity`)."""
    return EVERYBODY if can_list_activities(user) else Q(pk__in=[])


def uploads_readable_by(user: Any) -> Q:
    """One's own uploads; a site admin's are the other site admins' too (on `PackageUpload`)."""
    if can_install_code(user):
        return EVERYBODY
    return Q(uploaded_by=user.pk) if can_author(user) else Q(pk__in=[])


def can_play(user: Any) -> bool:
    """Whoever works here may play what stands in a page she may read."""
    return is_staff_member(user)


def can_record(user: Any, participant: User) -> bool:
    """Attempts and states are made by the person herself and by nobody for her."""
    return bool(user is not None and user.pk == participant.pk and is_staff_member(user))


def can_list_activities(user: Any) -> bool:
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN, Role.DSL, Role.QUALITY_LEAD)


def can_author(user: Any) -> bool:
    """Upload, make, change, replace, put away and delete activities."""
    return has_role(user, Role.TRAINER, Role.SITE_ADMIN)


def can_weigh(user: Any, weight: str) -> bool:
    """Saying that results may count is for trainers, who read the questions."""
    return can_author(user) if weight == Weight.PRACTICE else has_role(user, Role.TRAINER)


def can_install_code(user: Any) -> bool:
    """Upload, approve, refuse, restrict and delete libraries: they are scripts of strangers."""
    return has_role(user, Role.SITE_ADMIN)


def can_author_with(user: Any, *, is_restricted: bool) -> bool:
    return can_author(user) and (not is_restricted or can_install_code(user))


def can_read_statistics(user: Any) -> bool:
    """How hard questions were, over everybody and never of one person."""
    return has_role(user, Role.TRAINER, Role.QUALITY_LEAD)
