"""What a policy says and what is known of somebody, as plain values (domain.md 4.6)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices

from ..kinds import CountsTowards

Period = tuple[date, date | None]  # both days count; None: it has no end yet


class Status(TextChoices):
    NONE = "none", "Nothing due"
    ON_TRACK = "on_track", "On track"
    DUE = "due", "Due"
    OVERDUE = "overdue", "Overdue"
    SERIOUSLY_OVERDUE = "seriously_overdue", "Seriously overdue"
    PAUSED = "paused", "Paused"


class Because(TextChoices):
    """Which of a policy's measures makes the next session due."""

    CALENDAR = "calendar", "the days since the last session"
    HOURS = "hours", "the hours with learners since the last session"
    RETURN = "return", "the return from a long absence"


# How a status looks in a list: a state of `components/badge.html`.
BADGES: dict[Status, str] = {
    Status.NONE: "info",
    Status.ON_TRACK: "done",
    Status.DUE: "due",
    Status.OVERDUE: "overdue",
    Status.SERIOUSLY_OVERDUE: "overdue",
    Status.PAUSED: "locked",
}


@dataclass(frozen=True, kw_only=True)
class Policy:
    """One row of `SupervisionPolicy`. Empty says nothing about it."""

    name: str
    interval_days: int
    key: str = ""
    priority: int = 0
    is_active: bool = True
    need: str = ""
    from_day: int | None = None
    until_day: int | None = None
    fte_from: Decimal | None = None
    fte_below: Decimal | None = None
    team: int | None = None
    back_within_days: int | None = None  # working days; the first session after a long absence
    target: str = CountsTowards.FREQUENCY
    tolerance_days: int = 7
    least_a_year: int = 0
    contact_hours: int | None = None
    min_minutes: int = 20
    types_allowed: tuple[str, ...] = ()
    group_percent: int = 33
    pauses_when_away: bool = True
    pauses_when_closed: bool = True
    note: str = ""

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class HeldSession:
    """A session she came to."""

    on: date
    type: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What is known of one person on a day."""

    is_expected: bool = True  # a mentor, or somebody with an agreement
    started_on: date | None = None
    agreed_on: date | None = None  # first day of her first agreement
    left_on: date | None = None
    fte: Decimal = Decimal("1")
    team: int | None = None
    needs: Mapping[str, date] = field(default_factory=dict)  # kind: since when
    absences: tuple[Period, ...] = ()
    closures: tuple[Period, ...] = ()
    sessions: tuple[HeldSession, ...] = ()
    contact_minutes: Mapping[date, int] = field(default_factory=dict)  # first of a month: minutes
    agreed_days: int | None = None  # a session at least so often, as two people agreed


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where somebody stands with supervision on a day.

    `due_on` is None where nothing is due, and while somebody is away. `latest_on` is the last day
    of grace. `sentence` says it in words that a supervisor may read too: it names neither the
    policy nor a need, and `policy` is for those alone who may know of her needs.
    """

    status: Status
    sentence: str
    due_on: date | None = None
    latest_on: date | None = None
    last_on: date | None = None
    interval_days: int = 0
    tolerance_days: int = 0
    policy: Policy | None = None
    because: Because = Because.CALENDAR
    warning: str = ""

    @property
    def badge(self) -> str:
        return BADGES[self.status]

    @property
    def is_late(self) -> bool:
        return self.status in (Status.OVERDUE, Status.SERIOUSLY_OVERDUE)
