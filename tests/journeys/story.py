"""The moves a participant makes in the browser, so that a story reads as a story."""

import re

from playwright.sync_api import Page, expect

from assessments.quizzes.models import QuizAttempt
from assessments.quizzes.rules import Kind, Question
from assessments.scenarios.models import ScenarioAttempt
from courses.catalogue.models import LessonPage

PASSWORD = "a long walk on the moor"


def sign_in_by_hand(page: Page, email: str, password: str = PASSWORD) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Hello")


def read_lesson(page: Page) -> None:
    page.get_by_role("button", name=re.compile("I have read this")).click()


def sort_everything(page: Page, lesson: LessonPage, *, rightly: bool = True) -> None:
    """Put every item of every sort in its place, or each of them in the next one."""
    for block in lesson.body:
        if block.block_type != "sort":
            continue
        form = page.locator(f"#exercise-{block.id}")
        places = [[item["text"] for item in place["items"]] for place in block.value["places"]]
        for number, texts in enumerate(places):
            for text in texts:
                item = form.locator("fieldset").filter(has_text=as_printed_within(text))
                place = number if rightly else (number + 1) % len(places)
                item.locator("input").nth(place).check()
        form.get_by_role("button", name=re.compile("Check")).click()
        expect(page.locator(f"#exercise-{block.id} .exercise-result")).to_be_visible()


def ask_own_question(
    page: Page, lesson: LessonPage, text: str = "What was different then?"
) -> None:
    """Write a question at the first prompt of each drill, and read what is said of it."""
    for block in lesson.body:
        if block.block_type != "drill":
            continue
        form = page.locator(f"#exercise-{block.id}-0")
        form.get_by_label("What would you ask?").fill(text)
        form.get_by_role("button", name="See what I wrote").click()
        expect(page.locator(f"#exercise-{block.id}-0 .findings li").first).to_be_visible()
        expect(page.get_by_role("heading", name="What others asked").first).to_be_visible()


def time_a_talk(page: Page, lesson: LessonPage) -> None:
    for block in lesson.body:
        if block.block_type != "talk_time":
            continue
        form = page.locator(f"#exercise-{block.id}")
        for press in ("Me", "Them", "We have finished"):
            form.get_by_role("button", name=press).click()
        expect(page.get_by_role("rowheader", name="Longest silence")).to_be_visible()


def make_over(page: Page, lesson: LessonPage, text: str) -> None:
    for block in lesson.body:
        if block.block_type != "bench":
            continue
        form = page.locator(f"#exercise-{block.id}")
        form.get_by_label(re.compile("Your version")).fill(text)
        form.get_by_role("button", name="Check my version").click()
        expect(page.get_by_text(re.compile("A note to the .* who set it"))).to_be_visible()


def play_best(page: Page) -> None:
    """Choose the best option of each scene; the browser is never told which that is."""
    choose = page.get_by_role("button", name="Make this choice")
    expect(choose).to_be_visible()
    attempt = ScenarioAttempt.objects.order_by("-pk")[0]
    while attempt.is_open:
        scene = attempt.version.graph.scene(attempt.current_scene)
        assert scene is not None
        best = max((o for o in scene.options if not o.critical), key=lambda option: option.points)
        pick_choice(page, best.text)
        choose.click()
        expect(page.get_by_text(as_printed_within(best.why)).first).to_be_visible()
        attempt.refresh_from_db()


def pick_choice(page: Page, text: str) -> None:
    """By its words: the number before them is another in every run."""
    page.locator(".choices label").filter(has_text=as_printed_within(text)).click()


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


def as_printed_within(text: str) -> re.Pattern[str]:
    """The same, somewhere in a longer text; the college's words may stand for those in braces."""
    plain = re.sub(r"\\{\w+\\}", ".+?", re.escape(text))
    return re.compile(re.sub(r"\\?['\"-]+", ".+?", plain))


def wrong_of(question: Question) -> list[int]:
    return [n for n in range(len(question.options)) if n not in question.right][:1]


def put_in_order(page: Page, question: Question) -> None:
    """With the buttons where the script runs, with numbers where it does not."""
    page.wait_for_load_state()  # only then has the script taken the numbers away
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


# The moves of those who write, in Wagtail's editor ------------------------------------------------


def wait_for_editor(desk: Page) -> None:
    """Wagtail notes two seconds after the page is there what it was; then it sees changes."""
    desk.wait_for_load_state("load")
    desk.wait_for_timeout(4000)


def wait_for_draft(desk: Page) -> None:
    """A draft saves itself half a second after the last key; no person publishes faster."""
    indicator = desk.locator("#w-autosave-indicator")
    expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved", timeout=20_000)


def press(desk: Page, action: str) -> None:
    """A button of the editor's menu, once the draft is saved."""
    wait_for_draft(desk)
    choose_action(desk, action)


def choose_action(desk: Page, action: str) -> None:
    """The same, where nothing was written since the page came."""
    footer = desk.locator("footer")
    footer.get_by_role("button", name="More actions").click()
    footer.get_by_role("button", name=action, exact=True).click()


def publish(desk: Page) -> None:
    press(desk, "Publish")
