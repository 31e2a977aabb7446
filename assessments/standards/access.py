"""Evidence belongs to the person it is about; her manager reads it to review her work.

Statements are public sector information: any member of staff reads them.
"""

from datetime import date

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of, managed_by


def readable_by(user: User, on: date | None = None) -> Q:
    """Evidence rows this person may read: own, direct reports', and all for the quality lead."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    if has_role(user, Role.QUALITY_LEAD, on=on):
        return Q()
    reports = User.objects.filter(managed_by(user, on=on)).values("pk")
    return Q(person=user) | Q(person__in=reports)


def can_read_evidence_of(user: User, person: User) -> bool:
    return user == person or has_role(user, Role.QUALITY_LEAD) or is_manager_of(user, person)


def can_read_framework(user: User) -> bool:
    return user.is_authenticated and is_staff_member(user)
