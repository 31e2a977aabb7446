"""Accounts and roles. `by=None` means the site itself (a command): no view may pass it."""

from datetime import date, datetime, timedelta

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from cms.people.audit.services import record
from cms.people.editors.services import keep_groups_in_step, set_up_groups
from cms.people.notices.services import send_later
from cms.people.teams.models import Team

from . import rules
from .access import can_manage_people
from .models import Invitation, RoleGrant, User

__all__ = [
    "accept_invitation",
    "change_person",
    "check_may_manage",
    "close_account",
    "create_person",
    "end_role",
    "grant_role",
    "invite_person",
    "note_college_sign_in",
    "reopen_account",
    "set_up_groups",  # kept in its own slice, asked for here with the rest of the accounts
    "withdraw_invitation",
]


def check_may_manage(by: User | None) -> None:
    if by is not None and not can_manage_people(by):
        raise PermissionDenied("Only a site admin looks after accounts and roles.")


# Accounts ------------------------------------------------------------------


@transaction.atomic
def create_person(
    *,
    email: str,
    first_name: str,
    last_name: str,
    known_as: str = "",
    by: User | None = None,
    at: datetime | None = None,
) -> User:
    """An account without a password: only an invitation or the college's sign-in opens it."""
    check_may_manage(by)
    person = User(
        email=User.objects.normalize_email(email),
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        known_as=known_as.strip(),
        date_joined=at or timezone.now(),
    )
    person.set_unusable_password()
    person.full_clean()
    person.save()
    record(actor=by, verb="person.created", obj=person, about=person, at=at)
    return person


@transaction.atomic
def change_person(
    *, person: User, first_name: str, last_name: str, known_as: str, by: User | None
) -> User:
    check_may_manage(by)
    changes = {"first_name": first_name, "last_name": last_name, "known_as": known_as}
    before = User.objects.get(pk=person.pk)  # a form has written into the one it was given
    changed = [name for name, value in changes.items() if getattr(before, name) != value]
    for name, value in changes.items():
        setattr(person, name, value)
    person.full_clean()
    person.save(update_fields=list(changes))
    if changed:
        record(
            actor=by, verb="person.changed", obj=person, about=person, detail={"fields": changed}
        )
    return person


@transaction.atomic
def close_account(*, person: User, by: User | None) -> User:
    """Stop somebody signing in. Their records stay; open sessions end at the next click."""
    check_may_manage(by)
    if by is not None and by.pk == person.pk:
        raise ValidationError("You cannot close your own account. Ask another site admin.")
    person.is_active = False
    person.save(update_fields=["is_active"])
    Invitation.objects.open().filter(person=person).update(withdrawn_at=timezone.now())
    record(actor=by, verb="person.closed", obj=person, about=person)
    return person


@transaction.atomic
def reopen_account(*, person: User, by: User | None) -> User:
    check_may_manage(by)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(actor=by, verb="person.reopened", obj=person, about=person)
    return person


# Invitations ---------------------------------------------------------------


@transaction.atomic
def invite_person(*, person: User, by: User | None, at: datetime | None = None) -> Invitation:
    """Send somebody the link to their account. An older link stops working."""
    check_may_manage(by)
    check_can_be_invited(person)
    now = at or timezone.now()
    Invitation.objects.open().filter(person=person).update(withdrawn_at=now)
    invitation = Invitation(
        person=person,
        invited_by=by,
        created_at=now,
        due_at=now,
        expires_at=rules.invitation_expiry(now),
    )
    invitation.token_hash = rules.token_hash(rules.invitation_token(invitation.nonce))
    invitation.save()
    record(actor=by, verb="person.invited", obj=invitation, about=person, at=at)
    send_later(invitation)
    return invitation


