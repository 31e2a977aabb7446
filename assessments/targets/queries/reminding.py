"""Whom the site may ask or tell something about their year, and what it knows of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from assessments.cpd.models import CPDEntry
from assessments.cpd.queries import policy_of
from assessments.cpd.rules import SEEN_BY_OTHERS, CPDYear, ImpactStatus, Policy, cpd_year
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.teams.models import Absence

from ..rules import MOST_ASKS

UNANSWERED = ("", ImpactStatus.TOO_EARLY)
LOOK_BACK = timedelta(days=730)  # no policy asks later; what is older costs nothing


@dataclass(frozen=True)
class Question:
    """An entry that may be due to be asked about. None of its words is loaded."""

    pk: int
    owner: User
    kind: str
    last_on: date
    year: int
    asked: int
    noted_at: datetime | None


def to_be_asked(day: date) -> Iterator[Question]:
    """Handed in, without an answer, asked less than twice; of people who are here today."""
    rows = (
        CPDEntry.objects.annotate(ends=Coalesce("end_on", "start_on"))
        .filter(
            state__in=SEEN_BY_OTHERS,
            impact_status__in=UNANSWERED,
            impact_asked__lt=MOST_ASKS,
            ends__range=(day - LOOK_BACK, day),
            owner__is_active=True,
        )
        .exclude(owner__in=_away(day))
        .select_related("owner")
        .only("owner", "activity_type", "start_on", "end_on", "impact_asked", "impact_noted_at")
    )
    for row in rows.order_by("pk"):
        yield Question(
            pk=row.pk,
            owner=row.owner,
            kind=row.get_activity_type_display(),
            last_on=row.last_on,
            year=cpd_year(row.start_on).start,
            asked=row.impact_asked,
            noted_at=row.impact_noted_at,
        )


def policies_of(day: date) -> dict[int, Policy]:
    """Of every year that an entry still asked about may lie in."""
    first, last = cpd_year(day - 2 * LOOK_BACK).start, cpd_year(day).start
    return {start: policy_of(CPDYear(start)) for start in range(first, last + 1)}


def mentors_at_work(day: date) -> QuerySet[User]:
    """Who is a mentor today and not on a long absence."""
    here = User.objects.filter(pk__in=holders_of(Role.MENTOR).values("pk"), is_active=True)
    return here.filter(~Exists(_away_of(OuterRef("pk"), day)))


def _away(day: date) -> QuerySet[Absence]:
    return _on(day).values("person")  # type: ignore[return-value]


def _away_of(person: OuterRef, day: date) -> QuerySet[Absence]:
    return _on(day).filter(person=person)


def _on(day: date) -> QuerySet[Absence]:
    return Absence.objects.filter(Q(ends_on=None) | Q(ends_on__gte=day), starts_on__lte=day)
