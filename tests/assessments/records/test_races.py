"""Two at the same moment, on the real database: each signature once, one lock, one end."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from assessments.actions.models import SupervisionAction
from assessments.records import services
from assessments.records.models import RecordReturn, RecordSignature, SupervisionRecord
from assessments.records.rules import RecordState
from tests.factories.records import hash_of, met, said, shared, signed

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    """Run each call in a thread of its own, all released at the same moment."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=30)
            call()
            return "kept"
        except ValidationError as error:
            return error.code or error.messages[0]
        except services.RecordChangedError:
            return "changed"
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return sorted(pool.map(run, calls))


def test_a_double_click_signs_once(mentor, supervisor):
    record = shared(met(mentor, supervisor))
    given = {"record": record, "stance": "agreed", "words_hash": hash_of(record), "by": mentor}

    outcomes = at_once(*[lambda: services.sign_record(**given)] * 2)

    assert outcomes == ["kept", "signed"]
    assert RecordSignature.objects.count() == 1


def test_a_double_click_locks_once_and_agrees_once(mentor, supervisor):
    record = signed(met(mentor, supervisor))
    given = {"record": record, "words_hash": hash_of(record), "by": supervisor}

    outcomes = at_once(*[lambda: services.countersign_record(**given)] * 2)

    assert outcomes == ["kept", "signed"]
    assert RecordSignature.objects.count() == 2
    assert SupervisionAction.objects.count() == 1


def test_it_is_signed_or_returned_never_both(mentor, supervisor):
    record = shared(met(mentor, supervisor))
    words_hash = hash_of(record)

    outcomes = at_once(
        lambda: services.sign_record(
            record=record, stance="agreed", words_hash=words_hash, by=mentor
        ),
        lambda: services.return_record(record=record, comment="The date.", by=mentor),
    )

    assert outcomes.count("kept") == 1
    state = SupervisionRecord.objects.get().state
    assert (state == RecordState.SIGNED_ONCE) == RecordSignature.objects.exists()
    assert (state == RecordState.RETURNED) == RecordReturn.objects.exists()


def test_she_signs_or_it_is_noted_that_she_has_not(mentor, supervisor):
    record = shared(met(mentor, supervisor))
    SupervisionRecord.objects.update(reminded=2)
    words_hash = hash_of(record)

    at_once(
        lambda: services.sign_record(
            record=record, stance="agreed", words_hash=words_hash, by=mentor
        ),
        lambda: services.note_unsigned(record=record, reason="no_answer", by=supervisor),
    )

    # Signed last or first: her signature stands.
    assert SupervisionRecord.objects.get().state == RecordState.SIGNED_ONCE
    assert RecordSignature.objects.count() == 1


def test_a_session_begun_twice_has_one_record(mentor, supervisor):
    session = met(mentor, supervisor)

    outcomes = at_once(*[lambda: services.begin_record(session=session, by=supervisor)] * 2)

    assert outcomes == ["kept", "kept"]
    assert SupervisionRecord.objects.count() == 1


def test_of_two_windows_saving_at_once_one_is_shown_the_other(mentor, supervisor):
    record = services.begin_record(session=met(mentor, supervisor), by=supervisor)

    def save(words):
        content = said(learning=words)
        return lambda: services.save_record(
            record=record, content=content, revision=0, window=words, by=supervisor
        )

    assert at_once(save("one"), save("two")) == ["changed", "kept"]
