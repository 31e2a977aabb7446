"""Who opens records outside the usual rules, who says yes, and who looks after requests, holds and
retention (domain.md 2.2, 2.3 rules 11 and 12, 2.5)."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cms.people.accounts.access import has_role, roles_of
from cms.people.accounts.rules import Role
from cms.people.teams.models import StaffProfile

from .rules import GrantState, Purpose

NOTHING = Q(pk__in=[])
# HR for a named case; the DPO for a rights request or a legal claim.
MAY_ASK: dict[Role, tuple[Purpose, ...]] = {
    Role.HR: (Purpose.GRIEVANCE, Purpose.CAPABILITY, Purpose.DISCIPLINARY, Purpose.LEGAL_CLAIM),
    Role.DPO: (Purpose.RIGHTS_REQUEST, Purpose.LEGAL_CLAIM),
}
# What HR is never given: it is opened for a rights request or a legal claim alone, by the DPO.
DPO_ALONE = ("personal_note", "session_preparation", "cpd_reflection")


def opened_by_grant(user: Any, record_class: str, now: datetime | None = None) -> Any:
    """The keys, as a subquery, of the people whose records of this kind a grant opens for somebody
    at this moment. The role must still be held."""
    now = now or timezone.now()
    grants = user.grants_asked.filter(
        record_class=record_class,
        purpose__in=purposes_for(user, record_class),
        state=GrantState.OPEN,
        ends_at__gt=now,
    )
    return grants.values("subject")


def purposes_for(user: Any, record_class: str = "") -> list[Purpose]:
    roles = [role for role in MAY_ASK if has_role(user, role)]
    if record_class in DPO_ALONE:
        roles = [role for role in roles if role == Role.DPO]
    return [purpose for role in roles for purpose in MAY_ASK[role]]


def can_ask_for_grant(user: Any, subject: Any, record_class: str, purpose: str) -> bool:
    if user is None or user.pk == subject.pk:
        return False
    return purpose in purposes_for(user, record_class)


def can_answer_grant(user: Any, grant: Any) -> bool:
    """A second person of the other role: HR asks and the DPO says yes, or the other way; never
    the one it is about."""
    if user is None or user.pk in (grant.requester_id, grant.subject_id):
        return False
    asked_by_hr = has_role(grant.requester, Role.HR)
    return has_role(user, Role.DPO if asked_by_hr else Role.HR)


def grants_readable_by(user: Any) -> Q:
    """On `BreakGlassGrant`: HR and the DPO all; the person it is about once she was told."""
    if has_role(user, Role.HR, Role.DPO):
        return ~Q(subject=user.pk) | Q(told_at__isnull=False)
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    return Q(subject=user.pk, told_at__isnull=False)


def can_end_grant(user: Any, grant: Any) -> bool:
    if user is None or user.pk == grant.subject_id or grant.state != GrantState.OPEN:
        return False
    return user.pk in (grant.requester_id, grant.approver_id) or has_role(user, Role.DPO)


def can_tell(user: Any, grant: Any) -> bool:
    """Tell the person, when the reason not to is gone."""
    return user is not None and has_role(user, Role.DPO) and user.pk != grant.subject_id


def can_keep_retention(user: Any) -> bool:
    """Rules, holds and removal: the DPO and HR; None is the site's own nightly run."""
    return user is None or has_role(user, Role.DPO, Role.HR)


def can_keep_hold_over(user: Any, subject: Any) -> bool:
    """Never over oneself: it may be about what one did."""
    return user is not None and can_keep_retention(user) and user.pk != subject.pk


def requests_readable_by(user: Any) -> Q:
    """On `RightsRequest`: one's own; all for the DPO, who looks after them."""
    if not user.is_authenticated or not user.is_active:
        return NOTHING
    return ~NOTHING if has_role(user, Role.DPO) else Q(subject=user.pk)


def can_enter_request(user: Any, subject: Any) -> bool:
    """One's own, also as a leaver; the DPO for somebody who wrote a letter."""
    if user is None or not user.is_authenticated or not user.is_active:
        return False
    return bool(user.pk == subject.pk) or has_role(user, Role.DPO)


def can_handle_request(user: Any, request: Any) -> bool:
    return has_role(user, Role.DPO) and user.pk != request.subject_id


def can_fetch_bundle(user: Any, request: Any) -> bool:
    return user is not None and user.is_active and user.pk == request.subject_id


def can_keep_leavers(user: Any) -> bool:
    """Set last days and read what is open; None is the site's own nightly run."""
    return user is None or has_role(user, Role.HR)


def can_take_along(user: Any) -> bool:
    """Somebody who has left, and has no role of today, reads and takes along what is hers. Who
    came back and has a role again is no leaver."""
    if not user.is_authenticated or not user.is_active or roles_of(user):
        return False
    left = StaffProfile.objects.filter(person=user.pk, left_on__lt=timezone.localdate())
    return left.exists()
