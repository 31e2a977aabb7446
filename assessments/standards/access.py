"""Evidence belongs to the person it is about; her manager reads it to review her work.

Statements are public sector information: any member of staff reads them.
"""

from datetime import date

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of, managed_by

EVERYTHING = ~Q(pk__in=[])  # not Q(): an empty condition vanishes when joined with “or”


def readable_by(user: User, on: date | None = None) -> Q:
    """Evidence rows this person may read: own, direct reports', and all for the quality lead."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    if has_role(user, Role.QUALITY_LEAD, on=on):
        return EVERYTHING
    own = Q(person=user)
    if not has_role(user, Role.LINE_MANAGER, on=on):
        return own
    return own | Q(person__in=User.objects.filter(managed_by(user, on=on)).values("pk"))


def people_with_evidence_for(user: User, on: date | None = None) -> Q:
    """The people whose evidence this person may read, herself among them. A Q on User."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    if has_role(user, Role.QUALITY_LEAD, on=on):
        return EVERYTHING
    own = Q(pk=user.pk)
    return own | managed_by(user, on=on) if has_role(user, Role.LINE_MANAGER, on=on) else own


def can_read_evidence_of(user: User, person: User) -> bool:
    """The same answer as `people_with_evidence_for`, for somebody already at hand."""
    if user == person or has_role(user, Role.QUALITY_LEAD):
        return True
    return has_role(user, Role.LINE_MANAGER) and is_manager_of(user, person)


def can_stand_evidence_for(user: User | None, person: User) -> bool:
    """Herself, by her own work; None is the site itself."""
    return user is None or user == person


def can_withdraw_evidence_of(user: User | None, person: User) -> bool:
    """Who may read it; None is the site itself."""
    return user is None or can_read_evidence_of(user, person)


def can_load_framework(user: User | None) -> bool:
    """A site admin; None is whoever works at the server's own command line."""
    return user is None or has_role(user, Role.SITE_ADMIN)


def sources_openable_by(user: User) -> Q:
    """Evidence whose source may be opened from here: one's own. Others see that it stands.

    A manager is shown a result and a date, never the answers behind it (domain.md 2.3, rule 5).
    """
    return Q(person=user) if user.is_authenticated else Q(pk__in=[])


def can_read_framework(user: User) -> bool:
    return user.is_authenticated and is_staff_member(user)


def frameworks_readable_by(user: User) -> Q:
    return EVERYTHING if can_read_framework(user) else Q(pk__in=[])


def can_read_team_matrix(user: User) -> bool:
    return has_role(user, Role.LINE_MANAGER, Role.QUALITY_LEAD)


def team_of(user: User) -> Q:
    """On `User`: the people of the team matrix, all of whose evidence the reader may read.

    Direct reports today; every mentor of today for the quality lead.
    """
    followed = Q(pk__in=[])
    if has_role(user, Role.QUALITY_LEAD):
        mentors = RoleGrant.objects.filter(current_on(), role=Role.MENTOR)
        followed |= Q(pk__in=mentors.values("holder"))
    if has_role(user, Role.LINE_MANAGER):
        followed |= managed_by(user)
    return followed


def can_check_mappings(user: User) -> bool:
    """Say what the statements of two frameworks have in common: quality lead and site admin."""
    return has_role(user, Role.QUALITY_LEAD, Role.SITE_ADMIN)


def can_carry_over_for(user: User, person: User) -> bool:
    """A person decides about her own evidence; the quality lead may do it for her."""
    return user == person or has_role(user, Role.QUALITY_LEAD)


def people_to_carry_over_for(user: User) -> Q:
    """The same answer as `can_carry_over_for`. A Q on User."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    return EVERYTHING if has_role(user, Role.QUALITY_LEAD) else Q(pk=user.pk)
