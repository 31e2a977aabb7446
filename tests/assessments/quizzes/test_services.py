from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from assessments.quizzes.models import QuestionResponse, QuestionVersion, QuizAttempt, QuizPage
from assessments.quizzes.rules import Option, Status
from assessments.quizzes.services import (
    answer_question,
    hand_in,
    snapshot_questions,
    start_attempt,
)
from assessments.standards.models import Evidence
from assessments.standards.rules import EvidenceKind, Strength
from cms.people.audit.models import AuditEvent
from courses.progress.models import StepCompletion, StepVisit
from tests.factories.courses import enrolment, module_page
from tests.factories.quizzes import (
    DATES,
    EVIDENCE,
    QUESTIONS,
    STRONGEST,
    answer_all,
    attempt_at,
    edited,
    failed,
    handed_in,
    must,
    passed,
    quiz_page,
    responses_of,
    right_answer,
)

pytestmark = pytest.mark.django_db
LONG_AGO = datetime(2026, 3, 2, 9, 30, tzinfo=ZoneInfo("Europe/London"))


@pytest.fixture
def quiz(framework):
    return quiz_page()


def reworded():
    option = Option("By Friday 3pm, upload one page", is_right=True)
    return type(STRONGEST)(
        **{**vars(STRONGEST), "options": (STRONGEST.options[0], option, STRONGEST.options[2])}
    )


# Versions ----------------------------------------------------------------------


def test_publishing_freezes_every_question(quiz):
    versions = QuestionVersion.objects.filter(quiz=quiz).order_by("pk")

    assert [version.question for version in versions] == list(QUESTIONS)
    assert {version.number for version in versions} == {1}


def test_publishing_again_without_a_change_freezes_nothing_new(quiz):
    edited(quiz, *QUESTIONS)

    assert QuestionVersion.objects.count() == 4


def test_a_changed_question_gets_a_further_version_and_the_others_keep_theirs(quiz):
    edited(quiz, reworded(), *QUESTIONS[1:])

    numbers = QuestionVersion.objects.order_by("pk").values_list("number", flat=True)
    assert list(numbers) == [1, 1, 1, 1, 2]


def test_a_draft_freezes_nothing(quiz):
    draft = quiz.get_latest_revision_as_object()
    draft.questions = []
    draft.save_revision(clean=False)

    assert QuestionVersion.objects.count() == 4


def test_versions_come_in_the_order_of_the_page(quiz):
    page = edited(quiz, *QUESTIONS[:2])
    page.questions = [page.questions.raw_data[1], page.questions.raw_data[0]]

    versions = snapshot_questions(quiz=page)

    fresh = [QuestionVersion.objects.get(pk=version.pk).question for version in versions]
    assert fresh == [EVIDENCE, STRONGEST]


def test_a_missing_version_is_made_when_an_attempt_starts(quiz, mentor):
    QuestionVersion.objects.all()._raw_delete("default")

    attempt = attempt_at(quiz, mentor)

    assert [r.version.question for r in responses_of(attempt)] == list(QUESTIONS)


# Starting ------------------------------------------------------------------------


def test_starting_lays_out_the_whole_attempt(quiz, mentor):
    attempt = start_attempt(participant=mentor, quiz=quiz, by=mentor, at=LONG_AGO)

    responses = responses_of(attempt)
    assert (attempt.number, attempt.state, attempt.pass_mark) == (1, Status.OPEN, 80)
    assert attempt.started_at == LONG_AGO
    assert [response.position for response in responses] == [1, 2, 3, 4]
    assert [sorted(r.option_order) for r in responses] == [
        list(range(len(question.options))) for question in QUESTIONS
    ]
    assert AuditEvent.objects.get(verb="quiz_attempt.started").about == mentor


def test_starting_twice_gives_the_same_attempt(quiz, mentor):
    first = attempt_at(quiz, mentor)

    second = attempt_at(quiz, mentor)

    assert first == second
    assert QuestionResponse.objects.count() == 4


def test_after_handing_in_a_further_attempt_starts(quiz, mentor):
    failed(quiz, mentor)

    assert attempt_at(quiz, mentor).number == 2


def test_each_person_has_attempts_of_her_own(quiz, mentor, peer):
    assert attempt_at(quiz, mentor) != attempt_at(quiz, peer)