def check_can_be_invited(person: User) -> None:
    if not person.is_active:
        raise ValidationError("This account is closed. Open it again before inviting.")
    if person.has_usable_password():
        raise ValidationError(
            f"{person.display_name} already has a password. If it is forgotten, “Forgot your "
            "password?” on the sign-in page sends a new link."
        )


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User | None) -> Invitation:
    check_may_manage(by)
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if invitation.state != rules.InvitationState.OPEN:
        raise ValidationError("This invitation is no longer open, so there is nothing to withdraw.")
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    record(actor=by, verb="invitation.withdrawn", obj=invitation, about=invitation.person)
    return invitation


@transaction.atomic
def accept_invitation(*, invitation: Invitation, password: str) -> User:
    """Open the account with the person's own password. The link works this once."""
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    person = invitation.person
    if invitation.state != rules.InvitationState.OPEN or not person.is_active:
        raise ValidationError("This link cannot be used any more.", code="not_open")
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    # Whoever opened the link reads mail sent to this address: the college's sign-in may match it.
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults={"verified": True, "primary": True}
    )
    record(actor=person, verb="person.joined", obj=person, about=person)
    return person


@transaction.atomic
def note_college_sign_in(*, person: User) -> None:
    """Signing in through the college proves the address too: an open invitation is used up."""
    open_ones = Invitation.objects.open().filter(person=person)
    if open_ones.update(accepted_at=timezone.now()):
        record(actor=person, verb="person.joined", obj=person, about=person)


# Roles ---------------------------------------------------------------------


@transaction.atomic
def grant_role(
    *,
    holder: User,
    role: str,
    team: Team | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
    by: User | None,
    at: datetime | None = None,
) -> RoleGrant:
    check_may_manage(by)
    if by is not None and by.pk == holder.pk:
        raise ValidationError("You cannot give yourself a role. Ask another site admin.")
    # Two admins at once must not each add one half of a pair that may not combine.
    User.objects.select_for_update().get(pk=holder.pk)
    grant = RoleGrant(
        holder=holder,
        role=role,
        team=team,
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
        granted_by=by,
        granted_at=at or timezone.now(),
    )
    grant.full_clean()
    check_not_held(grant)
    grant.save()
    record(actor=by, verb="role.granted", obj=grant, about=holder, detail={"role": role}, at=at)
    _roles_changed(holder)
    return grant


def check_not_held(grant: RoleGrant) -> None:
    same = RoleGrant.objects.filter(holder=grant.holder, role=grant.role, team=grant.team)
    for other in same:
        if rules.is_overlapping(grant.starts_on, grant.ends_on, other.starts_on, other.ends_on):
            raise ValidationError(
                f"{grant.holder} already holds “{grant.get_role_display()}” on some of these days. "
                "End that grant first, or choose later dates.",
                code="held",
            )


@transaction.atomic
def end_role(*, grant: RoleGrant, ends_on: date | None = None, by: User | None) -> RoleGrant:
    """Name the last day (yesterday when none is given, so that it is over now)."""
    check_may_manage(by)
    grant = RoleGrant.objects.select_for_update().get(pk=grant.pk)
    last_day = ends_on or timezone.localdate() - timedelta(days=1)
    if last_day < grant.starts_on and ends_on is None:
        _undo(grant, by)
        return grant
    rules.check_dates(grant.starts_on, last_day)
    grant.ends_on = last_day
    grant.full_clean()
    grant.save(update_fields=["ends_on"])
    record(actor=by, verb="role.ended", obj=grant, about=grant.holder, detail={"role": grant.role})
    _roles_changed(grant.holder)
    return grant


def _undo(grant: RoleGrant, by: User | None) -> None:
    """A role given today and taken back today was held on no whole day: the audit remembers it."""
    holder, detail = grant.holder, {"role": grant.role, "same_day": True}
    record(actor=by, verb="role.ended", about=holder, detail=detail)
    grant.delete()
    _roles_changed(holder)


def _roles_changed(holder: User) -> None:
    holder.__dict__.pop("_roles_today", None)
    keep_groups_in_step(people=[holder])
