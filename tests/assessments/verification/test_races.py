"""Two answers at the same moment, on the real database: one is kept, the other is told."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from assessments.cpd.services import take_back_entry
from assessments.verification.models import CPDSample, CPDVerification, SampleRound
from assessments.verification.rules import Result
from assessments.verification.services import (
    answer_sample,
    draw_sample,
    reply_to_query,
    return_entry,
    verify_entry,
)
from cms.people.notices.models import Notice
from tests.factories.verification import (
    IN_DOUBT,
    IN_ORDER,
    NO,
    YES,
    handed_in,
    query_on,
    sample_round,
    sampled,
    verified,
)

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
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_of_two_answers_at_once_one_is_kept_and_the_other_told(mentor, manager):
    entry = handed_in(mentor)

    outcomes = at_once(
        lambda: verify_entry(entry=entry, answers=YES, by=manager, read_at=entry.changed_at),
        lambda: return_entry(entry=entry, answers=NO, by=manager, read_at=entry.changed_at),
    )

    assert sorted(outcomes) == ["gone", "kept"]
    answer = CPDVerification.objects.get()
    entry.refresh_from_db()
    assert entry.state == answer.outcome
    assert Notice.objects.filter(recipient=mentor).count() == 1


def test_an_entry_is_answered_or_taken_back_never_both(mentor, manager):
    entry = handed_in(mentor)

    outcomes = at_once(
        lambda: verify_entry(entry=entry, answers=YES, by=manager),
        lambda: take_back_entry(entry=entry, by=mentor),
    )

    assert outcomes.count("kept") == 1
    entry.refresh_from_db()
    assert (entry.state == "verified") == CPDVerification.objects.exists()


def test_two_draws_at_once_take_an_entry_once(mentor, manager, quality_lead):
    for _ in range(3):
        verified(mentor, manager)
    today = timezone.localdate()

    def draw():
        draw_sample(
            label="Autumn", first_on=today - timedelta(days=9), last_on=today, by=quality_lead
        )

    outcomes = at_once(draw, draw)

    assert outcomes.count("kept") == 1
    assert SampleRound.objects.count() == 1
    assert CPDSample.objects.count() == 2


def test_two_quality_leads_who_find_something_at_once(mentor, manager, quality_lead):
    sample = sampled(mentor, manager, sample_round(quality_lead))

    outcomes = at_once(
        lambda: answer_sample(sample=sample, result=Result.OK, findings=IN_ORDER, by=quality_lead),
        lambda: answer_sample(
            sample=sample, result=Result.QUERY, findings=IN_DOUBT, by=quality_lead
        ),
    )

    assert sorted(outcomes) == ["answered", "kept"]


def test_owner_and_verifier_who_reply_at_once(mentor, manager, quality_lead):
    query = query_on(mentor, manager, sample_round(quality_lead))

    outcomes = at_once(
        lambda: reply_to_query(sample=query, reply="I will add it.", by=mentor),
        lambda: reply_to_query(sample=query, reply="We spoke about it.", by=manager),
    )

    assert sorted(outcomes) == ["answered", "kept"]
