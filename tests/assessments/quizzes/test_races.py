"""Two clicks at once, on the real database: two threads, each with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from assessments.quizzes.models import QuestionResponse, QuestionVersion, QuizAttempt
from assessments.quizzes.services import answer_question, hand_in, start_attempt
from assessments.standards.models import Evidence
from assessments.standards.rules import EvidenceKind
from cms.people.audit.models import AuditEvent
from courses.progress.models import StepVisit
from tests.factories.courses import enrolment
from tests.factories.quizzes import answer_all, attempt_at, quiz_page, responses_of

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """Run the calls in threads that start together; an exception is an answer too."""
    barrier = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        barrier.wait(timeout=10)
        try:
            return call()
        except ValidationError as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as threads:
        return list(threads.map(run, calls))


@pytest.fixture
def quiz(framework):
    return quiz_page()


@pytest.mark.parametrize("_round", range(3))
def test_two_starts_at_once_give_one_attempt(quiz, mentor, _round):
    def start():
        return start_attempt(participant=mentor, quiz=quiz, by=mentor)

    first, second = at_once(start, start)

    assert first == second
    assert (QuizAttempt.objects.count(), QuestionResponse.objects.count()) == (1, 4)


def test_two_people_who_start_the_first_attempts_at_once_share_the_versions(quiz, mentor, peer):
    QuestionVersion.objects.all()._raw_delete("default")

    at_once(
        lambda: start_attempt(participant=mentor, quiz=quiz, by=mentor),
        lambda: start_attempt(participant=peer, quiz=quiz, by=peer),
    )

    assert (QuizAttempt.objects.count(), QuestionVersion.objects.count()) == (2, 4)


def test_handing_in_from_two_tabs_counts_once(quiz, mentor):
    enrolment(mentor, quiz.get_parent().specific)
    attempt = answer_all(attempt_at(quiz, mentor))

    def submit():
        return hand_in(attempt=attempt, by=mentor)

    first, second = at_once(submit, submit)

    assert first.submitted_at == second.submitted_at
    assert StepVisit.objects.get().attempts == 1
    assert AuditEvent.objects.filter(verb="quiz_attempt.handed_in").count() == 1
    assert Evidence.objects.filter(kind=EvidenceKind.QUIZ).count() == 4


def test_an_answer_that_meets_a_handing_in_is_judged_or_refused_never_half(quiz, mentor):
    attempt = answer_all(attempt_at(quiz, mentor))
    response = responses_of(attempt)[0]

    answered, submitted = at_once(
        lambda: answer_question(response=response, answer=[0], by=mentor),
        lambda: hand_in(attempt=attempt, by=mentor),
    )

    kept = QuestionResponse.objects.get(pk=response.pk)
    refused = isinstance(answered, ValidationError)
    assert (kept.answer, kept.is_right) == (([1], True) if refused else ([0], False))
    assert submitted.passed is refused
