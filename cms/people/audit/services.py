from datetime import datetime
from typing import Any

from django.db.models import Model
from django.utils import timezone

from cms.people.accounts.access import roles_of
from cms.people.accounts.models import User

from .models import AuditEvent
from .rules import verb_kind


def record(
    *,
    actor: User | None,
    verb: str,
    obj: Model | None = None,
    about: User | None = None,
    detail: dict[str, Any] | None = None,
    at: datetime | None = None,
) -> AuditEvent:
    """Write down who did what, about whom. Words are kept: names and roles change later."""
    return AuditEvent.objects.create(
        at=at or timezone.now(),
        actor=actor,
        actor_roles=sorted(roles_of(actor)) if actor else [],
        verb=verb,
        kind=verb_kind(verb),
        about=about,
        detail=detail or {},
        **({} if obj is None else {"obj": obj, "object_words": str(obj)[:200]}),
    )
