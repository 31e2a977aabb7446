"""What teams have done in a year, in sums that say nothing of one person."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.cpd.rules import CPDYear
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role

from ..rules import SMALLEST_TEAM, Standing, hidden_teams
from .records import YearRecord, records

NO_TEAM = "In no team"


@dataclass(frozen=True)
class TeamTotals:
    """Sums of a team. Nobody’s absence can be read from them: who is away counts as on track."""

    name: str
    people: int
    target: Decimal
    counted: int
    waiting: int
    impact: int
    complete: int
    in_time: int

    @property
    def percent(self) -> int:
        return min(round(self.counted * 100 / int(self.target * 60)), 100) if self.target else 0


@dataclass(frozen=True)
class Totals:
    teams: list[TeamTotals]
    hidden: list[str]  # names of teams too small for figures
    in_all: TeamTotals | None  # without the hidden; None where that would be a small group too


def totals(year: CPDYear, *, today: date | None = None) -> Totals:
    """By team, of everybody who is a mentor and has a target. Nine queries."""
    people = holders_of(Role.MENTOR).select_related("staff_profile__team")
    listed = list(people.order_by("pk"))
    found = records(listed, year, today=today)
    by_team: dict[str, list[YearRecord]] = defaultdict(list)
    for person in listed:
        if found[person.pk].target.applies:
            by_team[_team_of(person)].append(found[person.pk])
    hidden = hidden_teams({name: len(rows) for name, rows in by_team.items()})
    shown = {name: rows for name, rows in sorted(by_team.items()) if name not in hidden}
    everybody = [row for rows in shown.values() for row in rows]
    return Totals(
        teams=[_sums(name, rows) for name, rows in shown.items()],
        hidden=sorted(hidden),
        in_all=_sums("All these teams", everybody) if len(everybody) >= SMALLEST_TEAM else None,
    )


def _team_of(person: User) -> str:
    profile = getattr(person, "staff_profile", None)
    return str(profile.team) if profile and profile.team_id else NO_TEAM


def _sums(name: str, rows: Iterable[YearRecord]) -> TeamTotals:
    rows = list(rows)
    return TeamTotals(
        name=name,
        people=len(rows),
        target=sum((row.target.hours for row in rows), Decimal("0")),
        counted=sum(row.counting.counted for row in rows),
        waiting=sum(row.counting.waiting for row in rows),
        impact=sum(row.impact.done for row in rows),
        complete=sum(row.standing == Standing.COMPLETE for row in rows),
        in_time=sum(row.standing != Standing.BEHIND for row in rows),
    )
