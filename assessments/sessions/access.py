"""Who may know of a session, book it, move it and say that it was held (domain.md 2.2; 2.3,
rule 10).

Those it is for and who holds it read all of it. A line manager, and oversight, read that it was:
date, length, kind and attendance, and nothing else.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from assessments.supervision.access import NOTHING, OVERSIGHT, can_supervise, supervised_by
from assessments.supervision.rules.states import WhoBooks
from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import covered_by_today, managed_since
from cms.people.teams.rules import CoverKind

TIME_TO_FINISH = timedelta(days=14)  # ten working days


def attended_by(user: Any) -> Q:
    """On `SupervisionSession`: those somebody is expected at or was at."""
    return Q(pk__in=user.session_attendances.values("session"))


def held_by(user: Any) -> Q:
    """On `SupervisionSession`: those she holds, or holds for somebody she stands in for, while she
    supervises the person, and for the days after in which records are finished (domain.md 4.5). A
    group or a debrief has no agreement: those stay hers while she supervises at all."""
    if not can_supervise(user):
        return NOTHING
    hers = Q(supervisor=user.pk)
    hers |= Q(supervisor__in=covered_by_today(user, CoverKind.SUPERVISOR))
    people = User.objects.filter(supervised_by(user)).values("pk")
    ended = Q(agreement__ends_on__gte=timezone.localdate() - TIME_TO_FINISH)
    return hers & (Q(agreement__isnull=True) | Q(agreement__supervisee__in=people) | ended)


def readable_by(user: Any) -> Q:
    """On `SupervisionSession`: all of it."""
    if not is_staff_member(user):
        return NOTHING
    return attended_by(user) | held_by(user)


def listed_for(user: Any) -> Q:
    """On `SupervisionSession`: date, length, kind, state and attendance. A line manager's begins
    with her line; oversight is of the whole college."""
    if not is_staff_member(user):
        return NOTHING
    if has_role(user, *OVERSIGHT):
        return ~NOTHING
    team = NOTHING
    if has_role(user, Role.LINE_MANAGER):
        attendances = user.session_attendances.model.objects
        since = attendances.filter(managed_since(user, "attendee", "session__starts_at__date"))
        team = Q(pk__in=since.values("session"))
    return readable_by(user) | team


def can_read_team(user: Any) -> bool:
    """The list of a line manager's people."""
    return has_role(user, Role.LINE_MANAGER)


def can_book(user: Any, agreement: Any) -> bool:
    """Under an agreement: who it says books; the supervisor may always."""
    if user is None or not is_staff_member(user):
        return False
    if user.pk == agreement.supervisor_id or is_covering(user, agreement.supervisor):
        return can_supervise(user)
    is_allowed = agreement.who_books in (WhoBooks.SUPERVISEE, WhoBooks.EITHER)
    return user.pk == agreement.supervisee_id and is_allowed


def can_book_group(user: Any) -> bool:
    """Group sessions, and debriefs after a hard event: whoever holds the role of a supervisor."""
    return user is not None and has_role(user, Role.SUPERVISOR, Role.DSL)


def can_ask_for_debrief(user: Any) -> bool:
    return is_staff_member(user)


def can_move(user: Any, session: Any) -> bool:
    """Move it or call it off: who holds it and, where it is for one person, that person."""
    if can_hold(user, session):
        return True
    is_pair = session.agreement_id is not None
    return is_pair and user is not None and user.pk == session.agreement.supervisee_id


def can_hold(user: Any, session: Any) -> bool:
    """Say that it was held, or missed, and write its record."""
    if user is None:
        return False
    return bool(type(session).objects.filter(held_by(user), pk=session.pk).exists())


def is_covering(user: Any, supervisor: Any) -> bool:
    absent = covered_by_today(user, CoverKind.SUPERVISOR).values_list("absent", flat=True)
    return supervisor.pk in set(absent)


def can_keep_feed_of(user: Any, owner: Any) -> bool:
    return bool(user is not None and is_staff_member(user) and user.pk == owner.pk)
