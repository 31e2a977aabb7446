"""Whose an evidence file is. Others open a file only with the entry they were given (cpd views).

Its owner alone sees that it is there, what it is called and what is in it. Whoever looks after the
storage sees sizes, kinds and checksums, and neither names nor people (domain.md 2.2).
"""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role

NOTHING = Q(pk__in=[])


def owned_by(user: Any) -> Q:
    """One's own files."""
    return Q(owner=user.pk) if user.is_authenticated and user.is_active else NOTHING


def readable_by(user: Any) -> Q:
    return owned_by(user)


def can_keep_files_of(user: Any, owner: Any) -> bool:
    """Add to somebody's files, and change or remove what is there: one's own."""
    return bool(user is not None and user.is_authenticated and user.is_active and user == owner)


def can_see_storage(user: Any) -> bool:
    """How much is stored and how far it was checked: never names, people or what is in it."""
    return has_role(user, Role.SITE_ADMIN, Role.DPO)
