"""Who moderates which case: two managers and a quality lead, none of them near it (domain.md 2.1,
2.3 “conflict of interest”, 6.4). The work is spread; the seed decides between equals."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from .states import MANAGERS_MODERATE, QUALITY_MODERATES


@dataclass(frozen=True)
class CaseParties:
    """Who has a part in a review."""

    review: int
    reviewee: int
    reviewer: int
    countersigner: int | None = None

    @property
    def people(self) -> set[int]:
        return {self.reviewee, self.reviewer} | (
            {self.countersigner} if self.countersigner is not None else set()
        )


@dataclass(frozen=True)
class Relations:
    """Pairs of today: (manager, report), whoever stands in included; conflicts either way round."""

    managing: frozenset[tuple[int, int]] = frozenset()
    apart: frozenset[frozenset[int]] = frozenset()


@dataclass(frozen=True)
class Chosen:
    """Whom a case gets, and how many are missing of each kind."""

    people: tuple[int, ...] = ()
    managers_missing: int = 0
    quality_missing: int = 0


def is_near(person: int, case: CaseParties, relations: Relations) -> bool:
    """Has a part in the review, manages or reports to one of the two, or a conflict stands."""
    if person in case.people:
        return True
    return any(
        (person, other) in relations.managing
        or (other, person) in relations.managing
        or frozenset((person, other)) in relations.apart
        for other in (case.reviewee, case.reviewer)
    )


def choose(
    cases: Iterable[CaseParties],
    managers: Collection[int],
    quality: Collection[int],
    relations: Relations,
    seed: str,
) -> dict[int, Chosen]:
    """By review. Whoever is both counts as quality lead first."""
    loads: Counter[int] = Counter()
    found = {}
    for case in cases:
        leads = _least_busy(quality, QUALITY_MODERATES, case, relations, loads, seed)
        others = [person for person in managers if person not in leads]
        pairs = _least_busy(others, MANAGERS_MODERATE, case, relations, loads, seed)
        loads.update([*leads, *pairs])
        found[case.review] = Chosen(
            (*leads, *pairs), MANAGERS_MODERATE - len(pairs), QUALITY_MODERATES - len(leads)
        )
    return found


def _least_busy(
    people: Collection[int],
    wanted: int,
    case: CaseParties,
    relations: Relations,
    loads: Counter[int],
    seed: str,
) -> list[int]:
    free = [person for person in people if not is_near(person, case, relations)]
    free.sort(key=lambda person: (loads[person], _between_equals(seed, case.review, person)))
    return free[:wanted]


def _between_equals(seed: str, review: int, person: int) -> str:
    return sha256(f"{seed}:{review}:{person}".encode()).hexdigest()
