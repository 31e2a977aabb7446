"""An address for a reviewer: for how long it opens the draft, and when no more."""

from datetime import datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

DAYS = 14
MOST_OPEN = 10  # of one scenario at a time: nobody keeps more of them in mind
TURNS_A_MINUTE = 60  # through one link; faster than anybody reads


class LinkState(TextChoices):
    OPEN = "open", "Open"
    ENDED = "ended", "Ended"
    WITHDRAWN = "withdrawn", "Withdrawn"


def end_of(made_at: datetime) -> datetime:
    return made_at + timedelta(days=DAYS)


def state_of(ends_at: datetime, withdrawn_at: datetime | None, now: datetime) -> LinkState:
    if withdrawn_at is not None and withdrawn_at <= now:
        return LinkState.WITHDRAWN
    return LinkState.OPEN if now < ends_at else LinkState.ENDED


def check_can_be_played(has_start: bool) -> None:
    if not has_start:
        raise ValidationError(
            "The draft has no first scene yet, so there is nothing to play. Write it, save, and "
            "make the link then."
        )


def check_number(already_open: int) -> None:
    if already_open >= MOST_OPEN:
        raise ValidationError(
            f"{MOST_OPEN} links to this scenario are open. Withdraw one that is no longer needed."
        )
