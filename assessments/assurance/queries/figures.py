"""What leaders are told of supervision: how much of it took place, in time, and what is still open.
Sums of teams, never of one person, and never a word of what was said."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import F, Q
from django.utils import timezone

from assessments.actions.models import SupervisionAction
from assessments.actions.rules import MOST_CARRIED, ActionState
from assessments.sessions.models import SessionAttendance
from assessments.sessions.queries.standing import standings
from assessments.sessions.rules import Attendance, CalledOffBy, SessionState
from assessments.supervision.access import in_force
from assessments.supervision.models import SupervisionAgreement, SupervisorPost
from assessments.supervision.rules.agreements import TRAINING_LASTS_DAYS
from assessments.supervision.rules.frequency import Standing, Status
from assessments.targets.rules import SMALLEST_TEAM, hidden_teams
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role

from ..access import counted_for
from ..rules import percent

NO_TEAM = "In no team"
A_YEAR = timedelta(days=365)


@dataclass(frozen=True)
class TeamFigures:
    """A team’s year. `due` sessions are those held and those now overdue."""

    name: str
    people: int
    standing: dict[str, int]
    held: int
    due: int
    on_time: int
    called_off: dict[str, int]
    missed: int
    open_actions: int
    overdue_actions: int
    carried_actions: int

    @property
    def on_time_percent(self) -> int | None:
        return percent(self.on_time, self.due)

    @property
    def late(self) -> int:
        return self.standing[Status.OVERDUE] + self.standing[Status.SERIOUSLY_OVERDUE]


@dataclass(frozen=True)
class Quarter:
    first_on: date
    held: int
    on_time_percent: int | None  # none: too few sessions to say


@dataclass(frozen=True)
class Assurance:
    teams: list[TeamFigures]
    hidden: list[str]  # teams too small for figures
    in_all: TeamFigures | None
    quarters: list[Quarter]
    supervisors: int
    trained: int
    since: date
    until: date


@dataclass(frozen=True)
class _Meeting:
    person: int
    state: str
    attendance: str
    held_on: date | None
    starts_on: date
    is_due: bool
    is_on_time: bool
    called_off_by: str


def assurance(reader: User, *, today: date | None = None) -> Assurance:
    """The last twelve months of the mentors somebody reads counts of, by team."""
    until = today or timezone.localdate()
    since = until - A_YEAR
    people = list(
        holders_of(Role.MENTOR)
        .filter(counted_for(reader))
        .select_related("staff_profile__team")
        .order_by("pk")
    )
    team_of = {person.pk: _team_of(person) for person in people}
    hidden = hidden_teams(Counter(team_of.values()))
    shown = [person for person in people if team_of[person.pk] not in hidden]
    keys = [person.pk for person in shown]
    meetings, actions = _meetings(keys, since, until), _actions(keys, until)
    found = standings(shown, on=until)
    by_team: dict[str, list[int]] = defaultdict(list)
    for person in shown:
        by_team[team_of[person.pk]].append(person.pk)
    in_all = _figures("All these teams", keys, found, meetings, actions)
    supervisors, trained = _training(until)
    return Assurance(
        teams=[_figures(name, by_team[name], found, meetings, actions) for name in sorted(by_team)],
        hidden=sorted(hidden),
        in_all=in_all if len(keys) >= SMALLEST_TEAM else None,
        quarters=_quarters(meetings, until),
        supervisors=supervisors,
        trained=trained,
        since=since,
        until=until,
    )


def _team_of(person: User) -> str:
    profile = getattr(person, "staff_profile", None)
    return str(profile.team) if profile and profile.team_id else NO_TEAM


def _meetings(people: list[int], since: date, until: date) -> list[_Meeting]:
    rows = SessionAttendance.objects.filter(
        attendee__in=people, session__starts_at__date__gt=since, session__starts_at__date__lte=until
    ).values_list(
        "attendee",
        "session__state",
        "state",
        "session__held_at",
        "session__starts_at",
        "session__due_on",
        "session__tolerance_days",
        "session__called_off_by",
    )
    return [_meeting(*row) for row in rows]


def _meeting(
    person: int,
    state: str,
    attendance: str,
    held_at: object,
    starts_at: object,
    due_on: date | None,
    tolerance: int,
    called_off_by: str,
) -> _Meeting:
    held_on = timezone.localdate(held_at) if held_at else None  # type: ignore[arg-type]
    is_held = state == SessionState.HELD and attendance == Attendance.CAME and held_on is not None
    is_due = is_held and due_on is not None
    is_on_time = bool(
        is_due and held_on and due_on and held_on <= due_on + timedelta(days=tolerance)
    )
    return _Meeting(
        person=person,
        state=state,
        attendance=attendance,
        held_on=held_on if is_held else None,
        starts_on=timezone.localdate(starts_at),  # type: ignore[arg-type]
        is_due=is_due,
        is_on_time=is_on_time,
        called_off_by=called_off_by,
    )


def _actions(people: list[int], today: date) -> dict[int, Counter[str]]:
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    rows = SupervisionAction.objects.filter(supervisee__in=people, state=ActionState.OPEN)
    for person, due_on, carried in rows.values_list("supervisee", "due_on", "carried_count"):
        counts[person]["open"] += 1
        counts[person]["overdue"] += due_on < today
        counts[person]["carried"] += carried >= MOST_CARRIED
    return counts


def _figures(
    name: str,
    people: Iterable[int],
    found: dict[int, Standing],
    meetings: list[_Meeting],
    actions: dict[int, Counter[str]],
) -> TeamFigures:
    people = set(people)
    theirs = [meeting for meeting in meetings if meeting.person in people]
    standing = Counter({status.value: 0 for status in Status})
    standing.update(found[person].status for person in people)
    called_off = Counter({by.value: 0 for by in CalledOffBy})
    called_off.update(m.called_off_by for m in theirs if m.state == SessionState.CANCELLED)
    overdue = standing[Status.OVERDUE] + standing[Status.SERIOUSLY_OVERDUE]
    return TeamFigures(
        name=name,
        people=len(people),
        standing=dict(standing),
        held=sum(meeting.held_on is not None for meeting in theirs),
        due=sum(meeting.is_due for meeting in theirs) + overdue,
        on_time=sum(meeting.is_on_time for meeting in theirs),
        called_off=dict(called_off),
        missed=sum(meeting.state == SessionState.MISSED for meeting in theirs),
        open_actions=sum(actions[person]["open"] for person in people),
        overdue_actions=sum(actions[person]["overdue"] for person in people),
        carried_actions=sum(actions[person]["carried"] for person in people),
    )


def _quarters(meetings: list[_Meeting], until: date) -> list[Quarter]:
    """Four stretches of thirteen weeks up to today, the oldest first."""
    found = []
    for number in range(4, 0, -1):
        first, last = until - number * A_YEAR / 4, until - (number - 1) * A_YEAR / 4
        held = [m for m in meetings if m.held_on is not None and first < m.held_on <= last]
        due = sum(meeting.is_due for meeting in held)
        is_enough = due >= SMALLEST_TEAM
        rate = percent(sum(meeting.is_on_time for meeting in held), due) if is_enough else None
        found.append(Quarter(first + timedelta(days=1), len(held), rate))
    return found


def _training(today: date) -> tuple[int, int]:
    """How many supervise somebody now who is not their own report, and how many are trained."""
    pairs = SupervisionAgreement.objects.filter(in_force(today)).exclude(
        Q(supervisor=F("supervisee__reporting_lines__manager"))
        & Q(supervisee__reporting_lines__ends_on__isnull=True)
    )
    supervising = set(pairs.values_list("supervisor", flat=True))
    trained = SupervisorPost.objects.filter(
        supervisor__in=supervising,
        trained_on__gt=today - timedelta(days=TRAINING_LASTS_DAYS),
    )
    return len(supervising), trained.count()
