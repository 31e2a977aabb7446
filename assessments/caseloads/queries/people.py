"""One person's caseload, and those of a team. Small counts are for the mentor and her line manager:
whoever else reads gets the points, and not what they are made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from assessments.figures.rules.suppression import is_small
from cms.people.accounts.models import User

from ..access import can_read_small_counts_of
from ..models import CaseloadPolicy, CaseloadSnapshot
from ..rules import Band, Counts, Load, LoadPolicy, first_of, is_old, load_of, months_back
from .policies import load_policy_on, load_policy_rows


@dataclass(frozen=True)
class CaseloadReading:
    """A count by the weights of its day. Where a count is small and the reader is neither the
    mentor nor her manager, all three are None: from the points and two of them the third could be
    worked out."""

    pk: int
    on: date
    universal: int | None
    targeted: int | None
    intensive: int | None
    total: int | None
    fte: Decimal
    weighted: int
    per_fte: int
    band: Band
    fair_from: int
    fair_to: int
    sum_words: str
    per_fte_words: str

    @property
    def is_hidden(self) -> bool:
        return self.total is None

    @property
    def is_heavy(self) -> bool:
        return self.band in (Band.OVER, Band.FAR_OVER)

    @property
    def warning(self) -> str:
        """What to say to the mentor and her manager; empty where the load is fair."""
        if not self.is_heavy:
            return ""
        over = self.per_fte - self.fair_to
        return (
            f"{self.per_fte} points for a full post: {over} more than the fair range, which ends "
            f"at {self.fair_to}. Talk about what can move, wait or be shared."
        )


def reading_of(
    snapshot: CaseloadSnapshot, policy: LoadPolicy, *, shows_small: bool
) -> CaseloadReading:
    counts = Counts(snapshot.universal, snapshot.targeted, snapshot.intensive)
    load: Load = load_of(counts, snapshot.fte, policy)
    hides = not shows_small and any(is_small(count, policy.least_shown) for count in counts)
    universal, targeted, intensive = (None, None, None) if hides else tuple(counts)
    return CaseloadReading(
        pk=snapshot.pk,
        on=snapshot.on,
        universal=universal,
        targeted=targeted,
        intensive=intensive,
        total=None if hides else counts.total,
        fte=snapshot.fte,
        weighted=load.weighted,
        per_fte=load.per_fte,
        band=load.band,
        fair_from=policy.fair_from,
        fair_to=policy.fair_to,
        sum_words="" if hides else load.sum_words,
        per_fte_words="" if hides else load.per_fte_words,
    )


def caseload_of(person: User, on: date, *, reader: User | None = None) -> CaseloadReading | None:
    """The last count up to a day. Without a reader, small counts are hidden."""
    snapshot = CaseloadSnapshot.objects.filter(mentor=person, on__lte=on).first()
    if snapshot is None:
        return None
    shows = can_read_small_counts_of(reader, person)
    return reading_of(snapshot, load_policy_on(snapshot.on), shows_small=shows)


def caseload_history(
    person: User, since: date, *, reader: User | None = None
) -> list[CaseloadReading]:
    """Every count since a day, the oldest first. Without a reader, small counts are hidden."""
    rows = CaseloadSnapshot.objects.filter(mentor=person, on__gte=since)
    return caseloads_of(rows.order_by("on"), shows_small=can_read_small_counts_of(reader, person))


def caseloads_of(rows: Iterable[CaseloadSnapshot], *, shows_small: bool) -> list[CaseloadReading]:
    """Each by the weights of its own day; one query more than the rows take."""
    policies = load_policy_rows()
    return [
        reading_of(row, load_policy_on(row.on, policies), shows_small=shows_small) for row in rows
    ]


def snapshot_of_month(person: User, on: date) -> CaseloadSnapshot | None:
    """What stands for the month of a day."""
    rows = CaseloadSnapshot.objects.filter(mentor=person, on__gte=first_of(on))
    found = rows.order_by("on").first()
    return found if found and first_of(found.on) == first_of(on) else None


def months_to_record(
    person: User, today: date | None = None, *, since: date = date.min
) -> list[tuple[date, bool]]:
    """The day to count for each month that may be counted, and whether it was."""
    days = [day for day in months_back(today or timezone.localdate()) if day >= since]
    rows = CaseloadSnapshot.objects.filter(mentor=person, on__gte=first_of(days[-1]))
    counted = {first_of(day) for day in rows.values_list("on", flat=True)}
    return [(day, first_of(day) in counted) for day in days]


@dataclass(frozen=True)
class PersonLoad:
    person: User
    reading: CaseloadReading | None
    is_old: bool


def team_loads(
    people: Iterable[User], readable: Any, *, shows_small: bool, today: date | None = None
) -> list[PersonLoad]:
    """The last count of each, in the order in which they come: two queries for any number."""
    listed, day = list(people), today or timezone.localdate()
    rows = CaseloadSnapshot.objects.filter(readable, mentor__in=listed, on__lte=day)
    latest = _latest(rows)
    policies: list[CaseloadPolicy] = load_policy_rows()
    found = []
    for person in listed:
        row = latest.get(person.pk)
        if row is None:
            found.append(PersonLoad(person, None, False))
            continue
        reading = reading_of(row, load_policy_on(row.on, policies), shows_small=shows_small)
        found.append(PersonLoad(person, reading, is_old(row.on, day)))
    return found


def _latest(rows: QuerySet[CaseloadSnapshot]) -> dict[int, CaseloadSnapshot]:
    """By mentor. The counts of somebody are a handful a year, so all are read and one is kept."""
    return {row.mentor_id: row for row in rows.order_by("on")}
