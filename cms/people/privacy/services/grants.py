"""Opening one person's records outside the usual rules (domain.md 2.3, rules 11 and 12): asked for
by HR or the DPO with a case, answered by the other of the two, for limited time, told to whom it is
about."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.accounts.queries import holders_of
from cms.people.accounts.rules import Role
from cms.people.audit.services import record

from ..access import can_answer_grant, can_ask_for_grant, can_end_grant, can_tell
from ..models import BreakGlassGrant
from ..queries.grants import READ, running_grants
from ..registry import Passage, RecordClass, record_class
from ..rules import GrantState, check_answer_reason, check_grant_reason, check_hours, check_waits
from .telling import tell_both_sides, tell_of_answer, tell_of_end, tell_second_people

ANSWERED_BY = {Role.HR: Role.DPO, Role.DPO: Role.HR}


@transaction.atomic
def ask_for_grant(
    *,
    subject: User,
    record_class: str,
    purpose: str,
    case_ref: str,
    reason: str,
    hours: int = 24,
    not_told_because: str = "",
    by: User,
    at: datetime | None = None,
) -> BreakGlassGrant:
    """Nothing opens yet: somebody of the other role says yes or no."""
    kind = _openable(record_class)
    if not can_ask_for_grant(by, subject, record_class, purpose):
        raise PermissionDenied(
            "HR asks for a named case, the DPO for a rights request or a legal claim; nobody about "
            "themselves."
        )
    check_grant_reason(reason)
    check_hours(hours)
    _check_may_withhold(by, not_told_because)
    User.objects.select_for_update(no_key=True).get(pk=by.pk)
    _check_not_asked_already(by, subject, kind.key, at)
    second = _second_people(by, subject)
    grant = BreakGlassGrant(
        requester=by,
        subject=subject,
        record_class=kind.key,
        purpose=purpose,
        case_ref=case_ref.strip(),
        reason=reason.strip(),
        hours=hours,
        not_told_because=not_told_because.strip(),
        asked_at=at or timezone.now(),
    )
    grant.full_clean()
    grant.save()
    detail = {"record_class": kind.key, "purpose": purpose, "case": grant.case_ref, "hours": hours}
    record(actor=by, verb="grant.asked", obj=grant, about=subject, detail=detail, at=at)
    tell_second_people(grant, second, at)
    return grant


@transaction.atomic
def approve_grant(
    *,
    grant: BreakGlassGrant,
    reason: str,
    not_told_because: str = "",
    by: User,
    at: datetime | None = None,
) -> BreakGlassGrant:
    """Open it from this moment for as long as was asked. Both sides are told at once, unless the
    DPO, asking or answering, has written down why not."""
    grant = _to_answer(grant, by, reason)
    if not can_ask_for_grant(grant.requester, grant.subject, grant.record_class, grant.purpose):
        raise ValidationError("Whoever asked no longer holds the role for it. Say no to this one.")
    _check_may_withhold(by, not_told_because)
    now = at or timezone.now()
    grant.state, grant.approver, grant.answered_at = GrantState.OPEN, by, now
    grant.ends_at = now + timedelta(hours=grant.hours)
    grant.not_told_because = not_told_because.strip() or grant.not_told_because
    grant.full_clean()
    grant.save()
    detail = {"because": reason.strip(), "ends_at": grant.ends_at.isoformat()}
    record(actor=by, verb="grant.approved", obj=grant, about=grant.subject, detail=detail, at=at)
    tell_of_answer(grant, by, at)
    if not grant.not_told_because:
        _tell(grant, by, at)
    return grant


@transaction.atomic
def refuse_grant(
    *, grant: BreakGlassGrant, reason: str, by: User, at: datetime | None = None
) -> BreakGlassGrant:
    grant = _to_answer(grant, by, reason)
    grant.state, grant.approver = GrantState.REFUSED, by
    grant.answered_at = at or timezone.now()
    grant.save(update_fields=["state", "approver", "answered_at"])
    detail = {"because": reason.strip()}
    record(actor=by, verb="grant.refused", obj=grant, about=grant.subject, detail=detail, at=at)
    tell_of_answer(grant, by, at)
    return grant


@transaction.atomic
def end_grant(*, grant: BreakGlassGrant, by: User, at: datetime | None = None) -> BreakGlassGrant:
    """Before its time, by either of the two or the DPO. What was read stays in the audit."""
    grant = _locked(grant)
    if not can_end_grant(by, grant):
        raise PermissionDenied("It is ended by whoever asked, who said yes, or the DPO.")
    now = at or timezone.now()
    grant.state, grant.ends_at = GrantState.ENDED, min(now, grant.ends_at or now)
    grant.save(update_fields=["state", "ends_at"])
    record(actor=by, verb="grant.ended", obj=grant, about=grant.subject, at=at)
    tell_of_end(grant, by, at)
    return grant


@transaction.atomic
def tell_subject(
    *, grant: BreakGlassGrant, by: User, at: datetime | None = None
) -> BreakGlassGrant:
    """The reason for silence is over: tell them now, of all that was opened."""
    grant = _locked(grant)
    if not can_tell(by, grant):
        raise PermissionDenied("The DPO says when somebody is told.")
    if grant.told_at is not None:
        raise ValidationError("They were told already.")
    if grant.state not in (GrantState.OPEN, GrantState.ENDED):
        raise ValidationError("Nothing was opened, so there is nothing to tell.")
    _tell(grant, by, at)
    return grant


@transaction.atomic
def read_by_grant(
    *, grant: BreakGlassGrant, by: User, page: int = 1, at: datetime | None = None
) -> list[Passage]:
    """Every passage of that kind about the person; that it was opened is written down first."""
    running = running_grants(by, at).select_related("subject").filter(pk=grant.pk).first()
    if running is None:
        raise PermissionDenied("This is not open to you, or no longer.")
    kind = _openable(running.record_class)
    detail = {"grant": running.pk, "record_class": kind.key, "page": page}
    record(actor=by, verb=READ, obj=running, about=running.subject, detail=detail, at=at)
    return list(kind.about(running.subject))


def end_grants(*, now: datetime | None = None) -> int:
    """Write down that what ran out has ended, and end what somebody asked for in a role they no
    longer hold. Neither opened anything any more: this only says so."""
    now = now or timezone.now()
    return sum(_end_if_over(pk, now) for pk in _open_grants().values_list("pk", flat=True))


@transaction.atomic
def _end_if_over(pk: int, now: datetime) -> bool:
    grant = _open_grants().select_for_update(of=("self",)).filter(pk=pk).first()
    if grant is None or grant.ends_at is None:
        return False
    asks_still = can_ask_for_grant(
        grant.requester, grant.subject, grant.record_class, grant.purpose
    )
    if grant.ends_at > now and asks_still:
        return False
    grant.state, grant.ends_at = GrantState.ENDED, min(now, grant.ends_at)
    grant.save(update_fields=["state", "ends_at"])
    record(actor=None, verb="grant.ended", obj=grant, about=grant.subject, at=now)
    return True


def _open_grants() -> Any:
    grants = BreakGlassGrant.objects.filter(state=GrantState.OPEN)
    return grants.select_related("requester", "subject")


def _locked(grant: BreakGlassGrant) -> BreakGlassGrant:
    rows = BreakGlassGrant.objects.select_for_update(of=("self",))
    return rows.select_related("requester", "subject").get(pk=grant.pk)


def _to_answer(grant: BreakGlassGrant, by: User, reason: str) -> BreakGlassGrant:
    grant = _locked(grant)
    if not can_answer_grant(by, grant):
        raise PermissionDenied("Somebody of the other role answers, never who asked.")
    check_waits(grant.state)
    check_answer_reason(reason)
    return grant


def _openable(key: str) -> RecordClass:
    try:
        kind = record_class(key)
    except KeyError:
        raise ValidationError({"record_class": "There is no such kind of record."}) from None
    if not kind.is_openable:
        raise ValidationError({"record_class": "This kind of record is not opened this way."})
    return kind


def _check_may_withhold(by: User, why: str) -> None:
    if why.strip() and not has_role(by, Role.DPO):
        raise PermissionDenied("Only the DPO writes down why somebody is not told.")


def _check_not_asked_already(by: User, subject: User, key: str, at: datetime | None) -> None:
    earlier = BreakGlassGrant.objects.filter(requester=by, subject=subject, record_class=key)
    if earlier.filter(state=GrantState.ASKED).exists():
        raise ValidationError("You have asked for this already. It waits for a second person.")
    now = at or timezone.now()
    if earlier.filter(state=GrantState.OPEN, ends_at__gt=now).exists():
        raise ValidationError("This is open to you already.")


def _second_people(by: User, subject: User) -> list[User]:
    roles = [other for role, other in ANSWERED_BY.items() if has_role(by, role)]
    found: Iterable[User] = holders_of(*roles).exclude(pk__in=(by.pk, subject.pk))
    people = list(found)
    if not people:
        label = Role(roles[0]).label if roles else "second person"
        raise ValidationError(
            f"Nobody here could say yes: there is no {label} besides the person it is about. "
            "Ask the site admin to give somebody the role."
        )
    return people


def _tell(grant: BreakGlassGrant, by: User, at: datetime | None) -> None:
    grant.told_at = at or timezone.now()
    grant.save(update_fields=["told_at"])
    told = tell_both_sides(grant, record_class(grant.record_class), by, at)
    detail = {"people": [person.pk for person in told]}
    record(actor=by, verb="grant.told", obj=grant, about=grant.subject, detail=detail, at=at)
