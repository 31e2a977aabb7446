"""How the three functions had room in somebody's sessions."""

from datetime import date
from typing import Any

from django.utils import timezone

from .. import rules
from ..access import readable_by
from ..models import SupervisionSession
from ..rules import Attendance, Balance, HeldOn, SessionState


def year_before(day: date) -> date:
    """From the first day of the month eleven months back: twelve months with this one."""
    return rules.month_before(day.replace(day=1), 11)


def function_balance(mentor: Any, since: date | None = None, *, reader: Any = None) -> Balance:
    """Of the sessions she came to, since a day (a year when none is given). A reader who is not
    the mentor is counted only those she may read: what another supervisor did stays there."""
    today = timezone.localdate()
    start = since or year_before(today)
    rows = SupervisionSession.objects.filter(
        attendances__attendee=mentor.pk,
        attendances__state=Attendance.CAME,
        state=SessionState.HELD,
        held_at__date__gte=start,
    )
    if reader is not None and reader.pk != mentor.pk:
        rows = rows.filter(readable_by(reader))
    found = rows.order_by("held_at").values_list("held_at", "functions")
    held = [
        HeldOn(timezone.localdate(moment), tuple(functions))
        for moment, functions in found
        if moment
    ]
    return rules.balance(held, start, today)
