from typing import Any

from django.db.models import Q


def readable_by(user: Any) -> Q:
    """A notice is for its recipient and nobody else."""
    if not user or not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    return Q(recipient=user.pk)
