"""How the three functions of supervision had room over a year (domain.md 4.1; features.md V3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from assessments.supervision.rules.kinds import Function

MONTHS_SHOWN = 12
ABSENT_FOR_MONTHS = 3  # from then on it is said in words


@dataclass(frozen=True)
class HeldOn:
    """One session that was held, as the balance needs it."""

    day: date
    functions: tuple[str, ...]


@dataclass(frozen=True)
class Month:
    first_on: date
    count: int


@dataclass(frozen=True)
class Share:
    """One function over the months shown."""

    function: Function
    count: int
    last_on: date | None
    months: tuple[Month, ...]
    absent_months: int  # full months since it was last used, or since the first session

    @property
    def is_absent(self) -> bool:
        return self.absent_months >= ABSENT_FOR_MONTHS

    @property
    def sentence(self) -> str:
        label = str(self.function.label)
        months = f"{self.absent_months} months"
        if self.last_on is None:
            return f"{label} has not had room in any session for {months}."
        return f"{label} was last there {months} ago."


@dataclass(frozen=True)
class Balance:
    sessions: int
    untold: int  # held, and nobody has ticked what they did
    shares: tuple[Share, ...]

    @property
    def absent(self) -> list[Share]:
        return [share for share in self.shares if share.is_absent]

    @property
    def most(self) -> int:
        return max((share.count for share in self.shares), default=0)


def months_between(since: date, until: date) -> int:
    """Full months that have passed."""
    months = (until.year - since.year) * 12 + until.month - since.month
    return max(0, months - (until.day < since.day))


def month_before(first_on: date, back: int) -> date:
    """The first day of a month so many months earlier."""
    count = first_on.year * 12 + first_on.month - 1 - back
    return date(count // 12, count % 12 + 1, 1)


def balance(held: Iterable[HeldOn], since: date, today: date) -> Balance:
    """Absence is counted only against sessions in which something was ticked: what nobody has
    said is not taken for missing."""
    rows = sorted((row for row in held if since <= row.day <= today), key=lambda row: row.day)
    told = [row for row in rows if row.functions]
    begun = told[0].day if told else None
    firsts = [month_before(today.replace(day=1), back) for back in range(MONTHS_SHOWN - 1, -1, -1)]
    shares = tuple(_share(function, told, firsts, begun, today) for function in Function)
    return Balance(len(rows), len(rows) - len(told), shares)


def _share(
    function: Function,
    told: Sequence[HeldOn],
    firsts: Sequence[date],
    begun: date | None,
    today: date,
) -> Share:
    days = [row.day for row in told if function in row.functions]
    last_on = days[-1] if days else None
    counted_from = last_on or begun
    # A pause in supervision is no imbalance: only time in which others had room counts.
    was_room = counted_from is not None and (last_on is None or told[-1].day > last_on)
    absent = months_between(counted_from, today) if counted_from and was_room else 0
    months = tuple(
        Month(first, sum(day.replace(day=1) == first for day in days)) for first in firsts
    )
    return Share(function, len(days), last_on, months, absent)
