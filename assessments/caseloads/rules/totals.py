"""Sums of teams that say nothing of one mentor: small teams are added together until they are
enough, so that nothing can be worked out by taking one sum from another."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .counting import whole

SMALLEST_GROUP = 3  # mentors: of two, each could work out the other
SMALLER = "Smaller teams together"


@dataclass(frozen=True)
class TeamLoad:
    name: str
    mentors: int
    fte: Decimal
    learners: int
    points: Decimal

    @property
    def per_fte(self) -> int:
        return whole(self.points / self.fte) if self.fte else 0

    def __add__(self, other: "TeamLoad") -> "TeamLoad":
        return TeamLoad(
            self.name,
            self.mentors + other.mentors,
            self.fte + other.fte,
            self.learners + other.learners,
            self.points + other.points,
        )


def together(teams: Iterable[TeamLoad]) -> list[TeamLoad]:
    """By name; nothing at all where everybody together is fewer than a group."""
    by_size = sorted(teams, key=lambda team: (team.mentors, team.name))
    if sum(team.mentors for team in by_size) < SMALLEST_GROUP:
        return []
    smaller = TeamLoad(SMALLER, 0, Decimal(0), 0, Decimal(0))
    while by_size and (by_size[0].mentors < SMALLEST_GROUP or 0 < smaller.mentors < SMALLEST_GROUP):
        smaller += by_size.pop(0)
    shown = sorted(by_size, key=lambda team: team.name)
    return [*shown, smaller] if smaller.mentors else shown
