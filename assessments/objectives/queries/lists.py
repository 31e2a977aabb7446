"""Lists of objectives: one’s own, and a manager’s people with their numbers, the latest first."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Min, Q, QuerySet
from django.utils import timezone

from cms.people.accounts.models import User

from ..access import people_readable_by, readable_by, shown_to
from ..models import Objective
from ..rules import CLOSED, DUE_SOON, OPEN, ObjectiveState
from .objectives import with_parts


@dataclass(frozen=True)
class Totals:
    active: int = 0
    drafts: int = 0
    soon: int = 0
    overdue: int = 0
    closed: int = 0

    @property
    def open(self) -> int:
        return self.active + self.drafts


def _sums(day: date) -> dict[str, Count]:
    active = Q(state=ObjectiveState.ACTIVE)
    return {
        "active": Count("pk", filter=active),
        "drafts": Count("pk", filter=Q(state=ObjectiveState.DRAFT)),
        "soon": Count("pk", filter=active & Q(due_on__range=(day, day + DUE_SOON))),
        "overdue": Count("pk", filter=active & Q(due_on__lt=day)),
        "closed": Count("pk", filter=Q(state__in=CLOSED)),
    }


def totals_of(reader: User, person: User, today: date | None = None) -> Totals:
    """Of what this reader may read: one query."""
    rows = Objective.objects.filter(readable_by(reader), owner=person)
    return Totals(**rows.aggregate(**_sums(today or timezone.localdate())))


def own_totals(person: User, today: date | None = None) -> Totals:
    return totals_of(person, person, today)


def closed_of(person: User) -> QuerySet[Objective]:
    rows = Objective.objects.filter(owner=person, state__in=CLOSED)
    return with_parts(rows).order_by("-closed_at", "-pk")


@dataclass(frozen=True)
class PersonObjectives:
    person: User
    totals: Totals
    next_on: date | None = None


def people_with_objectives(manager: User, today: date | None = None) -> list[PersonObjectives]:
    """A manager’s people, those with something overdue first, then who has none at all: two
    queries for any number of them."""
    day = today or timezone.localdate()
    active = Q(state=ObjectiveState.ACTIVE)
    sums = _sums(day)
    counts: dict[int, Any] = {
        row["owner"]: row
        for row in Objective.objects.filter(shown_to(manager))
        .order_by()
        .values("owner")
        .annotate(next_on=Min("due_on", filter=active), **sums)
    }
    found = []
    people = User.objects.filter(people_readable_by(manager), is_active=True)
    for person in people.order_by("last_name", "first_name", "pk"):
        row = counts.get(person.pk, {})
        totals = Totals(**{name: row.get(name, 0) for name in sums})
        found.append(PersonObjectives(person, totals, row.get("next_on")))
    return sorted(found, key=lambda row: (-row.totals.overdue, row.totals.open > 0))


def team_objectives(manager: User) -> QuerySet[Objective]:
    """All that is open in her team, what is due first at the top; drafts last."""
    rows = Objective.objects.filter(shown_to(manager), state__in=OPEN)
    by_day = F("due_on").asc(nulls_last=True)
    return with_parts(rows).order_by("state", by_day, "pk")
