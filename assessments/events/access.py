"""Whoever works here may lead a session: trainers, managers, quality leads and mentors alike.

A session is its host's. Whoever holds its code and works here may say that she was there; the host
is shown how many did, and to nobody does any screen say who.
"""

from typing import TYPE_CHECKING, Any

from django.db.models import Q

from cms.people.accounts.access import is_staff_member

if TYPE_CHECKING:
    from assessments.events.models import TrainingEvent


def can_host(user: Any) -> bool:
    return is_staff_member(user)


def readable_by(user: Any) -> Q:
    """The sessions (`TrainingEvent`) somebody may open, show and close: those she hosts."""
    return Q(host=user) if can_host(user) else Q(pk__in=[])


def can_lead(user: Any, event: "TrainingEvent") -> bool:
    return can_host(user) and event.host_id == user.pk


def can_attend(user: Any) -> bool:
    """Say that she was there, where the code has led her: for herself alone."""
    return is_staff_member(user)
