"""Sessions, each narrowed to those somebody may read, with all that a list shows of them."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from ..access import attended_by, held_by, listed_for, readable_by
from ..models import SessionAttendance, SupervisionSession
from ..rules import Attendance, SessionState


def with_people(rows: QuerySet[SupervisionSession]) -> QuerySet[SupervisionSession]:
    attendances = SessionAttendance.objects.select_related("attendee").order_by("pk")
    return rows.select_related("supervisor", "agreement__supervisee").prefetch_related(
        Prefetch("attendances", queryset=attendances)
    )


def sessions_of(reader: Any) -> QuerySet[SupervisionSession]:
    """All she reads whole."""
    return with_people(SupervisionSession.objects.filter(readable_by(reader)))


def sessions_listed_for(reader: Any) -> QuerySet[SupervisionSession]:
    """Also those of which she reads date, length, kind and attendance."""
    return with_people(SupervisionSession.objects.filter(listed_for(reader)))


def reads_whole(reader: Any, session: SupervisionSession) -> bool:
    return SupervisionSession.objects.filter(readable_by(reader), pk=session.pk).exists()


def coming_sessions(user: Any, now: datetime | None = None) -> QuerySet[SupervisionSession]:
    """Planned and still to come, hers on either side, the next first."""
    to_come = Q(state=SessionState.PLANNED, starts_at__gt=now or timezone.now())
    return sessions_of(user).filter(to_come).order_by("starts_at", "pk")


def past_sessions(user: Any, now: datetime | None = None) -> QuerySet[SupervisionSession]:
    """Held, missed, called off, or planned for a time that has passed; the latest first."""
    to_come = Q(state=SessionState.PLANNED, starts_at__gt=now or timezone.now())
    return sessions_of(user).exclude(to_come)


def coming_as_mentor(mentor: Any, now: datetime | None = None) -> QuerySet[SupervisionSession]:
    rows = coming_sessions(mentor, now).filter(attended_by(mentor))
    return rows.exclude(
        pk__in=mentor.session_attendances.filter(state=Attendance.APOLOGIES).values("session")
    )


def next_session_of(mentor: Any, now: datetime | None = None) -> SupervisionSession | None:
    """The next one she is expected at, for her own eyes."""
    return coming_as_mentor(mentor, now).first()


def to_be_marked(user: Any, now: datetime | None = None) -> QuerySet[SupervisionSession]:
    """Those she holds whose time has passed: nobody has said yet whether they took place."""
    passed = Q(state=SessionState.PLANNED, starts_at__lte=now or timezone.now())
    rows = SupervisionSession.objects.filter(held_by(user) & passed)
    return with_people(rows).order_by("starts_at", "pk")


def sessions_for_calendar(
    user: Any, *, back: timedelta, now: datetime
) -> QuerySet[SupervisionSession]:
    """What stands in a private calendar: hers on either side, planned or held, not long past."""
    shown = Q(state__in=(SessionState.PLANNED, SessionState.HELD), starts_at__gte=now - back)
    rows = SupervisionSession.objects.filter(readable_by(user) & shown)
    return rows.select_related("supervisor").order_by("starts_at", "pk")
