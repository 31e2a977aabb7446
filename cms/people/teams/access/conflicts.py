"""Who declares a conflict of interest, and who knows of it (domain.md 2.3)."""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.rules import Role

NOTHING = Q(pk__in=[])


def can_declare_conflict(user: Any, person: Any, other: Any) -> bool:
    """Either of the two, or HR."""
    if user is None:
        return False
    is_party = user.pk in (person.pk, other.pk) and is_staff_member(user)
    return is_party or has_role(user, Role.HR)


def can_list_conflicts(user: Any) -> bool:
    return is_staff_member(user)


def can_read_relations(user: Any) -> bool:
    """What stands against a conflict is HR's to change."""
    return has_role(user, Role.HR)


def conflicts_readable_by(user: Any) -> Q:
    """On `ConflictOfInterest`: whoever declared it, HR and the data protection officer. Those two
    know of one about themselves only when it is their own."""
    if not is_staff_member(user):
        return NOTHING
    own = Q(declared_by=user.pk)
    if has_role(user, Role.HR, Role.DPO):
        return own | ~(Q(person=user.pk) | Q(other=user.pk))
    return own


def can_end_conflict(user: Any, conflict: Any) -> bool:
    if user is None or not is_staff_member(user):
        return False
    if user.pk == conflict.declared_by_id:
        return True
    is_about_her = user.pk in (conflict.person_id, conflict.other_id)
    return has_role(user, Role.HR) and not is_about_her


def in_conflict_with(person: Any) -> Q:
    """On `User`: with whom a conflict of interest is declared, from either side."""
    open_ones = person.conflicts.model.objects.filter(ended_at=None)
    said = open_ones.filter(person=person.pk).values("other")
    heard = open_ones.filter(other=person.pk).values("person")
    return Q(pk__in=said) | Q(pk__in=heard)
