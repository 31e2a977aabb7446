"""Mentors somebody may hold a group or a debrief for, and supervisors who are trained to."""

from datetime import date, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from assessments.supervision.access import supervisors_of
from assessments.supervision.rules.kinds import SessionType
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.teams.access.conflicts import in_conflict_with

from ..models import SupervisionSession
from ..rules import SessionState

TRAINED_FOR = timedelta(days=730)  # training as a supervisor counts for 24 months (domain.md 4.8)


def mentors_for(supervisor: Any) -> QuerySet[User]:
    """Mentors who work here, without herself and without those she may not supervise."""
    others = holders_of(Role.MENTOR).exclude(pk=supervisor.pk)
    return others.exclude(in_conflict_with(supervisor)).order_by("last_name", "first_name", "pk")


def people_for_debrief(supervisor: Any) -> QuerySet[User]:
    """Whoever works here may need one, not mentors alone."""
    others = holders_of(*Role.values).exclude(pk=supervisor.pk)
    return others.exclude(in_conflict_with(supervisor)).order_by("last_name", "first_name", "pk")


def supervisors_for_debrief(mentor: Any, on: date | None = None) -> QuerySet[User]:
    """Trained supervisors and her own. Where nobody's training is written down, every supervisor:
    somebody who asks is never met with silence."""
    day = on or timezone.localdate()
    holders = holders_of(Role.SUPERVISOR, Role.DSL)
    trained = holders.filter(supervisor_post__trained_on__gt=day - TRAINED_FOR).values("pk")
    asked = User.objects.filter(Q(pk__in=trained) | supervisors_of(mentor, day), is_active=True)
    asked = asked.exclude(pk=mentor.pk).exclude(in_conflict_with(mentor))
    if not asked.exists():
        asked = holders.exclude(pk=mentor.pk).exclude(in_conflict_with(mentor))
    return asked.order_by("pk")


def debrief_to_come(mentor: Any, now: Any) -> SupervisionSession | None:
    rows = SupervisionSession.objects.filter(
        attendances__attendee=mentor.pk,
        type=SessionType.DEBRIEF,
        state=SessionState.PLANNED,
        starts_at__gt=now,
    )
    return rows.select_related("supervisor").order_by("starts_at").first()
