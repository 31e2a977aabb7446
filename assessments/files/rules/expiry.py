"""When somebody is reminded that a certificate runs out."""

from datetime import date

FIRST_DAYS, LAST_DAYS = 60, 14
SOON_DAYS = FIRST_DAYS


def reminder_due(expires_on: date, today: date) -> int | None:
    """60 or 14: which of the two reminders is due. One that was missed is not sent late twice:
    within the last 14 days only the second counts."""
    left = (expires_on - today).days
    if left < 0 or left > FIRST_DAYS:
        return None
    return LAST_DAYS if left <= LAST_DAYS else FIRST_DAYS


def is_soon(expires_on: date | None, today: date) -> bool:
    return expires_on is not None and 0 <= (expires_on - today).days <= SOON_DAYS


def is_over(expires_on: date | None, today: date) -> bool:
    return expires_on is not None and expires_on < today
