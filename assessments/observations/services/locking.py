"""One writer at a time: every service holds the observation's row before it judges its state."""

from datetime import datetime
from typing import Any

from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record as write_down

from .. import queries
from ..models import Observation


def held(observation: Observation) -> Observation:
    """The row, held until the end of the transaction, as it is now."""
    rows = queries.observations().select_for_update(of=("self",))
    return rows.get(pk=observation.pk)


def save(observation: Observation, *names: str, at: datetime | None) -> None:
    observation.changed_at = at or timezone.now()
    observation.save(update_fields=[*names, "changed_at"])


def audit(
    observation: Observation,
    verb: str,
    by: User | None,
    at: datetime | None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Who did what and when; never a word of it."""
    write_down(
        actor=by,
        verb=f"observation.{verb}",
        obj=observation,
        about=observation.mentor,
        detail=detail,
        at=at,
    )
