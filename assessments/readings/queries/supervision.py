"""Supervision: that it took place, in time, and who called off; and whether what both share with
the line manager was done in time. Never a word of it (domain.md 2.3, rules 10 and 17)."""

from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from assessments.sessions.models import SessionAttendance
from assessments.sessions.queries import standing_of
from assessments.sessions.rules import Attendance, SessionState
from assessments.supervision.rules.frequency import Standing
from assessments.supervision.rules.kinds import SessionType
from cms.people.teams.access import managed_since

from ..rules import Figure, InputKind, Piece, Section
from ..rules.lanes import Meeting, What, lanes
from .actions import action_figures, action_pieces, shared_actions
from .scope import Scope

FACTS = (  # all that a line manager may know of a session, and not a column more
    "session_id", "state", "session__state", "session__type", "session__starts_at",
    "session__held_at", "session__minutes", "session__held_minutes", "session__due_on",
    "session__tolerance_days", "session__called_off_by",
)  # fmt: skip


def supervision_section(scope: Scope) -> Section:
    """Ten queries: the sessions, the actions, and the eight that say where somebody stands."""
    found = meetings_of(scope)
    standing = standing_of(scope.person, scope.until)
    actions = shared_actions(scope)
    held = [meeting for meeting in found if meeting.is_held]
    return Section(
        InputKind.SUPERVISION,
        figures=[*_session_figures(found, standing), *action_figures(actions, scope.until)],
        pieces=[*(_piece(meeting) for meeting in reversed(held)), *action_pieces(actions)],
        chart=lanes(found, period_from=scope.period_from, period_to=scope.period_to),
        gaps=_gaps(found, standing),
        notes=_notes(found),
    )


def meetings_of(scope: Scope) -> list[Meeting]:
    """In their order. A manager reads those since her line began."""
    rows = SessionAttendance.objects.filter(
        attendee=scope.person.pk,
        session__starts_at__date__range=(scope.period_from, scope.until),
    ).exclude(session__state=SessionState.PLANNED)
    if not scope.is_own:
        rows = rows.filter(managed_since(scope.reader, "attendee", "session__starts_at__date"))
    found = rows.order_by("session__starts_at", "pk").values_list(*FACTS)
    return [_meeting(*row) for row in found]


def _meeting(
    pk: int,
    attendance: str,
    state: str,
    kind: str,
    starts_at: datetime,
    held_at: datetime | None,
    minutes: int,
    held_minutes: int | None,
    due_on: date | None,
    grace: int,
    called_off_by: str,
) -> Meeting:
    what = _what(state, attendance, called_off_by)
    return Meeting(
        pk=pk,
        on=timezone.localdate(held_at or starts_at),
        what=what,
        minutes=held_minutes or minutes,
        kind=str(SessionType(kind).label),
        due_on=due_on,
        latest_on=due_on + timedelta(days=grace) if due_on else None,
    )


def _what(state: str, attendance: str, called_off_by: str) -> What:
    if state == SessionState.CANCELLED:
        return What(called_off_by)
    if state == SessionState.MISSED:
        return What.MISSED
    return What.HELD if attendance == Attendance.CAME else What.ABSENT


def _piece(meeting: Meeting) -> Piece:
    meta = [f"{meeting.minutes} minutes", meeting.time_words]
    return Piece(
        key=f"session:{meeting.pk}",
        label=f"Supervision session held, {meeting.kind.lower()}",
        kind=InputKind.SUPERVISION,
        on=meeting.on,
        url=reverse("sessions:session_detail", args=[meeting.pk]),
        meta=", ".join(filter(None, meta)),
    )


def _session_figures(found: list[Meeting], standing: Standing) -> list[Figure]:
    due = [meeting for meeting in found if meeting.is_on_time is not None]
    late_now = 1 if standing.is_late else 0
    figures = [Figure("Sessions held", str(_count(found, What.HELD)))]
    if due or late_now:
        on_time = sum(meeting.is_on_time is True for meeting in due)
        figures.append(Figure("Held on time", f"{on_time} of {len(due) + late_now} due"))
    for what, label in (
        (What.SUPERVISOR, "Called off by the supervisor"),
        (What.SUPERVISEE, "Called off by the mentor"),
    ):
        figures.append(Figure(label, str(_count(found, what))))
    others = _count(found, What.MANAGER) + _count(found, What.COLLEGE)
    return [*figures, Figure("Called off by others", str(others))] if others else figures


def _count(found: list[Meeting], what: What) -> int:
    return sum(meeting.what == what for meeting in found)


def _gaps(found: list[Meeting], standing: Standing) -> list[str]:
    gaps = [] if any(meeting.is_held for meeting in found) else ["No session was held."]
    if standing.is_late:
        gaps.append(standing.sentence)
    return gaps


def _notes(found: list[Meeting]) -> list[str]:
    by_supervisor = _count(found, What.SUPERVISOR)
    if not by_supervisor:
        return []
    were = "session was" if by_supervisor == 1 else "sessions were"
    return [f"{by_supervisor} {were} called off by the supervisor: it says nothing of the mentor."]
