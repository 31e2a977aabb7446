"""The words of a record are in the program and nowhere else."""

import logging

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from assessments.records import services
from assessments.records.models import (
    AgendaItem,
    RecordAddendum,
    RecordReturn,
    RecordSignature,
    SupervisionDecision,
    SupervisionRecord,
)
from assessments.records.rules import Stance
from assessments.supervision.rules.kinds import SessionType
from cms.people.audit.models import AuditEvent
from cms.people.notices.models import Notice
from tests.factories.records import SECRETS, fresh, hash_of, met, shared

pytestmark = pytest.mark.django_db
VIEW = "Between us, I remember the Tuesday otherwise"
BACK = "Please leave out the sentence on the corridor"
LATER = "One thing came back to me on the train"
ALL = (*SECRETS, VIEW, BACK, LATER)


@pytest.fixture
def told(mentor, supervisor, caplog):
    """A whole story, with everything that can be said in it."""
    caplog.set_level(logging.DEBUG)
    session = met(mentor, supervisor, kind=SessionType.MANAGERIAL)
    record = shared(session)
    services.return_record(record=record, comment=BACK, by=mentor)
    services.share_record(record=fresh(session), by=supervisor)
    services.sign_record(
        record=record,
        stance=Stance.NOT_AGREED,
        comment=VIEW,
        words_hash=hash_of(record),
        by=mentor,
    )
    services.countersign_record(record=record, words_hash=hash_of(record), by=supervisor)
    services.add_addendum(record=record, words=LATER, by=mentor)
    services.remind_of_records()
    return fresh(session)


def assert_silent(*texts):
    for text in texts:
        assert not [words for words in ALL if words in text]


def test_notices_and_mails_say_nothing_of_it(told):
    assert Notice.objects.exists()
    for notice in Notice.objects.all():
        assert_silent(notice.title, notice.body, notice.url, notice.key)
    for message in mail.outbox:
        assert_silent(message.subject, message.body, str(message.alternatives))


def test_the_audit_says_nothing_of_it(told, mentor, client_of):
    client_of(mentor).get(told.get_absolute_url())

    for event in AuditEvent.objects.all():
        assert_silent(event.object_words, str(event.detail), str(event))


def test_logs_say_nothing_of_it(told, caplog):
    assert_silent(caplog.text)


def test_rows_say_nothing_of_it_when_they_are_printed(told):
    for model in (
        SupervisionRecord,
        AgendaItem,
        SupervisionDecision,
        RecordSignature,
        RecordReturn,
        RecordAddendum,
    ):
        assert model.objects.exists()
        for row in model.objects.all():
            assert_silent(str(row), repr(row))


def test_the_database_holds_no_word_of_it(told):
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            # What somebody is to learn is a line of her own plan, on purpose, and none of these.
            cursor.execute(f'SELECT * FROM "{table}"')
            assert_silent(*(str(row) for row in cursor.fetchall()))


def test_what_a_refusal_says_is_none_of_her_words(mentor, supervisor, client_of):
    record = shared(met(mentor, supervisor))
    data = {"stance": "with_comment", "comment": VIEW, "words_hash": "0" * 64}

    answer = client_of(mentor).post(reverse("records:record_sign", args=[record.pk]), data)

    assert_silent(answer.url, str(answer.cookies))
