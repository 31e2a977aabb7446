"""Each day: what is tomorrow, and what waits. Each notice goes out once, however often it runs."""

from datetime import datetime, timedelta

from django.utils import timezone

from .. import queries
from . import telling


def remind_of_observations(*, now: datetime | None = None) -> int:
    """How many observations somebody was told of, or would have been if not told before."""
    moment = now or timezone.now()
    tomorrow = timezone.localdate(moment) + timedelta(days=1)
    work = (
        (queries.planned_on(tomorrow), telling.remind_of_tomorrow),
        (queries.not_noted(moment), telling.remind_to_note),
        (queries.not_reflected(moment), telling.remind_to_reflect),
        (queries.not_written_up(moment), telling.remind_to_write_up),
    )
    told = 0
    for rows, remind in work:
        for row in rows:
            remind(row, None)
            told += 1
    return told
