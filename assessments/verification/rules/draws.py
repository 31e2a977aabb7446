"""Which verified entries are sampled (domain.md 5.5).

Each entry has a number that follows from the seed and its own key alone, and of each mentor's
entries the lowest are drawn. So anybody who has the seed can draw again by hand, the order in which
rows come plays no part, and another mentor's entries change nothing for her.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from django.db.models import TextChoices


class Reason(TextChoices):
    """Why an entry is in a sample."""

    SHARE = "share", "Drawn by lot"
    LONG = "long", "Claims many hours"
    FIRST = "first", "First entry in a first year"


@dataclass(frozen=True)
class Candidate:
    pk: int
    mentor: int
    minutes: int
    is_first: bool  # the first that was ever verified of a mentor in her first year
    drawn_as: str = ""  # it is in a sample already, and why: never a second time
    verifier: int = 0


@dataclass(frozen=True)
class Numbers:
    percent: int
    least: int  # of each mentor
    all_over_minutes: int
    first_year: bool


def draw(candidates: Iterable[Candidate], numbers: Numbers, seed: int) -> dict[int, Reason]:
    """The keys of the entries drawn, each with why. The lot is drawn among those that no other
    reason puts into the sample; what earlier samples drew by lot counts towards it."""
    drawn: dict[int, Reason] = {}
    for own in _by_mentor(candidates).values():
        certain = _certain(own, numbers)
        pool = [row.pk for row in own if not row.drawn_as and row.pk not in certain]
        pool.sort(key=lambda pk: (_lot(seed, pk), pk))
        already = sum(row.drawn_as == Reason.SHARE for row in own)
        wanted = max(lots_for(len(own), numbers) - already, 0)
        drawn |= certain | dict.fromkeys(pool[:wanted], Reason.SHARE)
    return drawn


def lots_for(entries: int, numbers: Numbers) -> int:
    """How many of one mentor's entries the lot takes: her share rounded up, or the least."""
    return min(max(-(-entries * numbers.percent // 100), numbers.least), entries)


def _certain(own: list[Candidate], numbers: Numbers) -> dict[int, Reason]:
    found = {}
    for row in own:
        if row.drawn_as:
            continue
        if row.minutes > numbers.all_over_minutes:
            found[row.pk] = Reason.LONG
        elif row.is_first and numbers.first_year:
            found[row.pk] = Reason.FIRST
    return found


def _by_mentor(candidates: Iterable[Candidate]) -> dict[int, list[Candidate]]:
    grouped: dict[int, list[Candidate]] = defaultdict(list)
    for row in candidates:
        grouped[row.mentor].append(row)
    return dict(sorted(grouped.items()))


def _lot(seed: int, pk: int) -> str:
    return sha256(f"{seed}:{pk}".encode()).hexdigest()


def is_first_year(started_on: date | None, day: date) -> bool:
    """Whether somebody was in post for less than a year on that day."""
    if started_on is None:
        return False
    years = (day.year - started_on.year) - (
        (day.month, day.day) < (started_on.month, started_on.day)
    )
    return started_on <= day and years < 1
