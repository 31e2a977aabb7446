"""The people whose year somebody follows, what needs a word first."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessments.cpd.rules import CPDYear
from cms.people.accounts.models import User
from cms.people.teams.models import Team

from ..access import grid_people
from ..rules import ORDER, Standing
from .records import YearRecord, records

DEFAULT_SORT = "status"


@dataclass(frozen=True)
class GridRow:
    person: User
    record: YearRecord

    @property
    def name(self) -> str:
        return f"{self.person.last_name} {self.person.first_name}".casefold()

    @property
    def team(self) -> Team | None:
        profile = getattr(self.person, "staff_profile", None)
        return profile.team if profile else None

    @property
    def gap_days(self) -> int:
        longest = self.record.gaps.longest
        return longest.days if longest else 0


SORTS: dict[str, Callable[[GridRow], Any]] = {
    "status": lambda row: (ORDER[row.record.standing], -row.record.left, row.name),
    "name": lambda row: row.name,
    "target": lambda row: (row.record.target.hours, row.name),
    "counted": lambda row: (row.record.counting.counted, row.name),
    "waiting": lambda row: (row.record.counting.waiting, row.name),
    "impact": lambda row: (row.record.impact.done, row.name),
    "gap": lambda row: (row.gap_days, row.name),
}


@dataclass(frozen=True)
class Asked:
    """What is looked for. Words that mean nothing are as if they were not said."""

    search: str = ""
    standing: str = ""
    team: str = ""
    sort: str = DEFAULT_SORT

    @property
    def is_filtered(self) -> bool:
        return bool(self.search or self.standing or self.team)


@dataclass(frozen=True)
class Grid:
    """Figures are of everybody the reader follows, rows of those she looks for."""

    rows: list[GridRow]
    people: int
    counts: dict[str, int]
    teams: list[Team]

    @property
    def behind(self) -> int:
        return self.counts.get(Standing.BEHIND, 0)


def people_followed(reader: User) -> QuerySet[User]:
    return (
        User.objects.filter(grid_people(reader), is_active=True)
        .select_related("staff_profile__team")
        .order_by("last_name", "first_name", "pk")
    )


def team_grid(reader: User, year: CPDYear, asked: Asked, *, today: date | None = None) -> Grid:
    """Nine queries, whatever the number of people."""
    people = list(people_followed(reader))
    found = records(people, year, today=today)
    everybody = [GridRow(person, found[person.pk]) for person in people]
    teams = {row.team.pk: row.team for row in everybody if row.team}
    return Grid(
        rows=_sorted([row for row in everybody if _matches(row, asked)], asked.sort),
        people=len(everybody),
        counts=Counter(str(row.record.standing) for row in everybody),
        teams=sorted(teams.values(), key=lambda team: team.code),
    )


def _matches(row: GridRow, asked: Asked) -> bool:
    if asked.standing in Standing.values and row.record.standing != asked.standing:
        return False
    if asked.team and (row.team is None or row.team.code != asked.team):
        return False
    text = f"{row.person.get_full_name()} {row.person.known_as} {row.team or ''}".casefold()
    return all(word in text for word in asked.search.casefold().split())


def _sorted(rows: list[GridRow], sort: str) -> list[GridRow]:
    name = sort.removeprefix("-")
    return sorted(rows, key=SORTS.get(name, SORTS[DEFAULT_SORT]), reverse=sort.startswith("-"))
