"""Days, minutes as people write them, and the CPD year."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError

MINUTES_A_DAY = 8 * 60  # what one entry may claim of a day
MINUTES_OF_ALL = 24 * 60  # what all entries together may
YEAR_STARTS_IN = 8  # the CPD year runs from 1 August to 31 July
EARLIEST = date(2000, 1, 1)  # before it, a year was mistyped


def days_between(start_on: date, end_on: date | None) -> int:
    """Both days counted; an entry of one day needs no last day."""
    return max(((end_on or start_on) - start_on).days, 0) + 1


def read_minutes(text: str) -> int:
    """Minutes from what people write: “45”, “1h30”, “1:30”, “1.5 h”, “2 hours”, “50 min”."""
    plain = re.sub(r"\s+", "", text.lower().replace(",", "."))
    plain = re.sub(r"hours?|hrs?", "h", plain)
    plain = re.sub(r"minutes?|mins?|m$", "", plain)
    if re.fullmatch(r"\d{1,5}", plain):
        return int(plain)
    if found := re.fullmatch(r"(\d{1,3})[:h]([0-5]?\d)?", plain):
        return int(found[1]) * 60 + int(found[2] or 0)
    if found := re.fullmatch(r"(\d{1,3}\.\d{1,2})h", plain):
        return round(float(found[1]) * 60)
    raise ValidationError("Write the time as minutes or hours, such as 45, 1h30 or 1:30.")


def write_minutes(minutes: int | None) -> str:
    """The shortest way to say it that `read_minutes` reads back as the same number."""
    if minutes is None:
        return ""
    return str(minutes) if minutes < 60 else f"{minutes // 60}h{minutes % 60:02d}"


@dataclass(frozen=True)
class CPDYear:
    """From 1 August to 31 July, known by the year it starts in."""

    start: int

    @property
    def first_on(self) -> date:
        return date(self.start, YEAR_STARTS_IN, 1)

    @property
    def last_on(self) -> date:
        return date(self.start + 1, YEAR_STARTS_IN, 1) - timedelta(days=1)

    @property
    def label(self) -> str:
        return f"{self.start}/{(self.start + 1) % 100:02d}"


def cpd_year(day: date) -> CPDYear:
    return CPDYear(day.year if day.month >= YEAR_STARTS_IN else day.year - 1)


def years_between(first: date | None, today: date) -> list[CPDYear]:
    """The CPD years from the first entry to now, the current one first."""
    now = cpd_year(today).start
    since = min(cpd_year(first).start, now) if first else now
    return [CPDYear(start) for start in range(now, since - 1, -1)]


def fullest_day(spans: Iterable[tuple[date, date | None, int]]) -> tuple[date | None, float]:
    """The day on which most is claimed, each entry's minutes spread evenly over its days."""
    load: dict[date, float] = defaultdict(float)
    for start_on, end_on, minutes in spans:
        days = days_between(start_on, end_on)
        for offset in range(days):
            load[start_on + timedelta(days=offset)] += minutes / days
    if not load:
        return None, 0.0
    day = max(load, key=lambda on: load[on])
    return day, load[day]
