"""Who is to be reminded of what: always the same few queries, however many people and sessions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.supervision.access import in_force
from assessments.supervision.models import SupervisionAgreement
from assessments.supervision.rules.frequency import Standing, Status
from assessments.supervision.rules.kinds import CountsTowards
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.notices.models import Notice
from cms.people.teams.models import Cover, ReportingLine
from cms.people.teams.rules import CoverKind

from .. import rules
from ..models import SupervisionSession
from ..rules import Attendance, SessionState
from .sessions import with_people
from .standing import standings


@dataclass(frozen=True)
class Late:
    """Somebody whose supervision is due or later, and who is told of it."""

    person: User
    standing: Standing
    supervisors: tuple[User, ...]
    manager: User | None
    is_booked: bool  # for a day on which it would still be on time


def near_sessions(now: datetime) -> QuerySet[SupervisionSession]:
    """Planned, from now to the end of the day after tomorrow."""
    until = timezone.localdate(now) + rules.REMIND_BEFORE
    planned = Q(state=SessionState.PLANNED, starts_at__gt=now, starts_at__date__lte=until)
    return with_people(SupervisionSession.objects.filter(planned)).order_by("starts_at", "pk")


def unmarked_sessions(now: datetime) -> QuerySet[SupervisionSession]:
    """Planned for a day before today: nobody has said whether they took place."""
    today = timezone.localdate(now)
    planned = Q(state=SessionState.PLANNED, starts_at__date__lt=today)
    return with_people(SupervisionSession.objects.filter(planned)).order_by("starts_at", "pk")


def expected_at(session: SupervisionSession) -> list[User]:
    """Who holds it and whoever has not sent apologies; from what was fetched with it."""
    rows = session.attendances.all()
    return [
        session.supervisor,
        *(row.attendee for row in rows if row.state == Attendance.EXPECTED),
    ]


def stand_ins(today: date) -> dict[int, list[User]]:
    """Of each supervisor who is covered today, who stands in for her."""
    covers = Cover.objects.filter(
        kind=CoverKind.SUPERVISOR, starts_on__lte=today, ends_on__gte=today
    ).select_related("stands_in")
    found: dict[int, list[User]] = defaultdict(list)
    for cover in covers:
        found[cover.absent_id].append(cover.stands_in)
    return found


def told_already(keys: Iterable[str]) -> set[tuple[int, str]]:
    """Of these keys, who has had the notice: so that a second run asks one query and sends none."""
    rows = Notice.objects.filter(key__in=list(keys))
    return set(rows.values_list("recipient_id", "key"))


def late_people(now: datetime) -> list[Late]:
    """Everybody who is to have supervision and for whom it is due, with whom to tell."""
    today = timezone.localdate(now)
    people = {person.pk: person for person in _supervised_people(today)}
    late = (Status.DUE, Status.OVERDUE, Status.SERIOUSLY_OVERDUE)
    found = standings(list(people.values()), on=today)
    rows = {pk: each for pk, each in found.items() if each.status in late and each.due_on}
    supervisors, managers = _supervisors(rows, today), _managers(rows, today)
    booked = _booked(rows, now)
    return [
        Late(
            person=people[pk],
            standing=each,
            supervisors=tuple(supervisors.get(pk, ())),
            manager=managers.get(pk),
            is_booked=pk in booked,
        )
        for pk, each in rows.items()
    ]


def _supervised_people(today: date) -> QuerySet[User]:
    agreed = SupervisionAgreement.objects.filter(in_force(today)).values("supervisee")
    mentors = holders_of(Role.MENTOR, on=today).values("pk")
    either = Q(pk__in=agreed) | Q(pk__in=mentors)
    return User.objects.filter(either, is_active=True).select_related("staff_profile")


def _supervisors(people: Iterable[int], today: date) -> dict[int, list[User]]:
    agreements = SupervisionAgreement.objects.filter(
        in_force(today), supervisee__in=list(people), supervisor__is_active=True
    ).select_related("supervisor")
    found: dict[int, list[User]] = defaultdict(list)
    for agreement in agreements:
        found[agreement.supervisee_id].append(agreement.supervisor)
    return found


def _managers(people: Iterable[int], today: date) -> dict[int, User]:
    """The line manager of the day, if she may act as one."""
    holders = RoleGrant.objects.filter(current_on(today), role=Role.LINE_MANAGER).values("holder")
    lines = ReportingLine.objects.on(today).filter(
        person__in=list(people), manager__in=holders, manager__is_active=True
    )
    return {line.person_id: line.manager for line in lines.select_related("manager")}


def _booked(rows: dict[int, Standing], now: datetime) -> set[int]:
    """Those with a planned session of a kind that counts, no later than their days of grace."""
    planned = SupervisionSession.objects.filter(
        state=SessionState.PLANNED, starts_at__gt=now, attendances__attendee__in=list(rows)
    ).values_list("attendances__attendee", "type", "starts_at")
    found = set()
    for person, kind, starts_at in planned:
        each = rows.get(person)
        if each is None or rules.counts_towards(kind) != CountsTowards.FREQUENCY:
            continue
        last = each.latest_on or each.due_on
        if last is not None and timezone.localdate(starts_at) <= last:
            found.add(person)
    return found
