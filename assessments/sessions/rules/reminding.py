"""When somebody is reminded of a session, and the keys that keep it to once (domain.md 4.6)."""

from datetime import date, datetime, timedelta

REMIND_BEFORE = timedelta(days=2)
JUST_TOLD = timedelta(days=1)  # who heard of it a day ago needs no reminder yet


def is_to_be_reminded(start_on: date, told_at: datetime, now: datetime, today: date) -> bool:
    """Two days before, or a day before when the task comes late."""
    is_near = today < start_on <= today + REMIND_BEFORE
    return is_near and told_at <= now - JUST_TOLD


def soon_key(session: int, sequence: int) -> str:
    return f"session-{session}-{sequence}-soon"


def today_key(session: int, sequence: int) -> str:
    return f"session-{session}-{sequence}-today"


def was_it_held_key(session: int, sequence: int) -> str:
    return f"session-{session}-{sequence}-was-it-held"


def due_key(person: int, status: str, due_on: date) -> str:
    """Once for each step of lateness of each due day."""
    return f"supervision-{status}-{person}-{due_on:%Y-%m-%d}"
