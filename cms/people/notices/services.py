"""Notices and e-mail: written with what they tell of, sent once, tried again until they go."""

import logging
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import partial
from smtplib import SMTPException
from types import MappingProxyType
from typing import Any

from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils import timezone
from django_celery_beat.models import CrontabSchedule, IntervalSchedule, PeriodicTask

from cms.people.accounts.models import User
from cms.people.college.queries import college

from .models import AccountMail, Digest, Notice, NoticePreference, OutgoingMail, due
from .queries import unread_key
from .rules import DEFAULT_CHANNEL, Channel, NoticeKind, check_channel, retry_at, week_of

logger = logging.getLogger(__name__)
SWEEP_TAKES = 500


def send_notice(
    *,
    recipient: User,
    kind: NoticeKind,
    key: str,
    title: str,
    body: str = "",
    url: str = "",
    by: User | None = None,
    at: datetime | None = None,
) -> Notice:
    """Tell somebody something once: a second call with the same key gives the first notice back.

    A notice dated in the past (the demo college's history) is shown and never e-mailed.
    """
    channel = channel_for(recipient, kind)
    values: dict[str, Any] = {
        "kind": kind,
        "title": title[:200],
        "body": body,
        "url": url,
        "channel": channel,
        "sent_by": by,
        "created_at": at or timezone.now(),
    }
    if channel == Channel.NOW and at is None:
        values["due_at"] = values["created_at"]
    if at is not None:
        values |= {"channel": Channel.APP, "read_at": at}
    notice, is_new = Notice.objects.get_or_create(recipient=recipient, key=key, defaults=values)
    if is_new:
        forget_unread(recipient)
        send_later(notice)
    return notice


def forget_unread(recipient: User) -> None:
    transaction.on_commit(partial(cache.delete, unread_key(recipient.pk)), robust=True)


def channel_for(recipient: User, kind: str) -> Channel:
    chosen = NoticePreference.objects.filter(recipient=recipient, kind=kind).first()
    return Channel(chosen.channel) if chosen else DEFAULT_CHANNEL[kind]


@transaction.atomic
def set_preferences(*, recipient: User, channels: dict[str, str], by: User) -> None:
    """How each kind reaches a person: theirs alone to say."""
    if by.pk != recipient.pk:
        raise PermissionDenied("Only the person themselves chooses how notices reach them.")
    for kind, channel in channels.items():
        check_channel(kind, channel)
        NoticePreference.objects.update_or_create(
            recipient=recipient, kind=NoticeKind(kind), defaults={"channel": Channel(channel)}
        )


def mark_read(*, notices: QuerySet[Notice], by: User) -> int:
    count = notices.filter(recipient=by, read_at=None).update(read_at=timezone.now())
    forget_unread(by)
    return count


def send_later(mail: OutgoingMail) -> None:
    """Ask for delivery when the row is really there. A lost message costs a sweep's delay."""
    if mail.due_at is not None and mail.due_at <= timezone.now():
        transaction.on_commit(partial(_enqueue, mail._meta.label, mail.pk), robust=True)


def _enqueue(label: str, pk: int) -> None:
    current_app.signature("notices.deliver_mail", args=[label, pk]).apply_async()


def deliver(*, label: str, pk: int) -> bool:
    """Send one e-mail, once, however often it is asked for. Answers whether this call sent it.

    The row is claimed by one conditional update, so of two workers one sends. A worker that dies
    after the server took the message and before the row says so leaves a claim that is taken over
    after 15 minutes: in that one case, and no other, a message goes out twice. (The other order
    would lose it instead.)
    """
    model = apps.get_model(label)
    now = timezone.now()
    claimed = model.objects.filter(due(now), pk=pk).update(sending_at=now)
    if not claimed:
        return False
    mail = model.objects.get(pk=pk)
    mine = model.objects.filter(pk=pk, sending_at=now)
    if not mail.is_wanted:
        mine.update(sending_at=None, due_at=None)
        return False
    try:
        compose(mail).send()
    except (SMTPException, OSError) as error:
        attempts = mail.attempts + 1
        mine.update(
            sending_at=None,
            attempts=attempts,
            due_at=retry_at(attempts, now),
            error=f"{type(error).__name__}: {error}"[:2000],
        )
        logger.warning("%s %s was not sent and will be tried again: %s", label, pk, error)
        return False
    sent = {"sent_at": timezone.now(), "sending_at": None, "error": ""}
    if isinstance(mail, AccountMail):
        sent |= {"text": "", "html": ""}
    mine.update(attempts=mail.attempts + 1, **sent)
    return True


