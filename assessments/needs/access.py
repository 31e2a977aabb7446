"""Who reads where evidence is thin, and puts modules on people's lists for it (features.md R15).

A line manager for her own team; the quality lead for all teams, in counts that are hidden where
they are small and the team is not hers.
"""

from typing import Any

from django.db.models import Q

from assessments.standards.access import team_of
from cms.people.accounts.access import has_role
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by
from courses.enrolment.access import can_enrol

READERS = (Role.LINE_MANAGER, Role.QUALITY_LEAD)


def can_read_needs(user: Any) -> bool:
    return has_role(user, *READERS)


def people_counted_for(user: Any) -> Q:
    """On `User`: the mentors of today among those whose evidence somebody follows."""
    mentors = RoleGrant.objects.filter(current_on(), role=Role.MENTOR)
    return team_of(user) & Q(pk__in=mentors.values("holder"), is_active=True)


def own_people(user: Any) -> Q:
    """On `User`: those of whom no count is too small for her."""
    return managed_by(user) if has_role(user, Role.LINE_MANAGER) else Q(pk__in=[])


def can_enrol_for_need(user: Any, person: Any) -> bool:
    if user is None or not can_read_needs(user):
        return False
    counted = User.objects.filter(people_counted_for(user), pk=person.pk).exists()
    return counted and can_enrol(user, person)
