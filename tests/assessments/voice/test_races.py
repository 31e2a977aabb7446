"""A thumb that presses twice, and two learners at once, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from assessments.voice.models import VoiceCode, VoiceResponse
from assessments.voice.services import answer
from tests.factories import voice

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls):
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=30)
            return call()
        except ValidationError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def given(campaign, code):
    question = campaign.questionnaire.questions.first()
    return lambda: answer(code=code, answers={question.pk: 4}, comments={}, language="en")


def test_one_code_gives_one_answer(open_campaign, cohort):
    voice.code(cohort)
    send = given(open_campaign, voice.CODE)

    results = at_once(send, send, send)

    assert results.count("unknown") == 2
    assert VoiceResponse.objects.count() == 1
    assert not VoiceCode.objects.exists()


def test_learners_of_one_cohort_do_not_lose_each_others_answers(open_campaign, mentor):
    cohort = voice.cohort(open_campaign, mentor, answers=[1, 2, 3])
    codes = [voice.code(cohort, f"CDFGHJK{end}") for end in "3467"]

    at_once(*(given(open_campaign, code) for code in codes))

    assert VoiceResponse.objects.filter(cohort=cohort).count() == 7
