"""Which notices of a session go with a calendar file."""

import re

INVITES = re.compile(r"session-(?P<session>\d{1,18})-\d+-(booked|moved|off)")


def booked_key(session: int, sequence: int) -> str:
    return f"session-{session}-{sequence}-booked"


def moved_key(session: int, sequence: int) -> str:
    return f"session-{session}-{sequence}-moved"


def off_key(session: int, sequence: int) -> str:
    return f"session-{session}-{sequence}-off"


def session_of_key(key: str) -> int | None:
    """The session that a notice with this key invites to, or takes out of a calendar."""
    found = INVITES.fullmatch(key)
    return int(found["session"]) if found else None
