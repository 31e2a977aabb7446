import re

import pytest
from django.urls import reverse

from assessments.quizzes.models import QuestionResponse, QuizAttempt
from assessments.quizzes.services import answer_question
from tests.factories.courses import enrolment
from tests.factories.quizzes import (
    EVIDENCE,
    QUESTIONS,
    REVIEW,
    STRONGEST,
    answer_all,
    attempt_at,
    edited,
    failed,
    passed,
    quiz_page,
    responses_of,
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


def question_url(attempt, position):
    return reverse("quizzes:attempt_question", args=[attempt.pk, position])


def place_of(response, option):
    """Where an option of the version stands on the screen."""
    return str(response.option_order.index(option))


def numbers(response, order):
    """The posted numbers that put the options into this order."""
    return {f"place_{place_of(response, o)}": str(n) for n, o in enumerate(order, start=1)}


# The quiz's own page ----------------------------------------------------------------


def test_quiz_detail_offers_to_start_and_says_who_sees_what(quiz, client):
    page = text(client.get(quiz.url))

    assert "Start the quiz" in page
    assert "You pass with 80 %" in page
    assert "Nobody but you sees which answers you gave" in page


def test_quiz_detail_offers_to_continue(quiz, client, mentor):
    attempt_at(quiz, mentor)

    assert "Continue attempt 1" in text(client.get(quiz.url))


def test_quiz_detail_lists_every_attempt_with_its_result(quiz, client, mentor):
    failed(quiz, mentor)
    passed(quiz, mentor)

    page = text(client.get(quiz.url))

    assert "Passed with 100 %" in page
    assert "Attempt 1" in page
    assert "50 %" in page
    assert "Not yet" in page
    assert "Attempt 2" in page


def test_quiz_detail_sends_a_visitor_to_the_sign_in(quiz, visitor):
    answer = visitor.get(quiz.url)

    assert answer.status_code == 302
    assert reverse("account_login") in answer.url


def test_quiz_detail_does_not_exist_for_somebody_without_a_role(quiz, client, mentor):
    mentor.role_grants.all().delete()

    assert client.get(quiz.url).status_code == 404


@pytest.mark.parametrize("attempts", [1, 3])
def test_quiz_detail_needs_the_same_queries_however_many_attempts(
    quiz, client, mentor, attempts, django_assert_num_queries
):
    enrolment(mentor, quiz.get_parent().specific)
    for _ in range(attempts):
        failed(quiz, mentor)
    client.get(quiz.url)

    with django_assert_num_queries(5):
        client.get(quiz.url)


# Starting ---------------------------------------------------------------------------


def test_attempt_start_leads_to_the_first_question(quiz, client, mentor):
    answer = client.post(reverse("quizzes:attempt_start", args=[quiz.pk]))

    attempt = QuizAttempt.objects.get(participant=mentor)
    assert answer.url == question_url(attempt, 1)


def test_attempt_start_leads_back_to_the_first_question_without_an_answer(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)
    answer_question(response=responses_of(attempt)[0], answer=[1], by=mentor)

    answer = client.post(reverse("quizzes:attempt_start", args=[quiz.pk]))

    assert answer.url == question_url(attempt, 2)


def test_attempt_start_only_by_posting(quiz, client):
    assert client.get(reverse("quizzes:attempt_start", args=[quiz.pk])).status_code == 405


def test_attempt_start_of_a_quiz_that_is_not_published(quiz, client):
    quiz.unpublish()

    answer = client.post(reverse("quizzes:attempt_start", args=[quiz.pk]))

    assert answer.status_code == 404


# One question -------------------------------------------------------------------------


@pytest.mark.parametrize("position", [1, 2, 3, 4])
def test_attempt_question_needs_three_queries(
    quiz, client, mentor, position, django_assert_num_queries
):
    attempt = answer_all(attempt_at(quiz, mentor))
    client.get(question_url(attempt, position))

    with django_assert_num_queries(3):
        assert client.get(question_url(attempt, position)).status_code == 200


@pytest.mark.parametrize("position", [1, 2, 3, 4])
@pytest.mark.parametrize("is_answered", [True, False])
def test_attempt_question_says_nothing_of_what_is_right(
    quiz, client, mentor, position, is_answered
):
    attempt = attempt_at(quiz, mentor)
    if is_answered:
        answer_all(attempt)
    response = responses_of(attempt)[position - 1]
    question = response.version.question

    page = text(client.get(question_url(attempt, position)))

    secrets = [question.feedback, *(option.feedback for option in question.options)]
    assert [secret for secret in secrets if secret and secret in page] == []
    for word in ("is_right", 'right"', "option_order", "correct", str(response.version.block_id)):
        assert word not in page
    shown = [page.index(question.options[option].text) for option in response.option_order]
    assert shown == sorted(shown)
    values = re.findall(r'name="choice" value="(\d+)"', page)
    assert values == sorted(values)


def test_attempt_question_shows_an_order_never_in_its_order(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)

    page = text(client.get(question_url(attempt, 4)))

    shown = [page.index(option.text) for option in REVIEW.options]
    assert shown != sorted(shown)


def test_attempt_question_keeps_the_order_on_refresh(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)
    first = re.findall(r'for="choice-\d">([^<]+)', text(client.get(question_url(attempt, 1))))

    second = re.findall(r'for="choice-\d">([^<]+)', text(client.get(question_url(attempt, 1))))

    assert first == second
    assert len(first) == 3


def test_attempt_question_renders_inline_markdown_and_the_colleges_words(quiz, client, mentor):
    page = text(client.get(question_url(attempt_at(quiz, mentor), 1)))

    assert "Which is the <strong>strongest</strong> target for a learner?" in page


@pytest.mark.parametrize(
    ("position", "option", "kept"), [(1, [1], [1]), (2, [1, 0], [0, 1]), (3, [1], [1])]
)
def test_attempt_question_keeps_a_choice_and_goes_on(quiz, client, mentor, position, option, kept):
    attempt = attempt_at(quiz, mentor)
    response = responses_of(attempt)[position - 1]
    places = [place_of(response, o) for o in option]

    answer = client.post(question_url(attempt, position), {"choice": places, "go": "next"})

    assert answer.url == question_url(attempt, position + 1)
    assert QuestionResponse.objects.get(pk=response.pk).answer == kept


def test_attempt_question_keeps_an_order(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)
    response = responses_of(attempt)[3]

    answer = client.post(question_url(attempt, 4), numbers(response, [2, 0, 1, 3]))

    assert answer.url == reverse("quizzes:attempt_review", args=[attempt.pk])
    assert QuestionResponse.objects.get(pk=response.pk).answer == [2, 0, 1, 3]


@pytest.mark.parametrize(
    ("go", "name", "args"),
    [
        ("next", "attempt_question", (3,)),
        ("back", "attempt_question", (1,)),
        ("review", "attempt_review", ()),
        ("4", "attempt_question", (4,)),
        ("99", "attempt_question", (3,)),
        ("", "attempt_question", (3,)),
    ],
)
def test_attempt_question_saves_whichever_way_one_goes(quiz, client, mentor, go, name, args):
    attempt = attempt_at(quiz, mentor)
    response = responses_of(attempt)[1]

    answer = client.post(
        question_url(attempt, 2), {"choice": [place_of(response, 0)], "go": go, "is_flagged": "on"}
    )

    response.refresh_from_db()
    assert answer.url == reverse(f"quizzes:{name}", args=[attempt.pk, *args])
    assert (response.answer, response.is_flagged) == ([0], True)


def test_attempt_question_may_be_left_without_an_answer(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)

    answer = client.post(question_url(attempt, 1), {"go": "next"})

    assert answer.url == question_url(attempt, 2)
    assert responses_of(attempt)[0].answer is None


def test_attempt_question_shows_the_answer_given(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)
    response = responses_of(attempt)[0]
    place = place_of(response, 2)
    client.post(question_url(attempt, 1), {"choice": place})

    page = text(client.get(question_url(attempt, 1)))

    assert f'value="{place}" id="choice-{place}" checked' in page
    assert page.count(" checked") == 1


@pytest.mark.parametrize(
    "typed", [{"place_0": "1", "place_1": "1"}, {"place_0": "2"}, {"place_0": "9"}]
)
def test_attempt_question_says_what_an_order_lacks_and_forgets_nothing(quiz, client, mentor, typed):
    attempt = attempt_at(quiz, mentor)

    answer = client.post(question_url(attempt, 4), {**typed, "go": "next"})

    page = text(answer)
    assert answer.status_code == 422
    assert "Not saved yet" in page
    assert page.count(" selected") == len([n for n in typed.values() if n != "9"])
    assert responses_of(attempt)[3].answer is None


@pytest.mark.parametrize("choice", ["7", "-1", "x"])
def test_attempt_question_refuses_an_answer_that_was_not_offered(quiz, client, mentor, choice):
    attempt = attempt_at(quiz, mentor)

    assert client.post(question_url(attempt, 1), {"choice": choice}).status_code == 422


def test_attempt_question_posted_twice_changes_nothing(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)
    place = place_of(responses_of(attempt)[0], 1)

    first = client.post(question_url(attempt, 1), {"choice": place})
    second = client.post(question_url(attempt, 1), {"choice": place})

    assert first.url == second.url
    assert responses_of(attempt)[0].answer == [1]


def test_attempt_question_autosaves_quietly(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)
    place = place_of(responses_of(attempt)[0], 1)
    url, quiet = question_url(attempt, 1), {"X-Autosave": "1"}

    kept = client.post(url, {"choice": place}, headers=quiet)
    half = client.post(question_url(attempt, 4), {"place_0": "1"}, headers=quiet)

    assert (kept.status_code, half.status_code) == (204, 422)
    assert responses_of(attempt)[0].answer == [1]


@pytest.mark.parametrize("method", ["get", "post"])
def test_attempt_question_of_a_handed_in_attempt_leads_to_the_result(quiz, client, mentor, method):
    attempt = failed(quiz, mentor)
    before = responses_of(attempt)[0].answer

    answer = getattr(client, method)(question_url(attempt, 1), {"choice": "1"}, follow=True)

    assert answer.redirect_chain == [(attempt.get_absolute_url(), 302)]
    assert "This attempt is handed in" in text(answer)
    assert responses_of(attempt)[0].answer == before


def test_attempt_question_that_does_not_exist(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)

    assert client.get(question_url(attempt, 5)).status_code == 404
    assert client.get(question_url(attempt, 0)).status_code == 404


def test_attempt_question_keeps_its_words_when_the_page_changes(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)
    edited(quiz, EVIDENCE)

    page = text(client.get(question_url(attempt, 1)))

    assert "Finish unit 4" in page
    assert "Question 1 of 4" in page


# Looking over and handing in --------------------------------------------------------------


def test_attempt_review_shows_what_is_answered_and_what_is_not(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)
    first, second, *_ = responses_of(attempt)
    answer_question(response=first, answer=[2], by=mentor)
    answer_question(response=second, answer=None, is_flagged=True, by=mentor)

    page = text(client.get(reverse("quizzes:attempt_review", args=[attempt.pk])))

    assert "3 questions are not answered" in page
    assert "Finish unit 4" in page
    assert "You wanted to come back to" in page
    assert STRONGEST.feedback not in page


@pytest.mark.parametrize("count", [1, 3])
def test_attempt_review_needs_the_same_queries_however_many_questions(
    framework, client, mentor, count, django_assert_num_queries
):
    attempt = attempt_at(quiz_page(questions=QUESTIONS[:count]), mentor)
    url = reverse("quizzes:attempt_review", args=[attempt.pk])
    client.get(url)

    with django_assert_num_queries(4):
        client.get(url)


def test_attempt_review_of_a_handed_in_attempt_leads_to_the_result(quiz, client, mentor):
    attempt = failed(quiz, mentor)

    answer = client.get(reverse("quizzes:attempt_review", args=[attempt.pk]))

    assert answer.url == attempt.get_absolute_url()


def test_attempt_hand_in_asks_before_it_takes_unanswered_questions(quiz, client, mentor):
    attempt = attempt_at(quiz, mentor)
    url = reverse("quizzes:attempt_hand_in", args=[attempt.pk])

    first = client.post(url, follow=True)
    second = client.post(url, {"unanswered": "yes"})

    assert "Not answered yet: question 1, 2, 3, 4" in text(first)
    assert second.url == attempt.get_absolute_url()
    assert not QuizAttempt.objects.get().is_open


def test_attempt_hand_in_twice_leads_to_the_same_result(quiz, client, mentor):
    attempt = answer_all(attempt_at(quiz, mentor))
    url = reverse("quizzes:attempt_hand_in", args=[attempt.pk])

    first, second = client.post(url), client.post(url)

    assert first.url == second.url == attempt.get_absolute_url()


def test_attempt_question_tells_an_autosave_that_the_session_is_over(quiz, mentor, visitor):
    url = question_url(attempt_at(quiz, mentor), 1)

    answer = visitor.post(url, {"choice": "0"}, headers={"X-Autosave": "1"})

    assert answer.status_code == 401
