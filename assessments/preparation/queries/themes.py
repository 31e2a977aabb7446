"""What comes up again and again, and what has gone quiet: by statements alone, and only of what the
reader may read herself."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.actions.access import readable_by as actions_readable_by
from assessments.actions.models import ActionUpdate, SupervisionAction
from assessments.plans.access import owned_by as lines_owned_by
from assessments.plans.models import PlanLine
from assessments.plans.rules import LineState
from assessments.records.access import readable_by as records_readable_by
from assessments.records.models import SupervisionRecord
from assessments.sessions.access import readable_by as sessions_readable_by
from assessments.sessions.models import SupervisionSession
from assessments.sessions.rules import Attendance, SessionState
from assessments.standards.models import Statement
from assessments.supervision.access import is_supervisor_of
from cms.people.accounts.models import User

from ..rules import REPEATED, SILENT_FOR

YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Theme:
    """A statement that came up in so many sessions, for the first time on a day."""

    statement: Statement
    times: int
    since: date


def is_of_the_pair(person: User, reader: User) -> bool:
    """Themes are said to the two of them, to nobody else who reads an action or a record."""
    return reader.pk == person.pk or is_supervisor_of(reader, person)


def repeat_themes(person: User, reader: User, on: date | None = None) -> list[Theme]:
    """The statements that came up three times or more within a year, the most frequent first, in
    three queries. What was agreed in a session and what its record says count once."""
    since = (on or timezone.localdate()) - YEAR
    came_up: dict[int, dict[int, date]] = defaultdict(dict)
    for statement, session, starts_at in [
        *_in_actions(person, reader, since),
        *_in_records(person, reader, since),
    ]:
        came_up[statement][session] = timezone.localdate(starts_at)
    often = {pk: days for pk, days in came_up.items() if len(days) >= REPEATED}
    if not often:
        return []
    statements = Statement.objects.select_related("framework").in_bulk(often)
    themes = [Theme(statements[pk], len(days), min(days.values())) for pk, days in often.items()]
    return sorted(themes, key=lambda theme: (-theme.times, theme.statement.position))


def _in_actions(person: User, reader: User, since: date) -> Iterable[tuple[int, int, datetime]]:
    rows = SupervisionAction.objects.filter(
        actions_readable_by(reader), supervisee=person.pk, origin__starts_at__date__gte=since
    )
    named = rows.exclude(statements=None).order_by()
    return named.values_list("statements", "origin", "origin__starts_at")


def _in_records(person: User, reader: User, since: date) -> Iterable[tuple[int, int, datetime]]:
    rows = SupervisionRecord.objects.filter(
        records_readable_by(reader),
        session__in=_sessions_of(person).values("pk"),
        session__starts_at__date__gte=since,
    )
    named = rows.exclude(statements=None).order_by()
    return named.values_list("statements", "session", "session__starts_at")


def silent_statements(person: User, reader: User) -> list[Statement]:
    """Those she chose in her plan that none of the last three sessions touched. Her plan is hers:
    her supervisor sees those of lines that grew out of an action of the two."""
    sessions = SupervisionSession.objects.filter(sessions_readable_by(reader))
    held = sessions.filter(pk__in=_sessions_of(person).values("pk"), state=SessionState.HELD)
    last = list(held.order_by("-starts_at", "-pk").values_list("pk", flat=True)[:SILENT_FOR])
    if len(last) < SILENT_FOR:
        return []
    lines = _lines_known_to(person, reader).filter(state=LineState.OPEN)
    planned = Statement.objects.filter(plan_lines__in=lines).select_related("framework")
    return list(planned.exclude(pk__in=_touched_in(last, person)).distinct())


def _lines_known_to(person: User, reader: User) -> QuerySet[PlanLine]:
    if reader.pk == person.pk:
        return PlanLine.objects.filter(lines_owned_by(person))
    shared = SupervisionAction.objects.filter(actions_readable_by(reader), supervisee=person.pk)
    return PlanLine.objects.filter(owner=person.pk, pk__in=shared.values("plan_line"))


def _touched_in(sessions: list[int], person: User) -> set[int]:
    said = ActionUpdate.objects.filter(session__in=sessions).values("action")
    actions = SupervisionAction.objects.filter(
        Q(origin__in=sessions) | Q(pk__in=said), supervisee=person.pk
    )
    records = SupervisionRecord.objects.filter(session__in=sessions)
    touched = set(actions.values_list("statements", flat=True))
    return {pk for pk in touched | set(records.values_list("statements", flat=True)) if pk}


def _sessions_of(person: User) -> QuerySet[SupervisionSession]:
    """Those she was at: her own, and the groups she came to."""
    return SupervisionSession.objects.filter(
        attendances__attendee=person.pk,
        attendances__state__in=(Attendance.CAME, Attendance.EXPECTED),
    )
