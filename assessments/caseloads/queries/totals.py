"""The college's caseload in sums, of which none is one mentor's."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from assessments.figures.rules.suppression import is_small
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role

from ..models import CaseloadSnapshot
from ..rules import SMALLEST_GROUP, Band, Counts, TeamLoad, is_old, load_of, together
from .policies import load_policy_on, load_policy_rows

NO_TEAM = "In no team"


@dataclass(frozen=True)
class Totals:
    teams: list[TeamLoad]
    in_all: TeamLoad | None  # None where everybody together is too few
    tiers: Counts | None  # None where one of them is small
    bands: list[tuple[Band, int]]
    uncounted: int  # mentors without a count of late


def totals(on: date | None = None) -> Totals:
    """The last count of everybody who is a mentor, unless it is old. Four queries."""
    day = on or timezone.localdate()
    people = {person.pk: person for person in _mentors()}
    rows = [row for row in _latest(people, day) if not is_old(row.on, day)]
    uncounted = len(people) - len(rows)
    if len(rows) < SMALLEST_GROUP:
        return Totals([], None, None, [], uncounted)
    policies = load_policy_rows()
    teams: dict[str, TeamLoad] = {}
    bands: Counter[Band] = Counter()
    tiers: dict[str, int] = defaultdict(int)
    for row in rows:
        counts = Counts(row.universal, row.targeted, row.intensive)
        load = load_of(counts, row.fte, load_policy_on(row.on, policies))
        bands[load.band] += 1
        for tier, count in vars(counts).items():
            tiers[tier] += count
        name = _team_of(people[row.mentor_id])
        one = TeamLoad(name, 1, row.fte, counts.total, load.exact)
        teams[name] = teams[name] + one if name in teams else one
    least = load_policy_on(day, policies).least_shown
    return Totals(
        teams=together(teams.values()),
        in_all=sum(teams.values(), start=TeamLoad("All teams", 0, Decimal(0), 0, Decimal(0))),
        tiers=None if any(is_small(n, least) for n in tiers.values()) else Counts(**tiers),
        bands=[(band, bands[band]) for band in Band],
        uncounted=uncounted,
    )


def _mentors() -> Iterable[User]:
    return holders_of(Role.MENTOR).select_related("staff_profile__team")


def _latest(people: Iterable[int], day: date) -> Iterable[CaseloadSnapshot]:
    rows = CaseloadSnapshot.objects.filter(mentor__in=people, on__lte=day).order_by("on")
    return {row.mentor_id: row for row in rows}.values()


def _team_of(person: User) -> str:
    profile = getattr(person, "staff_profile", None)
    return str(profile.team) if profile and profile.team_id else NO_TEAM
