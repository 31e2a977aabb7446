"""Where people stand with supervision today, in a number of queries that does not grow with them
(domain.md 4.6). Who may know it is asked before: this reads for whoever it is given."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef
from django.utils import timezone

from assessments.contact_hours.models import ContactMonth
from assessments.supervision.models import (
    CollegeClosure,
    SupervisionAgreement,
    SupervisionNeed,
    SupervisionPolicy,
)
from assessments.supervision.queries.policies import policy_values
from assessments.supervision.rules import frequency
from assessments.supervision.rules.frequency import (
    FAR_BACK,
    Facts,
    HeldSession,
    Period,
    Policy,
    Standing,
    Status,
)
from assessments.supervision.rules.kinds import CountsTowards
from assessments.supervision.rules.states import AgreementState
from cms.people.accounts.models import RoleGrant, User, current_on
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.teams.models import Absence, StaffProfile

from ..models import SessionAttendance
from ..rules import Attendance, SessionState

SIGNED = (AgreementState.IN_FORCE, AgreementState.REPLACED, AgreementState.ENDED)
NOT_EXPECTED = Standing(status=Status.NONE, sentence="Supervision is not asked of this post.")


def standings(
    people: Iterable[User],
    *,
    on: date | None = None,
    target: str = CountsTowards.FREQUENCY,
) -> dict[int, Standing]:
    """By key of the person; seven queries, and one more where a policy counts hours."""
    day = on or timezone.localdate()
    pks = [person.pk for person in people]
    if not pks:
        return {}
    policies = active_policies()
    known = facts_of(pks, day, with_hours=any(row.contact_hours for row in policies))
    return {
        pk: frequency.standing(known[pk], policies, on=day, target=target)
        if pk in known
        else NOT_EXPECTED
        for pk in pks
    }


def standing_of(
    person: User, on: date | None = None, *, target: str = CountsTowards.FREQUENCY
) -> Standing:
    return standings([person], on=on, target=target)[person.pk]


def due_for_booking(
    person: User, on: date | None = None, *, target: str = CountsTowards.FREQUENCY
) -> tuple[date | None, int]:
    """The day a session is due and the days of grace after it, as they are kept with a session
    when it is booked. Grace is given in days of the calendar, weeks of closure included."""
    found = standing_of(person, on, target=target)
    if found.due_on is None or found.latest_on is None:
        return found.due_on, 0
    return found.due_on, (found.latest_on - found.due_on).days


def active_policies() -> list[Policy]:
    return [policy_values(row) for row in SupervisionPolicy.objects.filter(is_active=True)]


# What is known of people ------------------------------------------------------------


def facts_of(pks: Iterable[int], day: date, *, with_hours: bool = True) -> dict[int, Facts]:
    keys = list(pks)
    agreements = _agreements(keys, day)
    needs, absences, sessions = _needs(keys, day), _absences(keys), _sessions(keys, day)
    closures = tuple(CollegeClosure.objects.values_list("starts_on", "ends_on"))
    months = _months(keys, day) if with_hours else {}
    is_mentor = RoleGrant.objects.filter(current_on(day), holder=OuterRef("person"))
    profiles = StaffProfile.objects.filter(person__in=keys).annotate(
        is_mentor=Exists(is_mentor.filter(role=Role.MENTOR))
    )
    found = {}
    for row in profiles.values("person", "started_on", "left_on", "fte", "team", "is_mentor"):
        pk = row["person"]
        agreed = agreements.get(pk, Agreed())
        found[pk] = Facts(
            is_expected=row["is_mentor"] or agreed.is_in_force,
            started_on=row["started_on"],
            agreed_on=agreed.first_on,
            agreed_days=agreed.days,
            left_on=row["left_on"],
            fte=row["fte"],
            team=row["team"],
            needs=needs.get(pk, {}),
            absences=tuple(absences.get(pk, ())),
            closures=closures,
            sessions=tuple(sessions.get(pk, ())),
            contact_minutes=months.get(pk, {}),
        )
    return found


@dataclass
class Agreed:
    first_on: date | None = None
    days: int | None = None
    is_in_force: bool = False


def _agreements(pks: list[int], day: date) -> dict[int, Agreed]:
    found: dict[int, Agreed] = defaultdict(Agreed)
    rows = SupervisionAgreement.objects.filter(
        supervisee__in=pks, state__in=SIGNED, starts_on__lte=day
    )
    for pk, starts_on, ends_on, state, days in rows.values_list(
        "supervisee", "starts_on", "ends_on", "state", "interval_days"
    ):
        agreed = found[pk]
        agreed.first_on = min(agreed.first_on or starts_on, starts_on)
        if state == AgreementState.IN_FORCE and (ends_on is None or ends_on >= day):
            agreed.is_in_force = True
            agreed.days = min(agreed.days or days, days) if days else agreed.days
    return found


def _needs(pks: list[int], day: date) -> dict[int, dict[str, date]]:
    found: dict[int, dict[str, date]] = defaultdict(dict)
    for pk, kind, since in SupervisionNeed.objects.filter(
        current_on(day), person__in=pks
    ).values_list("person", "kind", "starts_on"):
        found[pk][kind] = min(found[pk].get(kind, since), since)
    return found


def _absences(pks: list[int]) -> dict[int, list[Period]]:
    found: dict[int, list[Period]] = defaultdict(list)
    rows = Absence.objects.filter(person__in=pks)
    for pk, first, last in rows.values_list("person", "starts_on", "ends_on"):
        found[pk].append((first, last))
    return found


def _sessions(pks: list[int], day: date) -> dict[int, list[HeldSession]]:
    """Held, and come to, in the last three years: older ones bear on nothing."""
    found: dict[int, list[HeldSession]] = defaultdict(list)
    rows = SessionAttendance.objects.filter(
        attendee__in=pks,
        state=Attendance.CAME,
        session__state=SessionState.HELD,
        session__held_at__date__gt=day - FAR_BACK,
        session__held_at__date__lte=day,
    ).values_list(
        "attendee",
        "session__held_at",
        "session__type",
        "session__held_minutes",
        "session__minutes",
    )
    for pk, held_at, kind, took, planned in rows:
        minutes = planned if took is None else took
        found[pk].append(HeldSession(timezone.localdate(held_at), kind, minutes))
    return found


def _months(pks: list[int], day: date) -> dict[int, dict[date, int]]:
    """Only that so many hours were reached leaves this module, never how many they were: the
    numbers are a mentor's own."""
    found: dict[int, dict[date, int]] = defaultdict(dict)
    rows = ContactMonth.objects.filter(
        owner__in=pks, month_on__lte=day, month_on__gt=day - FAR_BACK
    )
    for pk, month, alone, groups in rows.values_list(
        "owner", "month_on", "one_to_one_minutes", "group_minutes"
    ):
        found[pk][month] = alone + groups
    return found


