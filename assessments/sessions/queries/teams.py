"""What a line manager reads of her team's sessions: date, length, kind and attendance. Nothing
else of them is even fetched (domain.md 2.3, rule 10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from assessments.supervision.rules.frequency import Standing, Status
from cms.people.accounts.models import User
from cms.people.teams.access import managed_since
from cms.people.teams.queries import team_members

from .. import rules
from ..models import SessionAttendance, SupervisionSession
from ..rules import SessionState
from .homes import LATE_FIRST
from .standing import standings

FACTS = ("state", "session__starts_at", "session__minutes", "session__held_minutes",
         "session__held_at", "session__type", "session__state")  # fmt: skip
NAMES = ("attendee__first_name", "attendee__last_name", "attendee__known_as", "attendee__email")


@dataclass(frozen=True)
class Fact:
    """One person's part in one session."""

    session: int
    person: User
    on: datetime
    minutes: int
    kind: str
    attendance: str
    badge: str


BADGES = {
    SessionState.PLANNED: "todo",
    SessionState.HELD: "done",
    SessionState.MISSED: "expired",
    SessionState.CANCELLED: "locked",
}


def team_standings(team: Sequence[User]) -> list[tuple[User, Standing]]:
    """When each is due next, the late ones first; who has no supervision yet is left out."""
    found = standings(team)
    rows = [(person, found[person.pk]) for person in team]
    rows = [(person, standing) for person, standing in rows if standing.status != Status.NONE]
    return sorted(rows, key=lambda row: LATE_FIRST.get(row[1].status, 3))


def team_attendances(manager: User, person: int | None = None) -> QuerySet[SessionAttendance]:
    """Of those she manages today, since her line began; the latest first."""
    since = managed_since(manager, "attendee", "session__starts_at__date")
    rows = SessionAttendance.objects.filter(since)
    if person is not None:
        rows = rows.filter(attendee=person)
    return _facts(rows).order_by("-session__starts_at", "attendee__last_name", "pk")


def attendances_listed_for(reader: Any, session: SupervisionSession) -> QuerySet[SessionAttendance]:
    """Of one session: a manager's own people; everybody for oversight, which has no team here."""
    rows = SessionAttendance.objects.filter(session=session)
    own = rows.filter(managed_since(reader, "attendee", "session__starts_at__date"))
    return _facts(own if own.exists() else rows).order_by("pk")


def facts(rows: Any) -> list[Fact]:
    return [_fact(row) for row in rows]


def team_of(manager: User) -> QuerySet[User]:
    return team_members(manager)


def _facts(rows: QuerySet[SessionAttendance]) -> QuerySet[SessionAttendance]:
    return rows.select_related("session", "attendee").only(*FACTS, *NAMES)


def _fact(row: SessionAttendance) -> Fact:
    session = row.session
    is_held = session.state == SessionState.HELD
    return Fact(
        session=session.pk,
        person=row.attendee,
        on=session.held_at if is_held and session.held_at else session.starts_at,
        minutes=(session.held_minutes or session.minutes) if is_held else session.minutes,
        kind=session.get_type_display(),
        attendance=rules.attendance_words(session.state, row.state),
        badge=BADGES[SessionState(session.state)],
    )
