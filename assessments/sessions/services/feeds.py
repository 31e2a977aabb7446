"""The private address of somebody's calendar: made, made anew, stopped, and noted as read."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.people.accounts.models import User
from cms.people.audit.services import record

from .. import rules
from ..access import can_keep_feed_of
from ..models import CalendarFeed


@transaction.atomic
def make_feed(*, owner: User, by: User, at: datetime | None = None) -> str:
    """The secret of a new address, given once: only its hash is kept. An address of before stops
    working with it."""
    _check_own(by, owner)
    token = rules.new_token()
    feed, _ = CalendarFeed.objects.update_or_create(
        owner=owner,
        defaults={
            "token_hash": rules.token_hash(token),
            "made_at": at or timezone.now(),
            "read_at": None,
        },
    )
    record(actor=by, verb="calendar_feed.made", obj=feed, about=owner, at=at)
    return token


@transaction.atomic
def stop_feed(*, owner: User, by: User, at: datetime | None = None) -> bool:
    """Its address works no more. Answers whether there was one."""
    _check_own(by, owner)
    feed = CalendarFeed.objects.select_for_update().filter(owner=owner).first()
    if feed is None:
        return False
    record(actor=by, verb="calendar_feed.stopped", obj=feed, about=owner, at=at)
    feed.delete()
    return True


def note_feed_read(*, feed: CalendarFeed, at: datetime | None = None) -> None:
    """That somebody's phone still asks for it; written at most once an hour."""
    now = at or timezone.now()
    if feed.read_at is not None and feed.read_at > now - rules.READ_NOTED_EVERY:
        return
    is_long_ago = Q(read_at=None) | Q(read_at__lte=now - rules.READ_NOTED_EVERY)
    CalendarFeed.objects.filter(is_long_ago, pk=feed.pk).update(read_at=now)


def _check_own(by: User, owner: User) -> None:
    if not can_keep_feed_of(by, owner):
        raise PermissionDenied("The address of a calendar is its owner’s alone.")
