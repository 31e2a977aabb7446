"""A session's life: planned, then held, missed or cancelled (domain.md 4.5)."""

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
