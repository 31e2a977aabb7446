from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone
from django_celery_beat.models import PeriodicTask

from cms.people.notices import services
from cms.people.notices.models import AccountMail, Digest, Notice
from cms.people.notices.rules import Channel, NoticeKind
from tests.factories.people import NoticeFactory, UserFactory

pytestmark = pytest.mark.django_db
LABEL = "people.Notice"


class BrokenServer(BaseEmailBackend):
    def send_messages(self, messages):
        raise SMTPServerDisconnected("the server hung up")


@pytest.fixture
def broken_server(settings):
    settings.EMAIL_BACKEND = f"{__name__}.BrokenServer"


def due_notice(**fields):
    return NoticeFactory.create(due_at=timezone.now() - timedelta(minutes=1), **fields)


def tell(person, kind=NoticeKind.MODULE_ASSIGNED, **fields):
    values = {"key": "module:1", "title": "Yours to do", "url": "/learn/"} | fields
    return services.send_notice(recipient=person, kind=kind, **values)


def test_send_notice_e_mails_at_once_in_text_and_html(mentor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notice = tell(mentor, body="By <Friday>.")

    message = mail.outbox[0]
    assert message.to == [mentor.email]
    assert message.subject == "Yours to do"
    assert f"http://testserver/notices/{notice.pk}/" in message.body
    assert "By <Friday>." in message.body
    assert "By &lt;Friday&gt;." in message.alternatives[0][0]
    notice.refresh_from_db()
    assert notice.sent_at


def test_send_notice_tells_once(mentor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first, second = tell(mentor), tell(mentor, title="Another title")

    assert first == second
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("channel", [Channel.APP, Channel.DIGEST])
def test_send_notice_follows_the_preference(mentor, channel, django_capture_on_commit_callbacks):
    services.set_preferences(
        recipient=mentor, channels={NoticeKind.MODULE_ASSIGNED: channel}, by=mentor
    )

    with django_capture_on_commit_callbacks(execute=True):
        notice = tell(mentor)

    assert notice.channel == channel
    assert not mail.outbox


def test_a_notice_of_the_past_is_never_e_mailed(mentor, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        notice = tell(mentor, at=timezone.localtime() - timedelta(days=90))
        services.prepare_digests()

    assert notice.read_at
    assert not mail.outbox


def test_only_the_person_chooses_how_notices_come(mentor, manager):
    with pytest.raises(PermissionDenied):
        services.set_preferences(recipient=mentor, channels={}, by=manager)
    with pytest.raises(ValidationError):
        services.set_preferences(
            recipient=mentor, channels={NoticeKind.ACCOUNT: Channel.APP}, by=mentor
        )


def test_deliver_twice_sends_once():
    notice = due_notice()

    answers = [services.deliver(label=LABEL, pk=notice.pk) for _ in range(2)]

    assert answers == [True, False]
    assert len(mail.outbox) == 1


def test_deliver_leaves_what_another_worker_holds():
    notice = due_notice(sending_at=timezone.now() - timedelta(minutes=14))

    assert not services.deliver(label=LABEL, pk=notice.pk)
    assert not mail.outbox


def test_deliver_takes_over_from_a_dead_worker():
    notice = due_notice(sending_at=timezone.now() - timedelta(minutes=16))

    assert services.deliver(label=LABEL, pk=notice.pk)
    assert len(mail.outbox) == 1


def test_deliver_keeps_the_reason_and_tries_again_later(broken_server):
    notice = due_notice()

    assert not services.deliver(label=LABEL, pk=notice.pk)

    notice.refresh_from_db()
    assert notice.due_at > timezone.now()
    assert (notice.attempts, notice.sent_at, notice.sending_at) == (1, None, None)
    assert "the server hung up" in notice.error


def test_a_server_that_comes_back_gets_everything(mentor, settings, broken_server):
    notice = tell(mentor)
    services.deliver(label=LABEL, pk=notice.pk)
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    Notice.objects.update(due_at=timezone.now())

    services.sweep_mail()

    notice.refresh_from_db()
    assert notice.sent_at
    assert notice.error == ""
    assert len(mail.outbox) == 1


def test_asking_for_a_notice_survives_a_server_that_is_down(
    mentor, broken_server, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        notice = tell(mentor)

    assert Notice.objects.get(pk=notice.pk).error


def test_deliver_sends_nothing_to_a_closed_account():
    notice = due_notice(recipient=UserFactory.create(is_active=False))

    assert not services.deliver(label=LABEL, pk=notice.pk)
    assert services.sweep_mail() == 0


def test_sweep_asks_for_every_kind_of_mail_still_due():
    due_notice()
    AccountMail.objects.create(
        to="a@b.test", subject="S", text="T", html="H", due_at=timezone.now()
    )
    NoticeFactory.create(due_at=None)
    NoticeFactory.create(due_at=timezone.now() + timedelta(hours=1))

    assert services.sweep_mail() == 2
    assert len(mail.outbox) == 2


def test_account_mail_forgets_its_words_once_sent(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = services.send_account_mail(to="a@b.test", subject="S", text="secret", html="secret")

    row.refresh_from_db()
    assert mail.outbox[0].body == "secret"
    assert (row.text, row.html) == ("", "")


def test_digest_gathers_what_is_unread_once_a_week(
    mentor, peer, django_capture_on_commit_callbacks
):
    tell(mentor, NoticeKind.CPD_DRAFT, key="1", title="First")
    tell(mentor, NoticeKind.CPD_DRAFT, key="2", title="Second")
    read = tell(mentor, NoticeKind.CPD_DRAFT, key="3", title="Third")
    services.mark_read(notices=Notice.objects.filter(pk=read.pk), by=mentor)

    with django_capture_on_commit_callbacks(execute=True):
        made = services.prepare_digests()
        again = services.prepare_digests()

    assert (made, again) == (1, 0)
    message = mail.outbox[0]
    assert message.to == [mentor.email]
    assert "First" in message.body
    assert "Second" in message.alternatives[0][0]
    assert "Third" not in message.body


def test_what_comes_after_the_digest_waits_for_the_next(mentor):
    tell(mentor, NoticeKind.CPD_DRAFT, key="1")
    services.prepare_digests()
    late = tell(mentor, NoticeKind.CPD_DRAFT, key="2")

    services.prepare_digests()
    late.refresh_from_db()
    waits = late.digest
    services.prepare_digests(on=timezone.localdate() + timedelta(days=7))

    late.refresh_from_db()
    assert waits is None
    assert late.digest
    assert Digest.objects.count() == 2


def test_mark_read_touches_only_ones_own(mentor, peer):
    theirs = NoticeFactory.create(recipient=peer)

    assert services.mark_read(notices=Notice.objects.all(), by=mentor) == 0
    theirs.refresh_from_db()
    assert theirs.read_at is None


def test_ensure_schedules_adds_what_is_missing_and_keeps_changes():
    services.ensure_schedules()
    PeriodicTask.objects.filter(task="notices.sweep_mail").update(enabled=False)

    services.ensure_schedules()

    assert PeriodicTask.objects.filter(name__in=services.SCHEDULES).count() == 3
    assert not PeriodicTask.objects.get(task="notices.sweep_mail").enabled
    weekly = PeriodicTask.objects.get(task="notices.prepare_digests").crontab
    assert (weekly.day_of_week, weekly.hour, weekly.minute) == ("1", "7", "30")
    assert str(weekly.timezone) == "Europe/London"
