"""Somebody stands in for another for named days; it ends by itself (domain.md 2.3)."""

from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.access import has_role
from cms.people.accounts.models import User
from cms.people.audit.services import record
from cms.people.notices.rules import NoticeKind
from cms.people.notices.services import send_notice

from .. import rules
from ..access.covers import can_end_cover, can_set_cover
from ..models import Cover
from ..queries import COVER_ROLES, has_conflict, has_conflict_with_any, people_covered
from ..rules import CoverKind


@transaction.atomic
def set_cover(
    *,
    stands_in: User,
    absent: User,
    kind: str,
    starts_on: date,
    ends_on: date,
    by: User | None,
    at: datetime | None = None,
) -> Cover:
    """The rights of one person over those she looks after, for named days, in another's hands."""
    if not can_set_cover(by, absent, kind):
        raise PermissionDenied(
            "A cover is set by HR or the line manager of the one who is absent; for a supervisor "
            "also by the quality lead."
        )
    today = timezone.localdate(at) if at else timezone.localdate()
    rules.check_cover_days(starts_on, ends_on, today)
    rules.check_cover_people(stands_in.pk, absent.pk, by.pk if by else None)
    both = {stands_in.pk, absent.pk}
    list(User.objects.select_for_update().filter(pk__in=both).order_by("pk"))
    _check_roles(stands_in, absent, kind, starts_on, ends_on)
    others = Cover.objects.filter(absent=absent, kind=kind)
    rules.check_covers_apart((starts_on, ends_on), others.values_list("starts_on", "ends_on"))
    _check_not_against_a_conflict(stands_in, absent, kind, starts_on, ends_on)
    cover = Cover(
        stands_in=stands_in,
        absent=absent,
        kind=CoverKind(kind),
        starts_on=starts_on,
        ends_on=ends_on,
        set_by=by,
        set_at=at or timezone.now(),
    )
    cover.full_clean(exclude=["set_by"])
    cover.save()
    _record(cover, "cover.set", by, at)
    _tell_of(cover, by, at)
    return cover


def _check_roles(stands_in: User, absent: User, kind: str, starts_on: date, ends_on: date) -> None:
    roles = COVER_ROLES[CoverKind(kind)]
    for person, days in ((absent, (starts_on,)), (stands_in, (starts_on, ends_on))):
        holds = person.is_active and all(has_role(person, *roles, on=day) for day in days)
        rules.check_cover_role(kind, holds=holds, is_for_absent=person == absent)


def _check_not_against_a_conflict(
    stands_in: User, absent: User, kind: str, starts_on: date, ends_on: date
) -> None:
    """A manager who stands in for her own manager has no right over herself (`teams.access`); a
    supervisor would have."""
    people = people_covered(absent, kind, starts_on, ends_on)
    if kind == CoverKind.SUPERVISOR:
        rules.check_cover_not_over_oneself(people.filter(pk=stands_in.pk).exists())
    rules.check_no_conflict(
        has_conflict(stands_in, absent) or has_conflict_with_any(stands_in, people)
    )


@transaction.atomic
def end_cover(*, cover: Cover, by: User | None, at: datetime | None = None) -> Cover:
    """At once. A cover that has not begun, or began today, is taken out; the audit keeps it."""
    cover = Cover.objects.select_for_update(of=("self",)).get(pk=cover.pk)
    if not can_end_cover(by, cover):
        raise PermissionDenied("A cover is ended by whoever may set it, or by the one who is back.")
    today = timezone.localdate(at) if at else timezone.localdate()
    if cover.ends_on < today:
        raise ValidationError("This cover has ended already.", code="ended")
    _record(cover, "cover.ended", by, at)
    _tell_of_end(cover, by, at)
    if cover.starts_on >= today:
        cover.delete()
        return cover
    cover.ends_on = today - timedelta(days=1)
    cover.save(update_fields=["ends_on"])
    return cover


def _record(cover: Cover, verb: str, by: User | None, at: datetime | None) -> None:
    detail = {
        "kind": cover.kind,
        "stands_in": cover.stands_in_id,
        "absent": cover.absent_id,
        "from": cover.starts_on.isoformat(),
        "to": cover.ends_on.isoformat(),
    }
    record(actor=by, verb=verb, obj=cover, about=cover.absent, detail=detail, at=at)


# Telling ----------------------------------------------------------------------------


def _days(cover: Cover) -> str:
    if cover.starts_on == cover.ends_on:
        return f"on {cover.starts_on:%-d %B %Y}"
    return f"from {cover.starts_on:%-d %B} to {cover.ends_on:%-d %B %Y}"


def _tell_of(cover: Cover, by: User | None, at: datetime | None) -> None:
    days, part = _days(cover), str(cover.get_kind_display()).lower()
    list_url = reverse("teams:cover_list")
    key = f"cover-{cover.pk}"
    send_notice(
        recipient=cover.stands_in, kind=NoticeKind.ACCOUNT, key=key, url=list_url, by=by, at=at,
        title=f"You stand in for {cover.absent}",
        body=f"As {part}, {days}. What {cover.absent} may see and do, you may on these days; "
        "it ends by itself, and what you open is written down.",
    )  # fmt: skip
    send_notice(
        recipient=cover.absent, kind=NoticeKind.ACCOUNT, key=key, url=list_url, by=by, at=at,
        title=f"{cover.stands_in} stands in for you",
        body=f"As {part}, {days}. If you are back earlier, you can end it.",
    )  # fmt: skip
    for person in _concerned(cover):
        send_notice(
            recipient=person, kind=NoticeKind.PRIVACY, key=key, url="", by=by, at=at,
            title=f"{cover.stands_in} stands in for {cover.absent}",
            body=f"As your {part}, {days}, with the same rights. What is opened about you you can "
            "see under “Who opened my records”. It ends by itself.",
        )  # fmt: skip


def _tell_of_end(cover: Cover, by: User | None, at: datetime | None) -> None:
    part, key = str(cover.get_kind_display()).lower(), f"cover-{cover.pk}-ended"
    told = [(cover.stands_in, NoticeKind.ACCOUNT), (cover.absent, NoticeKind.ACCOUNT)]
    told += [(person, NoticeKind.PRIVACY) for person in _concerned(cover)]
    for person, kind in told:
        send_notice(
            recipient=person, kind=kind, key=key, url="", by=by, at=at,
            title=f"{cover.stands_in} no longer stands in for {cover.absent}",
            body=f"As {part}. It ended earlier than planned.",
        )  # fmt: skip


def _concerned(cover: Cover) -> list[User]:
    people = people_covered(cover.absent, cover.kind, cover.starts_on, cover.ends_on)
    return list(people.exclude(pk=cover.stands_in_id))
