"""Who reads what a review would read (domain.md 2.3, rules 5, 6, 7, 10, 14 and 17).

The one it is about, and her line manager of today or whoever stands in for her: nobody else. Each
section is narrowed once more by the rights over its own records. A supervisor reads none of it.
"""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.rules import Role
from cms.people.teams.access import is_manager_of, managed_by

NOTHING = Q(pk__in=[])


def readable_people(user: Any) -> Q:
    """On `User`: about whom somebody reads it."""
    if not is_staff_member(user):
        return NOTHING
    own = Q(pk=user.pk)
    return own | managed_by(user) if has_role(user, Role.LINE_MANAGER) else own


def can_read_reading(reader: Any, person: Any) -> bool:
    """The same answer as `readable_people`, for somebody already at hand."""
    if not is_staff_member(reader):
        return False
    if reader.pk == person.pk:
        return True
    return has_role(reader, Role.LINE_MANAGER) and is_manager_of(reader, person)
