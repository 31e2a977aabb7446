"""Who may read the audit: each person what was opened about them, the DPO all of it."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role

from .rules import EventKind

EVERYTHING = ~Q(pk__in=[])  # not Q(): an empty condition vanishes when joined with “or”


def can_list_events(user: Any) -> bool:
    return has_role(user, Role.DPO, Role.SITE_ADMIN)


def listed_for(user: Any) -> Q:
    """The rows of the audit list: all for the DPO, the technical ones for a site admin."""
    if has_role(user, Role.DPO):
        return EVERYTHING
    if has_role(user, Role.SITE_ADMIN):
        return Q(kind=EventKind.TECHNICAL)
    return Q(pk__in=[])


def about_me(user: Any) -> Q:
    """What others opened about somebody. Their own looking is nobody's news."""
    if not user or not user.is_authenticated or not user.is_active:
        return Q(pk__in=[])
    untold = user.grants_about.filter(
        requester=OuterRef("actor"),
        told_at=None,
        state__in=("open", "ended"),
        answered_at__lte=OuterRef("at"),
        ends_at__gte=OuterRef("at"),
    )  # the DPO wrote down why she is not told yet (domain.md 2.3, rule 11)
    return Q(about=user.pk, kind=EventKind.READ) & ~Q(actor=user.pk) & ~Q(Exists(untold))


def readable_by(user: Any) -> Q:
    return listed_for(user) | about_me(user)