def people_under(on: date | None = None) -> dict[str, int]:
    """For how many mentors each policy holds today, by its key."""
    day = on or timezone.localdate()
    policies = active_policies()
    known = facts_of(holders_of(Role.MENTOR, on=day).values_list("pk", flat=True), day)
    found: dict[str, int] = defaultdict(int)
    for facts in known.values():
        for target in (CountsTowards.FREQUENCY, CountsTowards.SAFEGUARDING):
            policy = frequency.standing(facts, policies, on=day, target=target).policy
            if policy is not None:
                found[policy.key] += 1
    return dict(found)


# What a change of a policy would do ---------------------------------------------------


@dataclass(frozen=True)
class Effect:
    """On the mentors of today: counts, no names."""

    people: int
    under_before: int  # for whom this policy holds
    under_after: int
    earlier: int  # whose next session would be due earlier
    later: int
    statuses: list[tuple[Status, int, int]]  # how many before and after

    @property
    def is_moved(self) -> bool:
        return any(before != after for _, before, after in self.statuses)


def effect_of(changed: Policy, *, on: date | None = None) -> Effect:
    """What one policy as it would be, new or changed, does today. Nothing is written."""
    day = on or timezone.localdate()
    now = active_policies()
    then = [*(row for row in now if row.key != changed.key or not row.key), changed]
    hours = any(row.contact_hours for row in then)
    known = facts_of(holders_of(Role.MENTOR, on=day).values_list("pk", flat=True), day,
                     with_hours=hours)  # fmt: skip
    pairs = [
        tuple(
            frequency.standing(facts, rows, on=day, target=changed.target) for rows in (now, then)
        )
        for facts in known.values()
    ]
    due = [(one.due_on, other.due_on) for one, other in pairs if one.due_on and other.due_on]
    return Effect(
        people=len(pairs),
        under_before=sum(_is_under(changed, before) for before, _ in pairs),
        under_after=sum(_is_under(changed, after) for _, after in pairs),
        earlier=sum(after < before for before, after in due if before and after),
        later=sum(after > before for before, after in due if before and after),
        statuses=[
            (
                each,
                sum(before.status == each for before, _ in pairs),
                sum(after.status == each for _, after in pairs),
            )
            for each in Status
        ],
    )


def _is_under(policy: Policy, found: Standing) -> bool:
    return found.policy is not None and found.policy.key == policy.key