def test_questions_are_shuffled_when_the_author_asks_for_it(framework, mentor):
    quiz = quiz_page(shuffle_questions=True)
    seen = set()
    for _ in range(12):
        attempt = attempt_at(quiz, mentor)
        seen.add(tuple(r.version_id for r in responses_of(attempt)))
        hand_in(attempt=attempt, by=mentor, allow_unanswered=True)

    assert len(seen) > 1


def test_nobody_starts_for_somebody_else(quiz, mentor, manager):
    with pytest.raises(PermissionDenied):
        start_attempt(participant=mentor, quiz=quiz, by=manager)


def test_an_unpublished_quiz_cannot_be_started(quiz, mentor):
    quiz.unpublish()

    with pytest.raises(PermissionDenied):
        attempt_at(quiz, mentor)


def test_somebody_without_a_role_starts_nothing(quiz, mentor):
    mentor.role_grants.all().delete()

    with pytest.raises(PermissionDenied):
        attempt_at(quiz, mentor)


# Answering -------------------------------------------------------------------------


def test_the_last_answer_stands(quiz, mentor):
    response = responses_of(attempt_at(quiz, mentor))[0]
    answer_question(response=response, answer=[0], by=mentor, at=LONG_AGO)

    answer_question(response=response, answer=[1], by=mentor, is_flagged=True, at=LONG_AGO)

    response.refresh_from_db()
    assert (response.answer, response.answered_at, response.is_flagged) == ([1], LONG_AGO, True)


def test_an_answer_can_be_taken_back(quiz, mentor):
    response = responses_of(attempt_at(quiz, mentor))[1]
    answer_question(response=response, answer=[0, 1], by=mentor)

    answer_question(response=response, answer=None, by=mentor)

    response.refresh_from_db()
    assert (response.answer, response.answered_at) == (None, None)


def test_an_answer_that_cannot_be_given_changes_nothing(quiz, mentor):
    response = responses_of(attempt_at(quiz, mentor))[0]

    with pytest.raises(ValidationError):
        answer_question(response=response, answer=[9], by=mentor)

    assert QuestionResponse.objects.get(pk=response.pk).answer is None


def test_nobody_answers_for_somebody_else(quiz, mentor, peer):
    response = responses_of(attempt_at(quiz, mentor))[0]

    with pytest.raises(PermissionDenied):
        answer_question(response=response, answer=[1], by=peer)


def test_a_handed_in_attempt_takes_no_answers(quiz, mentor):
    attempt = failed(quiz, mentor)
    response = responses_of(attempt)[0]

    with pytest.raises(ValidationError, match="Start a new attempt"):
        answer_question(response=response, answer=[1], by=mentor)


# Handing in ----------------------------------------------------------------------------


def test_everything_right_passes(quiz, mentor):
    attempt = passed(quiz, mentor)

    assert (attempt.state, attempt.passed, attempt.shown_score) == (Status.SUBMITTED, True, "100 %")
    assert all(response.is_right for response in responses_of(attempt))


def test_below_the_pass_mark_does_not_pass(quiz, mentor):
    attempt = failed(quiz, mentor)

    assert (attempt.passed, attempt.shown_score) == (False, "50 %")


def test_a_missed_must_does_not_pass_whatever_the_score(framework, mentor):
    quiz = quiz_page(questions=(must(STRONGEST), *QUESTIONS[1:]), pass_mark=50)

    attempt = handed_in(quiz, mentor, wrong=(1,))

    assert (attempt.passed, attempt.musts_missed, attempt.shown_score) == (False, 1, "75 %")


def test_the_pass_mark_is_the_one_the_attempt_started_with(quiz, mentor):
    attempt = answer_all(attempt_at(quiz, mentor), wrong=(1,))
    QuizPage.objects.filter(pk=quiz.pk).update(pass_mark=50)

    assert hand_in(attempt=attempt, by=mentor).passed is False


def test_unanswered_questions_keep_an_attempt_open_until_that_is_confirmed(quiz, mentor):
    attempt = attempt_at(quiz, mentor)

    with pytest.raises(ValidationError, match="question 1, 2, 3, 4"):
        hand_in(attempt=attempt, by=mentor)

    assert hand_in(attempt=attempt, by=mentor, allow_unanswered=True).shown_score == "0 %"


