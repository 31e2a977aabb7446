"""Contact hours are their owner's alone. What supervision needs of them is a ratio, later."""

from typing import Any

from django.db.models import Q

from assessments.cpd.access import can_keep_log_of


def readable_by(user: Any) -> Q:
    return Q(owner=user.pk) if user.is_authenticated and user.is_active else Q(pk__in=[])


def can_keep_hours_of(user: Any, owner: Any) -> bool:
    return can_keep_log_of(user, owner)
