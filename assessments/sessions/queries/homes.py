"""The home of supervision: what a mentor and what a supervisor sees first."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.frequency import Standing, Status
from assessments.supervision.rules.kinds import CountsTowards, SessionType
from cms.people.accounts.models import User

from .. import rules
from ..access import attended_by, can_book, held_by
from ..models import SupervisionSession
from ..rules import Balance, SessionState
from .agreements import agreements_of_supervisee, agreements_of_supervisor
from .balances import function_balance
from .sessions import coming_as_mentor, past_sessions, to_be_marked, with_people
from .standing import standing_of, standings

PAST_SHOWN, COMING_SHOWN = 5, 6
LATE_FIRST = {Status.SERIOUSLY_OVERDUE: 0, Status.OVERDUE: 1, Status.DUE: 2}


@dataclass(frozen=True)
class MentorHome:
    standing: Standing
    coming: list[SupervisionSession]
    agreements: list[SupervisionAgreement]
    to_book: list[SupervisionAgreement]  # under which she herself may book
    past: list[SupervisionSession]
    balance: Balance

    @property
    def next(self) -> SupervisionSession | None:
        return self.coming[0] if self.coming else None

    @property
    def later(self) -> list[SupervisionSession]:
        return self.coming[1:]


def mentor_home(mentor: User, now: datetime | None = None) -> MentorHome:
    moment = now or timezone.now()
    agreements = list(agreements_of_supervisee(mentor))
    own_past = past_sessions(mentor, moment).filter(attended_by(mentor))
    return MentorHome(
        standing=standing_of(mentor),
        coming=list(coming_as_mentor(mentor, moment)[:COMING_SHOWN]),
        agreements=agreements,
        to_book=[row for row in agreements if can_book(mentor, row)],
        past=list(own_past[:PAST_SHOWN]),
        balance=function_balance(mentor),
    )


@dataclass
class Supervisee:
    """One person somebody supervises, as a row of her home."""

    person: User
    standing: Standing
    agreements: list[SupervisionAgreement] = field(default_factory=list)
    next: datetime | None = None
    next_session: int | None = None

    @property
    def needs_a_day(self) -> bool:
        return self.next is None and self.standing.status != Status.NONE


@dataclass(frozen=True)
class SupervisorHome:
    rows: list[Supervisee]
    to_mark: list[SupervisionSession]
    coming: list[SupervisionSession]

    @property
    def people(self) -> list[User]:
        return [row.person for row in self.rows]

    @property
    def late(self) -> int:
        return sum(row.standing.is_late for row in self.rows)

    @property
    def groups(self) -> list[SupervisionSession]:
        return [session for session in self.coming if session.type == SessionType.GROUP]


def supervisor_home(supervisor: User, now: datetime | None = None) -> SupervisorHome:
    moment = now or timezone.now()
    return SupervisorHome(
        rows=supervisees_of(supervisor, moment),
        to_mark=list(to_be_marked(supervisor, moment)),
        coming=list(coming_held(supervisor, moment)[:COMING_SHOWN]),
    )


def coming_held(supervisor: User, now: datetime) -> QuerySet[SupervisionSession]:
    planned = Q(state=SessionState.PLANNED, starts_at__gt=now)
    rows = SupervisionSession.objects.filter(held_by(supervisor) & planned)
    return with_people(rows).order_by("starts_at", "pk")


def supervisees_of(supervisor: User, now: datetime | None = None) -> list[Supervisee]:
    """Everybody she supervises or stands in for, late ones first; always the same queries."""
    agreements = list(agreements_of_supervisor(supervisor))
    people = {row.supervisee_id: row.supervisee for row in agreements}
    found = standings(people.values())
    rows = {pk: Supervisee(person, found[pk]) for pk, person in people.items()}
    for agreement in agreements:
        rows[agreement.supervisee_id].agreements.append(agreement)
    for pk, (session, starts_at) in _next_of(supervisor, people, now or timezone.now()).items():
        rows[pk].next, rows[pk].next_session = starts_at, session
    return sorted(rows.values(), key=lambda row: LATE_FIRST.get(row.standing.status, 3))


def _next_of(
    supervisor: User, people: Iterable[int], now: datetime
) -> dict[int, tuple[int, datetime]]:
    planned = Q(state=SessionState.PLANNED, starts_at__gt=now)
    rows = SupervisionSession.objects.filter(
        held_by(supervisor) & planned, attendances__attendee__in=list(people)
    )
    latest_first = rows.order_by("-starts_at", "-pk")
    values = latest_first.values_list("attendances__attendee", "pk", "starts_at", "type")
    found = {}
    for person, pk, starts_at, kind in values:
        if rules.counts_towards(kind) != CountsTowards.NOTHING:
            found[person] = (pk, starts_at)
    return found
