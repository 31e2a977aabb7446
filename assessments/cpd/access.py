"""A draft is its owner's alone (domain.md 2.2): no manager, no quality lead, no administrator.

A later state will have other readers; each of them will be named here.
"""

from typing import Any

from django.db.models import Q

from .rules import EntryState


def readable_by(user: Any) -> Q:
    return Q(owner=user.pk) if user.is_authenticated and user.is_active else Q(pk__in=[])


def can_keep_log_of(user: Any, owner: Any) -> bool:
    """Write into somebody's log: one's own."""
    return bool(user is not None and user.is_authenticated and user.is_active and user == owner)


def can_change(user: Any, entry: Any) -> bool:
    return can_keep_log_of(user, entry.owner) and entry.state in EntryState.values
