"""A mentor reads her own figures and those of her team; her line manager those of the people she
manages, for times since she does, and of their teams; the quality lead all (domain.md 2.2). Nobody
else, and nobody reads a table of mentors.
"""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by, managed_since
from cms.people.teams.models import Team

NOTHING = Q(pk__in=[])
EVERYTHING = ~Q(pk__in=[])


def _is_known(user: Any) -> bool:
    return bool(user.is_authenticated and user.is_active)


def reads_all(user: Any) -> bool:
    return has_role(user, Role.QUALITY_LEAD)


def teams_readable_by(user: Any) -> Q:
    """On `Team`: one's own, those of the people one manages, or all."""
    if reads_all(user):
        return EVERYTHING
    if not has_role(user, Role.MENTOR, Role.LINE_MANAGER):
        return NOTHING
    teams = NOTHING if gives_a_colleague_away(user) else Q(profiles__person=user.pk)
    if has_role(user, Role.LINE_MANAGER):
        people = User.objects.filter(managed_by(user) | Q(pk=user.pk))
        teams = Q(profiles__person__in=people.values("pk"))
    return Q(pk__in=Team.objects.filter(teams).values("pk"))


def gives_a_colleague_away(person: Any) -> bool:
    """With one other mentor in the team, its total less one’s own figure is the other’s. Then no
    mentor reads the figures of the team."""
    profile = getattr(person, "staff_profile", None)
    if profile is None or not profile.team_id:
        return False
    holders = RoleGrant.objects.filter(current_on(), role=Role.MENTOR).values("holder")
    team = User.objects.filter(staff_profile__team=profile.team_id, is_active=True)
    return bool(team.filter(pk__in=holders).exclude(pk=person.pk).count() == 1)


def people_readable_by(user: Any) -> Q:
    """On `User`: whose figures somebody may ask for."""
    if reads_all(user):
        return EVERYTHING
    mine = Q(pk=user.pk) if _is_known(user) else NOTHING
    return mine | managed_by(user) if has_role(user, Role.LINE_MANAGER) else mine


def readable_by(user: Any) -> Q:
    """On `OutcomeMetric`."""
    if reads_all(user):
        return EVERYTHING
    found = Q(person=user.pk) if _is_known(user) else NOTHING
    if has_role(user, Role.LINE_MANAGER):
        people = Q(person__in=User.objects.filter(managed_by(user)).values("pk"))
        found |= people & managed_since(user, "person", "period_to")
    return found | of_teams(user)


def of_teams(user: Any) -> Q:
    return Q(team__in=Team.objects.filter(teams_readable_by(user)).values("pk"))


def imports_readable_by(user: Any) -> Q:
    return EVERYTHING if reads_all(user) else NOTHING


def can_import_outcomes(user: Any) -> bool:
    """Bring totals in and take them back."""
    return has_role(user, Role.QUALITY_LEAD)


def can_write_outcome_note(user: Any, person: Any = None) -> bool:
    """Beside the figures of a team, or of a mentor who is somebody else."""
    return has_role(user, Role.QUALITY_LEAD) and (person is None or person.pk != user.pk)


def can_export_outcomes(user: Any) -> bool:
    return has_role(user, Role.QUALITY_LEAD)
