"""Who lets somebody stand in for another, and who knows of it (domain.md 2.3, delegation)."""

from typing import Any

from django.db.models import Q

from cms.people.accounts.access import READS_ALL, has_role, is_staff_member
from cms.people.accounts.models import User
from cms.people.accounts.rules import Role

from ..rules import CoverKind
from . import is_manager_of, managed_by

NOTHING = Q(pk__in=[])


def can_set_cover(user: Any, absent: Any, kind: str) -> bool:
    """HR, and the line manager of the one who is absent; for a supervisor the quality lead too.
    Nobody for herself; None is the site."""
    if user is None or sets_for_all(user, kind):
        return user is None or user.pk != absent.pk
    return _manages(user) and user.pk != absent.pk and is_manager_of(user, absent)


def sets_for_all(user: Any, kind: str) -> bool:
    is_quality_lead = kind == CoverKind.SUPERVISOR and has_role(user, Role.QUALITY_LEAD)
    return has_role(user, Role.HR) or is_quality_lead


def _manages(user: Any) -> bool:
    return has_role(user, Role.LINE_MANAGER)


def can_end_cover(user: Any, cover: Any) -> bool:
    """Whoever may set it, and the one who is back earlier."""
    if user is None:
        return True
    is_report = _manages(user) and is_manager_of(user, cover.absent)
    return may_end_cover(user, cover, is_report=is_report)


def may_end_cover(user: Any, cover: Any, *, is_report: bool) -> bool:
    """The same, where it is known already whether she manages the one who is absent."""
    if user.pk == cover.absent_id:
        return is_staff_member(user)
    return is_report or sets_for_all(user, cover.kind)


def can_list_covers(user: Any) -> bool:
    return is_staff_member(user)


def may_be_covered_by(user: Any, kind: str = CoverKind.SUPERVISOR) -> Q:
    """On `User`: for whom somebody may set a cover of this kind."""
    if sets_for_all(user, kind):
        return ~Q(pk=user.pk)
    return managed_by(user) & ~Q(pk=user.pk) if _manages(user) else NOTHING


def covers_readable_by(user: Any) -> Q:
    """On `Cover`: those two, whoever may set it, and who looks after accounts or watches them."""
    if not is_staff_member(user):
        return NOTHING
    if has_role(user, *READS_ALL):
        return ~NOTHING
    known = Q(stands_in=user.pk) | Q(absent=user.pk) | Q(set_by=user.pk)
    if has_role(user, Role.QUALITY_LEAD):
        known |= Q(kind=CoverKind.SUPERVISOR)
    if has_role(user, Role.LINE_MANAGER):
        known |= Q(absent__in=User.objects.filter(managed_by(user)).values("pk"))
    return known
