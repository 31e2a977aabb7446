"""Who opens records outside the usual rules, who says yes, and who looks after requests, holds and
retention (domain.md 2.2, 2.3 rules 11 and 12, 2.5)."""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import timezone

from cms.people.accounts.access import has_role
from cms.people.accounts.rules import Role

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
        record_class=record_class, state=GrantState.OPEN, ends_at__gt=now
    )
    if not has_role(user, *MAY_ASK):
        grants = grants.none()
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
    is_theirs = user is not None and user.pk in (grant.requester_id, grant.approver_id)
    return grant.state == GrantState.OPEN and (is_theirs or has_role(user, Role.DPO))


def can_keep_retention(user: Any) -> bool:
    """Rules, holds and removal: the DPO and HR; None is the site's own nightly run."""
    return user is None or has_role(user, Role.DPO, Role.HR)


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
