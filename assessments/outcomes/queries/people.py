"""Whose figures there are, by name: lists carry no figure, so that nobody is put in an order."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from assessments.cpd.queries.readers import line_managers_of
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.privacy.rules import Reader
from cms.people.teams.models import Team

from ..access import people_readable_by, reads_all, teams_readable_by
from ..models import OutcomeMetric, OutcomeNote

BY_NAME = ("last_name", "first_name", "pk")


@dataclass(frozen=True)
class Listed:
    """A name, and whether there is anything to read."""

    subject: Any
    figures: int


def teams_listed(reader: User) -> list[Listed]:
    teams = list(Team.objects.filter(teams_readable_by(reader)).order_by("name"))
    rows = OutcomeMetric.objects.filter(batch__withdrawn_at=None, team__in=teams)
    counts = _counts(rows, "team")
    return [Listed(team, counts.get(team.pk, 0)) for team in teams]


def people_listed(reader: User) -> QuerySet[User]:
    """The mentors somebody may ask for, without oneself: by team for the quality lead, by name."""
    people = holders_of(Role.MENTOR).filter(people_readable_by(reader)).exclude(pk=reader.pk)
    order = ("staff_profile__team__name", *BY_NAME) if reads_all(reader) else BY_NAME
    return people.select_related("staff_profile__team").order_by(*order)


def _counts(rows: QuerySet[OutcomeMetric], name: str) -> dict[int, int]:
    found: dict[int, int] = {}
    for pk in rows.order_by().values_list(name, flat=True):
        found[pk] = found.get(pk, 0) + 1
    return found


def periods_of(*, person: User | None = None, team: Team | None = None) -> list[date]:
    """The ends of periods that have figures, the newest first: what a note can be written for."""
    rows = OutcomeMetric.objects.filter(batch__withdrawn_at=None, person=person, team=team)
    return list(rows.order_by("-period_to").values_list("period_to", flat=True).distinct())


def note_of(
    period_to: date, *, person: User | None = None, team: Team | None = None
) -> OutcomeNote | None:
    rows = OutcomeNote.objects.filter(person=person, team=team, period_to=period_to)
    return rows.order_by("-written_at", "-pk").first()


def readers_of(person: User) -> list[Reader]:
    """Everybody who can open somebody's own figures today, as the rights say."""
    managers = tuple(
        manager
        for manager in line_managers_of(person)
        if User.objects.filter(people_readable_by(manager), pk=person.pk).exists()
    )
    leads = tuple(holders_of(Role.QUALITY_LEAD).exclude(pk=person.pk))
    found = [
        Reader("The mentor", "They are about their own learners.", (person,)),
        Reader("The line manager", "To talk about them, never to rank.", managers),
        Reader("The quality lead", "Brings the totals in.", leads),
    ]
    return [reader for reader in found if reader.people]
