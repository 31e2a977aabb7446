"""What a person sees of an attempt after handing in, and what nobody else sees."""

import re

import pytest
from django.urls import reverse

from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.services import hand_in
from cms.people.accounts.models import User
from tests.factories.courses import enrolment, lesson_page
from tests.factories.quizzes import (
    DATES,
    EVIDENCE,
    QUESTIONS,
    REVIEW,
    STRONGEST,
    attempt_at,
    edited,
    failed,
    handed_in,
    must,
    passed,
    quiz_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def quiz(framework):
    return quiz_page()


@pytest.fixture
def client(mentor, client_of):
    return client_of(mentor)


def text(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def test_attempt_detail_after_a_fail_shows_what_was_answered_and_no_key(quiz, client, mentor):
    attempt = failed(quiz, mentor)  # the first and the second wrong

    page = text(client.get(attempt.get_absolute_url()))

    assert "Not yet" in page
    assert "50 %" in page
    assert "2 of 4 right" in page
    assert "Improve your time management" in page
    assert "You could not film it." in page
    assert STRONGEST.feedback in page
    assert EVIDENCE.feedback in page
    assert "By Friday, upload one page" not in page
    assert "You saw the small product." not in page
    assert "A photo of the plan" not in page
    assert "Right answer" not in page


def test_attempt_detail_after_a_fail_shows_no_right_order(quiz, client, mentor):
    attempt = handed_in(quiz, mentor, wrong=(1, 4))

    page = text(client.get(attempt.get_absolute_url()))

    assert "Right order" not in page
    assert page.index(REVIEW.options[3].text) < page.index(REVIEW.options[0].text)


def test_attempt_detail_after_a_pass_shows_the_right_answers(framework, client, mentor):
    attempt = handed_in(quiz_page(pass_mark=50), mentor, wrong=(1, 4))

    page = text(client.get(attempt.get_absolute_url()))

    assert "You have passed" in page
    assert "By Friday, upload one page" in page
    assert "Right order" in page


def test_attempt_detail_hides_the_key_while_another_attempt_is_open(framework, client, mentor):
    quiz = quiz_page(pass_mark=50)
    attempt = handed_in(quiz, mentor, wrong=(1,))
    attempt_at(quiz, mentor)

    page = text(client.get(attempt.get_absolute_url()))

    assert "By Friday, upload one page" not in page
    assert "hidden while you have another attempt open" in page
    assert "Continue your open attempt" in page


def test_attempt_detail_names_the_questions_that_must_be_right(framework, client, mentor):
    quiz = quiz_page(questions=(must(STRONGEST), *QUESTIONS[1:]), pass_mark=50)

    page = text(client.get(handed_in(quiz, mentor, wrong=(1,)).get_absolute_url()))

    assert "One question that must be right is not right yet" in page
    assert 'href="#question-1"' in page


def test_attempt_detail_marks_partly_right_and_not_answered(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)
    attempt.responses.filter(position=2).update(answer=[0], answered_at=attempt.started_at)
    hand_in(attempt=attempt, by=mentor, allow_unanswered=True)

    page = text(client.get(attempt.get_absolute_url()))

    assert page.count("Partly right") == 1
    assert page.count("Not answered") == 3


def test_attempt_detail_links_the_lesson_while_it_is_published(framework, client, mentor):
    lesson = lesson_page(quiz_page(slug="other").get_parent(), title="Start where they are")
    asked = type(STRONGEST)(**{**vars(STRONGEST), "lesson": lesson.pk})
    attempt = passed(quiz_page(questions=(asked,)), mentor)

    with_lesson = text(client.get(attempt.get_absolute_url()))
    lesson.unpublish()
    without = text(client.get(attempt.get_absolute_url()))

    assert f'href="{lesson.url}">Read again: Start where they are' in with_lesson
    assert "Read again" not in without


def test_the_old_attempt_still_shows_the_question_as_she_answered_it(quiz, client, mentor):
    attempt = failed(quiz, mentor)
    other = type(STRONGEST)(**{**vars(STRONGEST), "stem": "Which target is best?"})
    edited(quiz, other, *QUESTIONS[1:])

    old = text(client.get(attempt.get_absolute_url()))
    new = text(client.get(passed(quiz, mentor).get_absolute_url()))

    assert "strongest" in old
    assert "Which target is best?" not in old
    assert "Which target is best?" in new
    assert "strongest" not in new


def test_attempt_detail_of_an_open_attempt_leads_back_into_it(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)

    answer = client.get(attempt.get_absolute_url())

    assert answer.url == reverse("quizzes:attempt_question", args=[attempt.pk, 1])


def test_attempt_detail_of_a_quiz_that_is_no_longer_published(quiz, client, mentor):
    attempt = failed(quiz, mentor)
    quiz.unpublish()

    assert client.get(attempt.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_attempt_detail_needs_the_same_queries_however_many_questions(
    framework, client, mentor, count, django_assert_num_queries
):
    quiz = quiz_page(questions=(STRONGEST, EVIDENCE, DATES)[:count])
    enrolment(mentor, quiz.get_parent().specific)
    attempt = passed(quiz, mentor)
    client.get(attempt.get_absolute_url())

    with django_assert_num_queries(5):
        client.get(attempt.get_absolute_url())


# Nobody else --------------------------------------------------------------------------

STRANGERS = [
    "peer",
    "supervisor",
    "manager",
    "other_manager",
    "quality_lead",
    "dsl",
    "trainer",
    "admin",
    "hr",
    "dpo",
    "superuser",
]
ADDRESSES = [
    ("get", "attempt_detail", ()),
    ("get", "attempt_question", (1,)),
    ("post", "attempt_question", (1,)),
    ("get", "attempt_review", ()),
    ("post", "attempt_hand_in", ()),
]


@pytest.fixture
def superuser(db):
    person = User.objects.create(email="root@x.test", first_name="Root", last_name="User")
    person.is_superuser = person.is_staff = True
    person.save()
    return person


@pytest.mark.parametrize("state", ["open", "submitted"])
@pytest.mark.parametrize("stranger", STRANGERS)
def test_an_attempt_does_not_exist_for_anybody_else(
    quiz, mentor, stranger, state, request, client_of
):
    attempt = attempt_at(quiz, mentor) if state == "open" else failed(quiz, mentor)
    client = client_of(request.getfixturevalue(stranger))

    for method, name, args in ADDRESSES:
        url = reverse(f"quizzes:{name}", args=[attempt.pk, *args])
        assert getattr(client, method)(url, {"choice": "0"}).status_code == 404, (method, url)

    assert QuizAttempt.objects.get().state == state


def test_a_visitor_is_sent_to_the_sign_in_whether_or_not_the_attempt_exists(quiz, mentor, visitor):
    attempt = attempt_at(quiz, mentor)

    for method, name, args in ADDRESSES:
        for pk in (attempt.pk, attempt.pk + 99):
            answer = getattr(visitor, method)(reverse(f"quizzes:{name}", args=[pk, *args]))
            assert answer.status_code == 302
            assert answer.url.startswith(reverse("account_login"))


def test_a_visitor_starts_nothing(quiz, visitor):
    answer = visitor.post(reverse("quizzes:attempt_start", args=[quiz.pk]))

    assert answer.url.startswith(reverse("account_login"))
    assert not QuizAttempt.objects.exists()


def test_a_superuser_without_a_role_starts_nothing(quiz, superuser, client_of):
    answer = client_of(superuser).post(reverse("quizzes:attempt_start", args=[quiz.pk]))

    assert answer.status_code == 404
    assert not QuizAttempt.objects.exists()
