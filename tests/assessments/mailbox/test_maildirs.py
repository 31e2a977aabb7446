"""A maildir as a mail server fills it."""

import logging
import os

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import OperationalError

from assessments.cpd.models import CPDEntry
from assessments.mailbox.rules import LARGEST, MOST_TRIES, Outcome
from assessments.mailbox.services import read_mail, reading
from assessments.mailbox.tasks import read_mail as task
from tests.factories.mailbox import letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def maildir(tmp_path, settings):
    for folder in ("new", "cur", "tmp"):
        (tmp_path / folder).mkdir()
    settings.CPD_MAIL = f"maildir:{tmp_path}"
    return tmp_path


def deliver(maildir, data: bytes, name: str = "1700000000.M1P2.mx") -> None:
    (maildir / "new" / name).write_bytes(data)


def names(folder) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_message_is_read_once_and_lies_under_cur_as_seen(maildir, mentor):
    deliver(maildir, letter(mentor))

    task()

    assert CPDEntry.objects.get().owner == mentor
    assert names(maildir / "new") == []
    assert names(maildir / "cur") == ["1700000000.M1P2.mx:2,S"]
    assert read_mail() == {}


def test_a_message_that_comes_again_drafts_nothing(maildir, mentor):
    deliver(maildir, letter(mentor))
    read_mail()
    deliver(maildir, letter(mentor), "1700000001.M1P2.mx")

    assert read_mail() == {Outcome.KNOWN: 1}

    assert CPDEntry.objects.count() == 1


def test_a_strangers_message_is_moved_away_and_only_counted(maildir, mentor, caplog):
    deliver(maildir, letter("stranger@x.test", subject="Secret"))

    with caplog.at_level(logging.INFO):
        assert read_mail() == {Outcome.IGNORED: 1}

    assert names(maildir / ".ignored" / "cur") == ["1700000000.M1P2.mx:2,S"]
    assert "1 ignored" in caplog.text
    assert "stranger" not in caplog.text
    assert "Secret" not in caplog.text


def test_what_fails_is_tried_five_times_and_then_put_aside(maildir, mentor, monkeypatch, caplog):
    def fail(*, data):
        raise RuntimeError("Worth an hour of anyone's time")

    deliver(maildir, letter(mentor))
    monkeypatch.setattr(reading, "take_letter", fail)

    for tries in range(1, MOST_TRIES):
        assert read_mail() == {Outcome.FAILED: 1}
        assert names(maildir / "new") == [f"1700000000.M1P2.mx,T={tries}"]
    assert read_mail() == {Outcome.GIVEN_UP: 1}

    assert names(maildir / ".failed" / "cur") == ["1700000000.M1P2.mx:2,"]
    assert "RuntimeError" in caplog.text
    assert "anyone's time" not in caplog.text


def test_one_that_fails_keeps_nobody_elses_waiting(maildir, mentor, monkeypatch):
    whole = reading.take_letter

    def fail_once(*, data):
        if b"<bad@mail.test>" in data:
            raise RuntimeError
        return whole(data=data)

    monkeypatch.setattr(reading, "take_letter", fail_once)
    deliver(maildir, letter(mentor, Message_ID="<bad@mail.test>"), "1.bad")
    deliver(maildir, letter(mentor), "2.good")

    assert read_mail() == {Outcome.FAILED: 1, Outcome.DRAFTED: 1}


def test_a_try_that_ended_with_the_worker_counts_too(maildir, mentor):
    deliver(maildir, letter(mentor), f"1700000000.M1P2.mx,T={MOST_TRIES}")

    assert read_mail() == {Outcome.GIVEN_UP: 1}
    assert not CPDEntry.objects.exists()


def test_a_database_that_is_away_is_nobodys_fault(maildir, mentor, monkeypatch):
    def fail(*, data):
        raise OperationalError

    deliver(maildir, letter(mentor))
    with monkeypatch.context() as patch:
        patch.setattr(reading, "take_letter", fail)
        for _ in range(MOST_TRIES + 1):
            assert read_mail() == {Outcome.LATER: 1}

    assert names(maildir / "new") == ["1700000000.M1P2.mx"]
    assert read_mail() == {Outcome.DRAFTED: 1}


def test_the_oldest_is_read_first(maildir, mentor):
    deliver(maildir, letter(mentor, subject="Second"), "1.a")
    deliver(maildir, letter(mentor, subject="First", Message_ID="<two@mail.test>"), "2.b")
    os.utime(maildir / "new" / "2.b", (1, 1))

    read_mail()

    assert [entry.title for entry in CPDEntry.objects.order_by("pk")] == ["First", "Second"]


def test_only_files_of_the_folder_itself_are_read(maildir, mentor, tmp_path):
    (maildir / "secret").write_bytes(letter(mentor))
    (maildir / "new" / "link").symlink_to(maildir / "secret")
    (maildir / "new" / "folder").mkdir()
    deliver(maildir, letter(mentor), ".hidden")

    assert read_mail() == {}


def test_a_message_without_end_is_not_read_whole(maildir, mentor):
    deliver(maildir, letter(mentor) + b"x" * LARGEST)

    assert read_mail() == {Outcome.IGNORED: 1}


def test_while_one_worker_reads_another_does_not(maildir, mentor):
    deliver(maildir, letter(mentor))
    cache.add(reading.LOCK, 1, timeout=60)

    assert read_mail() == {}
    assert names(maildir / "new") == ["1700000000.M1P2.mx"]


def test_without_a_setting_nothing_happens(settings):
    settings.CPD_MAIL = ""

    assert read_mail() == {}


def test_a_missing_maildir_is_said_and_the_lock_is_free_again(settings, tmp_path, caplog):
    settings.CPD_MAIL = f"maildir:{tmp_path}/nowhere"

    assert read_mail() == {}

    assert "CPD mail was not read: the maildir is not there." in caplog.text
    assert cache.add(reading.LOCK, 1, timeout=60)


def test_a_setting_that_is_none_is_said_aloud(settings):
    settings.CPD_MAIL = "pop3://mail.test"

    with pytest.raises(ValidationError, match="maildir:/path"):
        read_mail()
