"""A round's way from the first question to its last day, and that of one link."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class RoundKind(TextChoices):
    NAMED = "named", "By name: each colleague signs what they write"
    ANONYMOUS = "anonymous", "Without names: shown when enough have answered"


class RoundState(TextChoices):
    OPEN = "open", "Open for answers"
    CLOSED = "closed", "Closed"
    WITHDRAWN = "withdrawn", "Given up"


TRANSITIONS: dict[RoundState, frozenset[RoundState]] = {
    RoundState.OPEN: frozenset({RoundState.CLOSED, RoundState.WITHDRAWN}),
    RoundState.CLOSED: frozenset(),
    RoundState.WITHDRAWN: frozenset(),
}


class Relation(TextChoices):
    TEACHER = "teacher", "A teacher I work with"
    PEER = "peer", "Another mentor"
    REPORT = "report", "Somebody I manage"
    SUPPORT = "support", "A support service"
    EXTERNAL = "external", "Somebody outside the college"


class LinkState(TextChoices):
    OPEN = "open", "Waiting for an answer"
    ANSWERED = "answered", "Answered"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Run out"


def link_state(
    *,
    is_answered: bool,
    withdrawn_at: datetime | None,
    expires_at: datetime,
    round_state: str,
    now: datetime,
) -> LinkState:
    """A round takes its open links with it."""
    if is_answered:
        return LinkState.ANSWERED
    if withdrawn_at or round_state == RoundState.WITHDRAWN:
        return LinkState.WITHDRAWN
    is_over = round_state == RoundState.CLOSED or expires_at <= now
    return LinkState.EXPIRED if is_over else LinkState.OPEN


def check_move(state: str, to: RoundState) -> None:
    if to not in TRANSITIONS[RoundState(state)]:
        words = RoundState(state).label.lower()
        raise ValidationError(f"This round is {words} already.", code="over")


def check_link_is_open(state: LinkState) -> None:
    if state != LinkState.OPEN:
        raise ValidationError("This link has been used or no longer works.", code=str(state.value))