def test_handing_in_twice_judges_once(quiz, mentor):
    enrolment(mentor, module_page_of(quiz))
    attempt = passed(quiz, mentor)
    QuizAttempt.objects.filter(pk=attempt.pk).update(pass_mark=100)

    again = hand_in(attempt=attempt, by=mentor)

    assert again.submitted_at == attempt.submitted_at
    assert AuditEvent.objects.filter(verb="quiz_attempt.handed_in").count() == 1
    assert StepVisit.objects.get().attempts == 1


def test_nobody_hands_in_for_somebody_else(quiz, mentor, peer):
    with pytest.raises(PermissionDenied):
        hand_in(attempt=attempt_at(quiz, mentor), by=peer)


def module_page_of(quiz):
    return quiz.get_parent().specific


def test_a_pass_completes_the_step_with_its_result(quiz, mentor):
    enrolment(mentor, module_page_of(quiz))

    attempt = answer_all(attempt_at(quiz, mentor))
    hand_in(attempt=attempt, by=mentor, at=LONG_AGO)

    completion = StepCompletion.objects.get()
    assert (completion.step_id, completion.result) == (quiz.pk, "100 %")
    assert completion.completed_at == LONG_AGO


def test_a_fail_counts_as_an_attempt_and_completes_nothing(quiz, mentor):
    enrolment(mentor, module_page_of(quiz))

    failed(quiz, mentor)

    assert StepVisit.objects.get().attempts == 1
    assert not StepCompletion.objects.exists()
    assert not Evidence.objects.exists()


def test_the_best_pass_stands_and_every_attempt_is_kept(framework, mentor):
    quiz = quiz_page(pass_mark=50)
    enrolment(mentor, module_page_of(quiz))

    handed_in(quiz, mentor, wrong=(1,))
    passed(quiz, mentor)
    handed_in(quiz, mentor, wrong=(1,))

    assert StepCompletion.objects.get().result == "100 %"
    assert QuizAttempt.objects.count() == 3


def test_a_pass_is_evidence_for_what_was_answered_right(framework, mentor):
    attempt = handed_in(quiz_page(pass_mark=50), mentor, wrong=(2,))

    rows = Evidence.objects.all()
    assert {row.statement.code for row in rows} == {"S1", "d", "S6"}
    assert {row.kind for row in rows} == {EvidenceKind.QUIZ}
    assert {row.strength for row in rows} == {Strength.ASSESSED}
    assert {row.person for row in rows} == {mentor}
    assert {row.object_id for row in rows} == {attempt.pk}


def test_a_code_that_nobody_knows_does_not_cost_a_mentor_her_pass(framework, mentor):
    odd = type(DATES)(**{**vars(DATES), "codes": ("S1", "S99")})

    attempt = passed(quiz_page(questions=(odd,)), mentor)

    assert attempt.passed is True
    assert Evidence.objects.get().statement.code == "S1"


def test_an_attempt_without_an_enrolment_is_kept_too(quiz, mentor):
    module_page(code="OTHER", slug="other")

    assert passed(quiz, mentor).passed is True
    assert not StepCompletion.objects.exists()


# Change under way ----------------------------------------------------------------------


def test_an_open_attempt_goes_on_with_the_words_it_started_with(quiz, mentor):
    attempt = attempt_at(quiz, mentor)

    edited(quiz, reworded(), *QUESTIONS[1:3])

    assert [r.version.question for r in responses_of(attempt)] == list(QUESTIONS)
    assert hand_in(attempt=answer_all(attempt), by=mentor).passed is True


def test_the_next_attempt_is_taken_on_the_new_words(quiz, mentor):
    failed(quiz, mentor)
    edited(quiz, reworded(), *QUESTIONS[1:3])

    asked = [r.version.question for r in responses_of(attempt_at(quiz, mentor))]

    assert asked == [reworded(), *QUESTIONS[1:3]]


def test_an_open_attempt_can_be_finished_when_the_quiz_is_no_longer_published(quiz, mentor):
    attempt = attempt_at(quiz, mentor)
    quiz.unpublish()

    response = responses_of(attempt)[0]
    answer_question(response=response, answer=right_answer(STRONGEST), by=mentor)

    assert hand_in(attempt=attempt, by=mentor, allow_unanswered=True).state == Status.SUBMITTED
