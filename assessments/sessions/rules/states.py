"""A session's life: planned, then held, missed or cancelled (domain.md 4.5)."""

from django.core.exceptions import ValidationError
from django.db.models import TextChoices


class SessionState(TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    MISSED = "missed", "Missed"
    CANCELLED = "cancelled", "Cancelled"


class CalledOffBy(TextChoices):
    """By whom, so that nobody is blamed for another's diary (domain.md 4.6)."""

    SUPERVISEE = "supervisee", "The supervisee"
    SUPERVISOR = "supervisor", "The supervisor"
    MANAGER = "manager", "The line manager"
    COLLEGE = "college", "The college"


class CallOffReason(TextChoices):
    """Reasons to tick: none that tells of anybody's health or of a learner."""

    DIARY = "diary", "Something else had to go first"
    URGENT = "urgent", "Something urgent came up"
    AWAY = "away", "Away from work"
    NO_ROOM = "no_room", "No private room"
    NOT_READY = "not_ready", "Not prepared"
    CLOSED = "closed", "The college was closed"


class Attendance(TextChoices):
    EXPECTED = "expected", "Expected"
    CAME = "came", "Came"
    APOLOGIES = "apologies", "Sent apologies"
    ABSENT = "absent", "Did not come"


TRANSITIONS: dict[SessionState, frozenset[SessionState]] = {
    SessionState.PLANNED: frozenset(
        {SessionState.HELD, SessionState.MISSED, SessionState.CANCELLED}
    ),
    SessionState.HELD: frozenset(),
    SessionState.MISSED: frozenset({SessionState.HELD}),  # put right when ticked by mistake
    SessionState.CANCELLED: frozenset(),  # rebooked: a new session
}

REBOOKABLE = (SessionState.CANCELLED, SessionState.MISSED)
STAYS: dict[SessionState, str] = {
    SessionState.HELD: (
        "This session is marked as held, and that stays. What is to be said about it belongs in "
        "its record."
    ),
    SessionState.MISSED: (
        "This session is marked as missed. If it took place after all, say that it was held."
    ),
    SessionState.CANCELLED: "This session was called off. Book another one instead.",
}


def can_become(now: str, to: SessionState) -> bool:
    return to in TRANSITIONS[SessionState(now)]


def check_can_become(now: str, to: SessionState) -> None:
    if not can_become(now, to):
        raise ValidationError(STAYS[SessionState(now)], code="state")


def check_is_planned(now: str) -> None:
    """Only what is still to come is moved, or answered by those it is for."""
    if now != SessionState.PLANNED:
        raise ValidationError(STAYS[SessionState(now)], code="state")


def is_rebookable(now: str) -> bool:
    return now in REBOOKABLE


def attendance_words(state: str, attendance: str) -> str:
    """What somebody reads who knows of a session only that it was: no reason, and nobody's
    diary."""
    if state == SessionState.HELD:
        return str(Attendance(attendance).label)
    words = {
        SessionState.PLANNED: "Planned",
        SessionState.MISSED: "Did not take place",
        SessionState.CANCELLED: "Called off",
    }
    return words[SessionState(state)]
