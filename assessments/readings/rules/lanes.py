"""Supervision over a period as a drawing: what was held in one lane, and what was called off in
lanes of its own, by whom, so that nobody is blamed for another's diary (domain.md 4.6)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices

from .periods import day_words, place_in
from .reading import Chart, Table

TEMPLATE = "readings/supervision.svg.html"
LEFT, RIGHT, TOP, WIDTH, ROW = 120, 26, 6, 344, 28


class What(TextChoices):
    """What became of a session, for one person. The order is that of the lanes."""

    HELD = "held", "Held"
    SUPERVISOR = "supervisor", "Off: supervisor"
    SUPERVISEE = "supervisee", "Off: mentor"
    MANAGER = "manager", "Off: line manager"
    COLLEGE = "college", "Off: college"
    ABSENT = "absent", "Held without them"
    MISSED = "missed", "Did not take place"


SAID: dict[What, str] = {
    What.HELD: "Held",
    What.SUPERVISOR: "Called off by the supervisor",
    What.SUPERVISEE: "Called off by the mentor",
    What.MANAGER: "Called off by the line manager",
    What.COLLEGE: "Called off by the college",
    What.ABSENT: "Held, and the mentor was not there",
    What.MISSED: "Did not take place",
}
# Drawn even where there is none: that nobody called off is worth seeing.
ALWAYS = (What.HELD, What.SUPERVISOR, What.SUPERVISEE)


@dataclass(frozen=True)
class Meeting:
    """A session as far as a review may know of it: when, and whether; never what was said."""

    pk: int
    on: date
    what: What
    minutes: int = 0
    kind: str = ""
    due_on: date | None = None
    latest_on: date | None = None  # the due day and its days of grace

    @property
    def is_held(self) -> bool:
        return self.what == What.HELD

    @property
    def is_on_time(self) -> bool | None:
        """None where no day was set for it."""
        if not self.is_held or self.latest_on is None:
            return None
        return self.on <= self.latest_on

    @property
    def time_words(self) -> str:
        return {True: "on time", False: "late", None: ""}[self.is_on_time]


@dataclass(frozen=True)
class Mark:
    x: int
    shape: str  # on-time, late, held, off, missed


@dataclass(frozen=True)
class MeetingLane:
    what: What
    y: int
    marks: Sequence[Mark]

    @property
    def count(self) -> int:
        return len(self.marks)

    @property
    def label(self) -> str:
        return str(self.what.label)


@dataclass(frozen=True)
class Lanes:
    lanes: Sequence[MeetingLane]
    from_words: str
    to_words: str
    width: int = WIDTH
    left: int = LEFT
    right: int = WIDTH - RIGHT

    @property
    def bottom(self) -> int:
        return TOP + ROW * len(self.lanes)

    @property
    def height(self) -> int:
        return self.bottom + 20

    @property
    def words(self) -> str:
        return "; ".join(f"{SAID[lane.what].lower()}: {lane.count}" for lane in self.lanes)


def lanes(meetings: Sequence[Meeting], *, period_from: date, period_to: date) -> Chart | None:
    if not meetings:
        return None
    there = [what for what in What if what in ALWAYS or any(m.what == what for m in meetings)]
    drawn = Lanes(
        lanes=[
            MeetingLane(
                what=what,
                y=TOP + ROW * row + ROW // 2,
                marks=[_mark(m, period_from, period_to) for m in meetings if m.what == what],
            )
            for row, what in enumerate(there)
        ],
        from_words=_month_words(period_from),
        to_words=_month_words(period_to),
    )
    return Chart(TEMPLATE, drawn, _table(meetings))


def _mark(meeting: Meeting, period_from: date, period_to: date) -> Mark:
    room = WIDTH - RIGHT - LEFT - 16
    x = round(LEFT + 8 + room * place_in(meeting.on, period_from, period_to))
    if meeting.is_held:
        return Mark(x, {True: "on-time", False: "late", None: "held"}[meeting.is_on_time])
    return Mark(x, "missed" if meeting.what in (What.MISSED, What.ABSENT) else "off")


def _month_words(day: date) -> str:
    return f"{day:%b} {day.year}"


def _table(meetings: Sequence[Meeting]) -> Table:
    rows = [
        [
            day_words(meeting.on),
            SAID[meeting.what],
            meeting.kind or "–",
            f"{meeting.minutes} minutes" if meeting.is_held else "–",
            day_words(meeting.due_on) if meeting.due_on else "–",
            meeting.time_words or "–",
        ]
        for meeting in meetings
    ]
    heads = ["Day", "What became of it", "Kind", "Length", "Was due on", "On time"]
    return Table("Supervision sessions, and who called off", heads, rows)
