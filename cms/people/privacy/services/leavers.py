"""The last day of work, the days of reading that follow it, and the end of the account
(features.md P6; domain.md 2.3, “Leavers”)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.people.accounts.access import roles_of
from cms.people.accounts.models import RoleGrant, User
from cms.people.accounts.services import close_account, end_role, reopen_account
from cms.people.audit.services import record
from cms.people.notices.models import Notice, NoticePreference
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice
from cms.people.teams.models import StaffProfile

from .. import rules
from ..access import can_keep_leavers
from ..queries.leavers import waits_for_an_answer
from ..rules import LeaverStage

FOR_HR = "HR keeps the last days of work."


@transaction.atomic
def set_last_day(
    *, person: User, left_on: date, by: User | None, at: datetime | None = None
) -> StaffProfile:
    """Somebody's last day, before or after it. Her roles end with it."""
    profile = _profile_for(person, by)
    rules.check_last_day(left_on, started_on=profile.started_on, today=timezone.localdate(at))
    if by is not None and by.pk == person.pk:
        raise ValidationError("Somebody else in HR writes down your own last day.")
    before = profile.left_on
    if before == left_on:
        return profile
    profile.left_on = left_on
    profile.save(update_fields=["left_on"])
    if before is not None:
        _move_ends(person, before, left_on)
    end_roles_of(person=person, left_on=left_on)
    detail = {"last_day": left_on.isoformat(), "before": before.isoformat() if before else ""}
    record(actor=by, verb="leaver.last_day_set", obj=profile, about=person, detail=detail, at=at)
    return profile


@transaction.atomic
def keep_on(*, person: User, by: User | None, at: datetime | None = None) -> StaffProfile:
    """She stays after all, or comes back. Her account is open; roles that ended with the last day
    run on while it has not passed, and are given anew by a site admin when it has."""
    profile = _profile_for(person, by)
    left_on = profile.left_on
    if left_on is None:
        raise ValidationError("There is no last day to take out.")
    profile.left_on = None
    profile.save(update_fields=["left_on"])
    if timezone.localdate(at) <= left_on:
        _move_ends(person, left_on, None)
    if not person.is_active:
        reopen_account(person=person, by=None)
    detail = {"before": left_on.isoformat()}
    record(actor=by, verb="leaver.kept_on", obj=profile, about=person, detail=detail, at=at)
    return profile


def _profile_for(person: User, by: User | None) -> StaffProfile:
    if not can_keep_leavers(by):
        raise PermissionDenied(FOR_HR)
    User.objects.select_for_update().get(pk=person.pk)
    profile, _ = StaffProfile.objects.select_for_update(of=("self",)).get_or_create(person=person)
    return profile


def _move_ends(person: User, before: date, left_on: date | None) -> None:
    """The roles that ended because of the last day, when it moves or is taken out."""
    for grant in RoleGrant.objects.filter(holder=person, ends_on=before):
        if left_on is None or left_on >= grant.starts_on:
            grant.ends_on = left_on
            grant.save(update_fields=["ends_on"])
    person.__dict__.pop("_roles_today", None)


def end_roles_of(*, person: User, left_on: date) -> int:
    """Every role that would run past the last day ends with it. One that begins after it was given
    for a coming back, and stays."""
    running = Q(ends_on=None) | Q(ends_on__gt=left_on)
    grants = RoleGrant.objects.filter(running, holder=person, starts_on__lte=left_on)
    for grant in list(grants):
        end_role(grant=grant, ends_on=left_on, by=None)
    person.__dict__.pop("_roles_today", None)
    return len(grants)


# Every night ----------------------------------------------------------------------


def settle_leavers(*, now: datetime | None = None) -> int:
    """Ends roles, reminds, and closes accounts whose time is over. Run twice or late, it does what
    is still to do. Returns how many accounts it closed."""
    today = timezone.localdate(now)
    rows = StaffProfile.objects.filter(left_on__isnull=False, person__is_active=True)
    closed = 0
    for profile in rows.select_related("person"):
        closed += _settle(profile, today)
    return closed


@transaction.atomic
def _settle(profile: StaffProfile, today: date) -> bool:
    person = User.objects.select_for_update().get(pk=profile.person_id)
    left_on = profile.left_on
    if left_on is None or not person.is_active:
        return False
    end_roles_of(person=person, left_on=left_on)
    stage = rules.leaver_stage(left_on, today)
    if stage == LeaverStage.LEAVING or roles_of(person, today):
        return False  # still here, or here again
    if stage == LeaverStage.READING:
        _remind(person, left_on, today)
        return False
    if waits_for_an_answer(person, today):
        return False
    close_leaver(person=person)
    return True


def _remind(person: User, left_on: date, today: date) -> None:
    last = rules.account_closes_on(left_on) - timedelta(days=1)
    body = (
        f"You can sign in until {last:%-d %B %Y}, to read and take along what is yours and to ask "
        "for a copy of everything about you. Then the account closes."
    )
    stage = rules.leaver_reminder(left_on, today)
    titles = {"": "What you can still do here", "30": "30 days left to take your records along"}
    send_notice(
        recipient=person,
        kind=NoticeKind.ACCOUNT,
        key=f"leaver:{left_on.isoformat()}:{stage or 'begins'}",
        title=titles.get(stage, "Your account closes in a week"),
        body=body,
        url="/leaving/",
    )


@transaction.atomic
def close_leaver(*, person: User) -> User:
    """Sign-in off, invitations withdrawn, choices and notices gone. What must be kept goes in its
    own time, by the rules of retention."""
    person = close_account(person=person, by=None)
    Notice.objects.filter(recipient=person).delete()
    NoticePreference.objects.filter(recipient=person).delete()
    person.digests.all().delete()
    return person
