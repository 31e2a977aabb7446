"""Whose a round is, and who reads it (features.md R2, R3; domain.md 2.3).

The subject, always. The line manager of today (or who stands in) what the subject shares, of
rounds that were closed since that line began. Nobody else: no role of HR, of the data protection
officer, of a quality lead opens it, and no grant does. A colleague who is asked needs no account:
the link opens that one question alone.
"""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role
from cms.people.teams.access import managed_by, managed_since

from .rules import RoundState

NOTHING = Q(pk__in=[])


def readable_by(user: Any) -> Q:
    """On `ColleagueRound`."""
    if not is_staff_member(user):
        return NOTHING
    return owned_by(user) | shown_to_manager(user)


def owned_by(user: Any) -> Q:
    return Q(subject=user.pk) if is_staff_member(user) else NOTHING


def shown_to_manager(user: Any) -> Q:
    """Of the people she manages today, what they share (domain.md 2.3, change of manager)."""
    if not can_manage(user):
        return NOTHING
    team = Q(subject__in=User.objects.filter(managed_by(user)).values("pk"))
    shared = Q(is_shared=True, state=RoundState.CLOSED) & ~Q(subject=user.pk)
    return team & shared & managed_since(user, "subject", "closed_at__date")


def can_manage(user: Any) -> bool:
    return has_role(user, Role.LINE_MANAGER)


def can_list_rounds(user: Any) -> bool:
    return is_staff_member(user)


def can_open_round(user: Any, subject: Any) -> bool:
    """About oneself alone."""
    is_hers = user is not None and user.pk == subject.pk
    return is_hers and has_role(user, Role.MENTOR, Role.LINE_MANAGER)


def can_keep_round(user: Any, colleague_round: Any) -> bool:
    """Ask, withdraw, remind, close, give up, share."""
    is_hers = user is not None and user.pk == colleague_round.subject_id
    return is_hers and is_staff_member(user)


def can_close(user: Any, colleague_round: Any) -> bool:
    """None is the site, when the last day has passed."""
    return user is None or can_keep_round(user, colleague_round)


def can_answer(user: Any, ask: Any) -> bool:
    """Whoever has the link, signed in or not, except the person it is about."""
    is_known = user is not None and user.is_authenticated
    return not (is_known and user.pk == ask.round.subject_id)
