"""What a change of the policy would mean, before anybody makes it."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from assessments.cpd.models import CPDPolicy
from assessments.cpd.queries import policy_of
from assessments.cpd.rules import CPDYear, Policy
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role

from ..rules import Standing
from ..rules.policy_words import Change, changes
from .records import records_under


@dataclass(frozen=True)
class Effect:
    """On the mentors of today, in one year: counts, no names."""

    year: CPDYear
    changes: list[Change]
    people: int
    higher: int  # people whose target would rise
    lower: int
    before: Decimal  # hours of all targets together
    after: Decimal
    standings: list[tuple[Standing, int, int]]  # how many before and after

    @property
    def is_none(self) -> bool:
        return not self.changes

    @property
    def moved(self) -> bool:
        return any(before != after for _, before, after in self.standings)


def effect_of(policy: Policy, year: CPDYear, *, today: date | None = None) -> Effect:
    now = policy_of(year)
    people = holders_of(Role.MENTOR)
    old, new = records_under(list(people), year, [now, policy], today=today)
    pairs = [(old[pk], new[pk]) for pk in old if old[pk].target.applies]
    before = Counter(row.standing for row, _ in pairs)
    after = Counter(row.standing for _, row in pairs)
    return Effect(
        year=year,
        changes=changes(now, policy),
        people=len(pairs),
        higher=sum(was.target.hours < will.target.hours for was, will in pairs),
        lower=sum(was.target.hours > will.target.hours for was, will in pairs),
        before=sum((was.target.hours for was, _ in pairs), Decimal("0")),
        after=sum((will.target.hours for _, will in pairs), Decimal("0")),
        standings=[(each, before[each], after[each]) for each in Standing if each != Standing.NONE],
    )


def later_policy(year: CPDYear) -> CPDPolicy | None:
    """A row for a year after this one: it keeps its own numbers."""
    return CPDPolicy.objects.filter(from_year__gt=year.start).order_by("from_year").first()
