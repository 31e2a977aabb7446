"""Which reviews of a cycle are moderated (domain.md 6.4): of each reviewer a share and at least so
many by lot, and besides that all with an area rated 1 or 4, all disputed, all probation decisions.

Each review has a number that follows from the seed and its own key alone, and of each reviewer’s
the lowest are drawn: whoever has the seed can draw again by hand.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from .states import CaseReason

EXTREMES = (1, 4)
ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class Candidate:
    """One review of the cycle. Only one that `waits` (answered, not signed) is drawn."""

    pk: int
    reviewer: int
    waits: bool = True
    ratings: tuple[int, ...] = ()
    is_disputed: bool = False
    decides_probation: bool = False
    drawn_by_lot: bool = False  # in an earlier round: it counts towards the share
    is_settled: bool = False  # upheld before, or in a round that is still open
    came_back: bool = False  # an earlier round sent it back to its reviewer


@dataclass(frozen=True)
class Numbers:
    percent: int
    least: int


def draw(
    candidates: Iterable[Candidate], numbers: Numbers, seed: str
) -> dict[int, tuple[CaseReason, ...]]:
    """The keys of the reviews drawn, each with every reason. The lot is drawn among those that no
    other reason puts in."""
    drawn: dict[int, tuple[CaseReason, ...]] = {}
    for own in _by_reviewer(candidates).values():
        here = [row for row in own if row.waits and not row.is_settled]
        certain = {row.pk: found for row in here if (found := certain_reasons(row))}
        pool = [row.pk for row in here if row.pk not in certain]
        pool.sort(key=lambda pk: (lot(seed, pk), pk))
        already = sum(row.drawn_by_lot for row in own)
        wanted = max(lots_for(len(own), numbers) - already, 0)
        drawn |= certain | dict.fromkeys(pool[:wanted], (CaseReason.SAMPLE,))
    return drawn


def certain_reasons(row: Candidate) -> tuple[CaseReason, ...]:
    """Why it is in whatever the lot says."""
    found = {
        CaseReason.EXTREME: any(rating in EXTREMES for rating in row.ratings),
        CaseReason.DISPUTE: row.is_disputed,
        CaseReason.PROBATION: row.decides_probation,
        CaseReason.AGAIN: row.came_back,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def lots_for(reviews: int, numbers: Numbers) -> int:
    """How many of one reviewer’s the lot takes: the share rounded up, or the least."""
    return min(max(-(-reviews * numbers.percent // 100), numbers.least), reviews)


def lot(seed: str, pk: int) -> str:
    return sha256(f"{seed}:{pk}".encode()).hexdigest()


def lettered(keys: Iterable[int], seed: str) -> list[tuple[str, int]]:
    """A letter for each, in an order that says nothing of reviewer, name or day."""
    shuffled = sorted(keys, key=lambda pk: (lot(f"{seed}:letter", pk), pk))
    return [(letter(number), pk) for number, pk in enumerate(shuffled)]


def letter(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    word = ""
    number += 1
    while number:
        number, place = divmod(number - 1, len(ALPHABET))
        word = ALPHABET[place] + word
    return word


def counts_by_reason(drawn: dict[int, tuple[CaseReason, ...]]) -> list[tuple[str, int]]:
    """Each reason with how many it holds of; one review may have several."""
    counted = Counter(reason for reasons in drawn.values() for reason in reasons)
    return [(str(reason.label), counted[reason]) for reason in CaseReason if counted[reason]]


def reason_words(reasons: Sequence[str]) -> str:
    known = {str(reason): str(reason.label) for reason in CaseReason}
    return ", ".join(known.get(reason, reason) for reason in reasons)


def _by_reviewer(candidates: Iterable[Candidate]) -> dict[int, list[Candidate]]:
    grouped: dict[int, list[Candidate]] = defaultdict(list)
    for row in candidates:
        grouped[row.reviewer].append(row)
    return dict(sorted(grouped.items()))
