"""Every reading of somebody else's observation is written down, once a visit (rule 18)."""

from datetime import datetime, timedelta

from django.utils import timezone

from cms.people.accounts.models import User

from .. import queries
from ..access import sight_of
from ..models import Observation
from ..rules import SHOWN, Sight
from .locking import audit

VISIT = timedelta(minutes=30)


def note_opened(*, observation: Observation, by: User, at: datetime | None = None) -> None:
    """Not of the mentor, and not of who is still writing: that is their own."""
    watches = by.pk in (observation.observer_id, observation.second_observer_id)
    is_own = by.pk == observation.mentor_id or (watches and observation.state not in SHOWN)
    if is_own or sight_of(by, observation, at) < Sight.AIMS:
        return
    since = (at or timezone.now()) - VISIT
    if not queries.openings(observation).filter(actor=by, at__gt=since).exists():
        audit(observation, "opened", by, at)
