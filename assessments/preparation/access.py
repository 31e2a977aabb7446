"""What a mentor prepares is hers; her supervisor reads it a day before the session, unless she
keeps it to herself. Marks of how the work feels are hers alone, and their trend if she says so."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from assessments.sessions.access import held_by
from assessments.sessions.models import SupervisionSession
from assessments.supervision.access import NOTHING, can_supervise, supervised_by
from cms.people.accounts.access import is_staff_member
from cms.people.accounts.models import User

from .rules import VISIBLE_BEFORE

CLASS = "session_preparation"


def readable_by(user: Any, now: datetime | None = None) -> Q:
    """On `SessionPreparation`."""
    if not is_staff_member(user):
        return NOTHING
    soon = Q(session__starts_at__lte=(now or timezone.now()) + VISIBLE_BEFORE)
    held = SupervisionSession.objects.filter(held_by(user)).values("pk")
    shown = Q(session__in=held, is_held_back=False)
    return Q(mentor=user.pk) | (shown & soon)


def marks_readable_by(user: Any) -> Q:
    """On `WellbeingMark`: one's own."""
    return Q(mentor=user.pk) if is_staff_member(user) else NOTHING


def trends_shown_to(user: Any) -> Q:
    """On `WellbeingMark`: those their mentors let a supervisor see, as a trend."""
    if not can_supervise(user):
        return NOTHING
    people = User.objects.filter(supervised_by(user)).values("pk")
    return Q(mentor__in=people, is_shared=True)


def can_prepare(user: Any, session: Any) -> bool:
    """Whom the session is for."""
    if user is None or not is_staff_member(user):
        return False
    return bool(session.attendances.filter(attendee=user.pk).exists())
