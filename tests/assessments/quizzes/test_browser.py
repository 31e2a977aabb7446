"""The two scripts of a question's screen, and the same screen without any."""

import pytest
from django.urls import reverse

from assessments.quizzes.models import QuestionResponse
from tests.factories.quizzes import REVIEW, attempt_at, failed, quiz_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PHONE = {"width": 360, "height": 740}
LINES = [option.text for option in REVIEW.options]


@pytest.fixture
def attempt(framework, mentor):
    return attempt_at(quiz_page(), mentor)


@pytest.fixture
def open_page(browser_page, signed_in, mentor):
    return lambda **options: signed_in(browser_page(PHONE, **options), mentor)


def question_url(attempt, position):
    return reverse("quizzes:attempt_question", args=[attempt.pk, position])


def kept(attempt, position):
    return QuestionResponse.objects.get(attempt=attempt, position=position).answer


def test_lines_are_put_in_order_by_keyboard_and_kept_at_once(attempt, open_page):
    page = open_page()
    page.goto(question_url(attempt, 4))

    for place, line in enumerate(LINES):
        while page.locator(".order-text").nth(place).inner_text() != line:
            page.get_by_role("button", name=f"Move up: {line}").press("Enter")
    page.get_by_text("Saved", exact=True).wait_for()
    page.wait_for_load_state("networkidle")  # the last move may still be under way

    assert kept(attempt, 4) == [0, 1, 2, 3]
    page.reload()
    assert page.locator(".order-text").all_inner_texts() == LINES


def test_lines_that_nobody_moved_are_no_answer(attempt, open_page):
    page = open_page()
    page.goto(question_url(attempt, 4))

    page.get_by_role("button", name="Look over your answers").first.click()

    page.wait_for_url("**/review/")
    assert kept(attempt, 4) is None


def test_an_answer_is_kept_before_any_button_is_pressed(attempt, open_page):
    page = open_page()
    page.goto(question_url(attempt, 1))

    page.get_by_label("Finish unit 4").check()
    page.get_by_text("Saved", exact=True).wait_for()

    assert kept(attempt, 1) == [2]


def test_an_answer_waits_until_the_connection_is_back(attempt, open_page):
    page = open_page()
    page.goto(question_url(attempt, 1))

    page.context.set_offline(True)
    page.get_by_label("Finish unit 4").check()
    page.get_by_text("No connection").wait_for()
    page.context.set_offline(False)
    page.get_by_text("Saved", exact=True).wait_for()

    assert kept(attempt, 1) == [2]


def test_an_order_is_given_by_numbers_without_javascript(attempt, open_page):
    page = open_page(java_script_enabled=False)
    page.goto(question_url(attempt, 4))

    for number, line in enumerate(LINES, start=1):
        page.get_by_label(line).select_option(str(number))
    page.get_by_role("button", name="Look over your answers").first.click()

    page.wait_for_url("**/review/")
    assert kept(attempt, 4) == [0, 1, 2, 3]


@pytest.mark.looks
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_screen_is_accessible(attempt, mentor, open_page, assert_accessible, scheme):
    page = open_page(color_scheme=scheme)
    urls = [question_url(attempt, position) for position in (1, 2, 4)]
    urls += [reverse("quizzes:attempt_review", args=[attempt.pk]), attempt.quiz.url]
    for url in urls:
        page.goto(url)
        assert_accessible(page)

    page.goto(failed(attempt.quiz, mentor).get_absolute_url())
    assert_accessible(page)
