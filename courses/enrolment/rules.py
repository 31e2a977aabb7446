"""What an enrolment is and when it falls due: plain values in, an answer out."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices

LATE_DAYS = 14  # for a module that came out after the programme began
RENEWAL_OPENS_DAYS = 60  # the college's renewal window before a module runs out


class EnrolmentReason(TextChoices):
    PROGRAMME = "programme", "part of your programme"
    ASSIGNED = "assigned", "asked of you by your manager"
    RECERTIFY = "recertify", "to keep it current"
    CHOSEN = "chosen", "chosen by you"


def due_on(*, starts_on: date, due_after_days: int | None) -> date | None:
    """Relative to the start, so that a late starter gets the same number of days."""
    return None if due_after_days is None else starts_on + timedelta(days=due_after_days)


def due_on_when_late(
    *, starts_on: date, due_after_days: int | None, published_on: date
) -> date | None:
    """The same for a module that came out later: nobody is overdue for what was not there.

    Never less than a fortnight from the day it came out, or the module's own days if fewer.
    """
    if due_after_days is None:
        return None
    at_least = published_on + timedelta(days=min(due_after_days, LATE_DAYS))
    return max(starts_on + timedelta(days=due_after_days), at_least)


def renewal_opens_on(expires_on: date) -> date:
    return expires_on - timedelta(days=RENEWAL_OPENS_DAYS)


def check_may_open_cycle(
    *, is_open: bool, was_completed: bool, expires_on: date | None, today: date
) -> None:
    """A new cycle begins only when the last one is done and its renewal window is open.

    Nothing is reset: the old cycle keeps its rows and its certificate.
    """
    if is_open:
        raise ValidationError("This module is already on the person's list.")
    if not was_completed:
        return
    if expires_on is None:
        raise ValidationError("This module is complete and does not run out: nothing to repeat.")
    if today < renewal_opens_on(expires_on):
        raise ValidationError(
            f"This module counts until {expires_on:%-d %B %Y}. "
            f"It can be renewed from {renewal_opens_on(expires_on):%-d %B %Y}."
        )


def check_may_withdraw(*, is_complete: bool, reason: str) -> None:
    if is_complete:
        raise ValidationError("This module is complete. What is done is never taken back.")
    if not reason.strip():
        raise ValidationError("Say in a few words why it is taken off the list.")
