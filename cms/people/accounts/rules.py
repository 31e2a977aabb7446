"""What is true of accounts, roles and invitations."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db.models import TextChoices
from django.utils.crypto import salted_hmac

INVITATION_DAYS = 7


class Role(TextChoices):
    MENTOR = "mentor", "Mentor"
    LINE_MANAGER = "line_manager", "Line manager"
    SUPERVISOR = "supervisor", "Supervisor"
    TRAINER = "trainer", "Trainer"
    QUALITY_LEAD = "quality_lead", "Quality lead"
    DSL = "dsl", "Safeguarding lead"
    SITE_ADMIN = "site_admin", "Site admin"
    HR = "hr", "HR partner"
    DPO = "dpo", "Data protection officer"
    SENIOR_LEADER = "senior_leader", "Senior leader"


# A data protection officer watches the people who decide how data is used, so is none of them.
SEPARATE = {frozenset({Role.DPO, other}) for other in (Role.SITE_ADMIN, Role.HR, Role.LINE_MANAGER)}

TEAM_ROLES = frozenset({Role.MENTOR, Role.LINE_MANAGER, Role.SUPERVISOR, Role.QUALITY_LEAD})


class InvitationState(TextChoices):
    OPEN = "open", "Waiting"
    ACCEPTED = "accepted", "Accepted"
    WITHDRAWN = "withdrawn", "Withdrawn"
    EXPIRED = "expired", "Expired"


def check_roles_combine(roles: Iterable[str]) -> None:
    """Refuse roles that one person must not hold on the same day."""
    held = frozenset(roles)
    for pair in SEPARATE:
        if pair <= held:
            names = sorted(str(Role(role).label) for role in pair)
            raise ValidationError(
                f"One person cannot be both “{names[0]}” and “{names[1]}”: the data protection "
                "officer must be independent. End the other role first.",
                code="roles_combine",
            )


def check_dates(starts_on: date, ends_on: date | None) -> None:
    if ends_on is not None and ends_on < starts_on:
        raise ValidationError("The last day cannot be before the first day.", code="dates")


def check_scope(role: str, has_team: bool) -> None:
    if has_team and role not in TEAM_ROLES:
        raise ValidationError(
            f"“{Role(role).label}” is for the whole college: leave the team empty.", code="scope"
        )


def is_overlapping(
    starts_on: date, ends_on: date | None, other_starts_on: date, other_ends_on: date | None
) -> bool:
    """Whether two periods, whose last days count, share a day."""
    return (ends_on is None or other_starts_on <= ends_on) and (
        other_ends_on is None or starts_on <= other_ends_on
    )


def invitation_expiry(created_at: datetime) -> datetime:
    return created_at + timedelta(days=INVITATION_DAYS)


def invitation_token(nonce: str) -> str:
    """The secret in the link. Worked out from the row and the site's key, so never stored."""
    return salted_hmac("waymark.invitation", nonce, algorithm="sha256").hexdigest()[:48]


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def invitation_state(
    *,
    accepted_at: datetime | None,
    withdrawn_at: datetime | None,
    expires_at: datetime,
    now: datetime,
) -> InvitationState:
    if accepted_at:
        return InvitationState.ACCEPTED
    if withdrawn_at:
        return InvitationState.WITHDRAWN
    return InvitationState.EXPIRED if expires_at <= now else InvitationState.OPEN