def send_account_mail(*, to: str, subject: str, text: str, html: str) -> AccountMail:
    """Queue a message about sign-in: asking for one must not depend on the mail server."""
    mail = AccountMail.objects.create(
        to=to, subject=subject[:200], text=text, html=html, due_at=timezone.now()
    )
    send_later(mail)
    return mail


def compose(mail: OutgoingMail) -> EmailMultiAlternatives:
    subject = " ".join(mail.mail_subject().split())
    text, html = (mail.text, mail.html) if isinstance(mail, AccountMail) else _rendered(mail)
    message = EmailMultiAlternatives(subject=subject, body=text, to=[mail.mail_to])
    message.attach_alternative(html, "text/html")
    for attachment in mail.mail_attachments():
        message.attach(*attachment)
    return message


def _rendered(mail: OutgoingMail) -> tuple[str, str]:
    site = settings.BASE_URL.rstrip("/")
    context = {**mail.mail_context(), "site_url": site, "college": college()}
    text, html = (render_to_string(f"{mail.template}.{kind}", context) for kind in ("txt", "html"))
    return text, html


def sweep_mail() -> int:
    """Ask again for everything still due: what a lost message or a dead worker left behind."""
    asked = 0
    for model in OutgoingMail.__subclasses__():
        rows = model._default_manager.filter(due(timezone.now())).order_by("due_at")
        for pk in rows.values_list("pk", flat=True)[:SWEEP_TAKES]:
            _enqueue(model._meta.label, pk)
            asked += 1
    return asked


def prepare_digests(*, on: date | None = None) -> int:
    """Gather what waited for the weekly e-mail; unread only, one e-mail a person and week.

    Notices join a digest in the transaction that makes it. Those that come later wait a week.
    """
    week_on = week_of(on or timezone.localdate())
    waiting: dict[int, list[int]] = defaultdict(list)
    notices = Notice.objects.filter(
        channel=Channel.DIGEST, digest=None, read_at=None, recipient__is_active=True
    )
    for recipient_id, pk in notices.values_list("recipient_id", "pk"):
        waiting[recipient_id].append(pk)
    return sum(_make_digest(person, week_on, pks) for person, pks in waiting.items())


@transaction.atomic
def _make_digest(recipient_id: int, week_on: date, notices: list[int]) -> bool:
    digest, is_new = Digest.objects.get_or_create(
        recipient_id=recipient_id, week_on=week_on, defaults={"due_at": timezone.now()}
    )
    if is_new:
        Notice.objects.filter(pk__in=notices, digest=None).update(digest=digest)
        send_later(digest)
    return is_new


Schedule = tuple[str, dict[str, str] | timedelta]
SCHEDULES: dict[str, Schedule] = {
    "Notices: send what is still due": ("notices.sweep_mail", timedelta(minutes=5)),
    "Notices: weekly e-mail": (
        "notices.prepare_digests",
        {"day_of_week": "1", "hour": "7", "minute": "30"},
    ),
    "Accounts: roles that began or ended": (
        "notices.keep_roles_in_step",
        {"hour": "0", "minute": "10"},
    ),
}


@transaction.atomic
def ensure_schedules(*, further: Mapping[str, Schedule] = MappingProxyType({})) -> None:
    """Make the schedules that are missing. One an administrator changed or paused stays so.

    `further` are those of the boxes above, by name, as in SCHEDULES.
    """
    for name, (task, when) in {**SCHEDULES, **further}.items():
        if PeriodicTask.objects.filter(name=name).exists():
            continue
        schedule: dict[str, object]
        if isinstance(when, timedelta):
            every, _ = IntervalSchedule.objects.get_or_create(
                every=int(when.total_seconds()), period=IntervalSchedule.SECONDS
            )
            schedule = {"interval": every}
        else:
            moment, _ = CrontabSchedule.objects.get_or_create(**when, timezone=settings.TIME_ZONE)
            schedule = {"crontab": moment}
        PeriodicTask.objects.create(name=name, task=task, **schedule)
