"""The moves a participant makes in the browser, so that a story reads as a story."""

import re

from playwright.sync_api import Page, expect

from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.rules import Kind, Question
from assessments.scenarios.models import ScenarioAttempt

PASSWORD = "a long walk on the moor"


def sign_in_by_hand(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")


def read_lesson(page: Page) -> None:
    page.get_by_role("button", name=re.compile("I have read this")).click()


def play_best(page: Page) -> None:
    """Choose the best option of each scene; the browser is never told which that is."""
    while page.get_by_role("button", name="Make this choice").count():
        attempt = ScenarioAttempt.objects.order_by("-pk")[0]
        scene = attempt.version.graph.scene(attempt.current_scene)
        assert scene is not None
        best = max((o for o in scene.options if not o.critical), key=lambda option: option.points)
        page.get_by_label(as_printed(best.text)).check()
        page.get_by_role("button", name="Make this choice").click()
        expect(page.get_by_text(best.why).first).to_be_visible()


def answer_all(page: Page, *, miss_must: bool = False) -> None:
    attempt = QuizAttempt.objects.order_by("-pk")[0]
    for response in attempt.responses.select_related("version").order_by("position"):
        question = response.version.question
        if question.kind == Kind.ORDER:
            put_in_order(page, question)
        else:
            wanted = wrong_of(question) if miss_must and question.is_must else question.right
            for number in wanted:
                page.get_by_label(as_printed(question.options[number].text)).check()
        page.locator("button[name=go][value=next]").click()


def as_printed(text: str) -> re.Pattern[str]:
    """The author's text with whatever quotation marks and dashes it is printed with."""
    return re.compile("^" + re.sub(r"\\?['\"-]+", ".+?", re.escape(text)) + "$")


def wrong_of(question: Question) -> list[int]:
    return [n for n in range(len(question.options)) if n not in question.right][:1]


def put_in_order(page: Page, question: Question) -> None:
    """With the buttons where the script runs, with numbers where it does not."""
    for place, option in enumerate(question.options):
        if page.locator(".order-number").first.is_visible():
            line = page.locator(".order-line").nth(place_of(page, option.text))
            line.locator("select").select_option(str(place + 1))
            continue
        while (at := place_of(page, option.text)) > place:
            page.locator(".order-line").nth(at).locator("[data-move=up]").click()


def place_of(page: Page, text: str) -> int:
    shown = page.locator(".order-text").all_inner_texts()
    return next(n for n, line in enumerate(shown) if as_printed(text).match(line.strip()))
