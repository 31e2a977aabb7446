"""A trainer changes a lesson and a question; mentors meet the new words, and keep the old ones."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from assessments.quizzes.models import QuizAttempt, QuizPage
from assessments.scenarios.models import ScenarioPage
from cms.dashboard.services import set_up_site
from cms.people.audit.models import AuditEvent
from cms.people.editors.services import keep_groups_in_step
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage
from courses.enrolment.services import enrol_in_programme
from courses.progress.models import StepVisit
from courses.progress.queries import module_progress
from courses.progress.services import complete_step
from tests.factories import courses, quizzes
from tests.factories.material import shipped_programme
from tests.factories.pages import root_page

from . import story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NEW_SENTENCE = "Ask what happened on the way to college, before you ask about the lesson."
NEW_STEM = "A learner is behind, late and worried about money. What do you do first of all?"


@pytest.fixture
def module(transactional_db, tmp_path):
    root_page()
    set_up_site(programme=shipped_programme(tmp_path, "tgt"))
    return ModulePage.objects.get(code="TGT")


@pytest.fixture
def author(module, trainer):
    keep_groups_in_step(people=[trainer])
    trainer.set_password(story.PASSWORD)
    trainer.save()
    return trainer


@pytest.fixture
def coach(module, mentor, manager):
    enrol_in_programme(participant=mentor, programme=ProgrammePage.objects.get(), by=manager)
    return mentor


@pytest.fixture
def desk(page, signed_in, author):
    """The trainer's own browser, wide enough to write in."""
    return signed_in(page, author)


@pytest.fixture
def reader(browser_page, signed_in, coach):
    """The mentor's browser."""
    return signed_in(browser_page(), coach)


def test_a_changed_lesson_and_question_are_new_to_all_but_old_attempts(
    page, reader, author, coach, module
):
    desk = page
    quiz = QuizPage.objects.get()
    lesson = LessonPage.objects.child_of(module).order_by("path")[0]
    courses.enrolment(author, module)  # were her preview recorded, it would be here
    attempt = quizzes.failed(quiz, coach)
    question = attempt.responses.get(position=1).version.question
    reader.goto(attempt.get_absolute_url())
    expect(reader.get_by_text(question.stem)).to_be_visible()
    reader.goto(lesson.url)
    expect(reader.get_by_text(NEW_SENTENCE)).to_have_count(0)

    # She signs in, and from the authors' workplace walks to the lesson.
    sign_in_as_author(desk, author)
    desk.get_by_role("link", name="Write").click()
    desk.get_by_role("link", name=module.title).click()
    titles = desk.locator("table.listing .title a[href*='/edit/']")
    expect(titles.first).to_contain_text(lesson.title)
    titles.first.click()
    story.wait_for_editor(desk)

    # A sentence more in a Markdown block; the preview shows it, at a phone's width too.
    place = [block.block_type for block in lesson.body].index("markdown")
    text = desk.locator(f"#body-{place}-value")
    text.fill(f"{text.input_value()}\n\n{NEW_SENTENCE}")
    desk.get_by_role("button", name="Toggle preview").click()
    preview = desk.frame_locator("#w-preview-iframe")
    expect(preview.get_by_text(NEW_SENTENCE)).to_be_visible(timeout=20_000)
    desk.get_by_label("Phone (360)").check(force=True)
    expect(preview.get_by_text(NEW_SENTENCE)).to_be_visible()
    width = preview.locator("html").evaluate("html => [html.clientWidth, html.scrollWidth]")
    assert width == [360, 360]
    expect(preview.get_by_text(re.compile("Preview: nothing you do here"))).to_be_visible()
    assert not StepVisit.objects.filter(enrolment__participant=author).exists()

    # Until she publishes, her mentor reads what she read before.
    reader.reload()
    expect(reader.get_by_text(NEW_SENTENCE)).to_have_count(0)
    story.publish(desk)
    expect(desk.get_by_text(re.compile("has been published"))).to_be_visible()
    reader.reload()
    expect(reader.get_by_text(NEW_SENTENCE)).to_be_visible()

    # A question in other words: the next attempt asks it, the old one stays as it was.
    desk.goto(f"/cms/pages/{quiz.pk}/edit/")
    story.wait_for_editor(desk)
    desk.locator("#questions-0-value-stem").fill(NEW_STEM)
    story.publish(desk)
    expect(desk.get_by_text(re.compile("has been published"))).to_be_visible()
    reader.goto(quiz.url)
    reader.get_by_role("button", name="Try again").click()
    expect(reader.get_by_text(NEW_STEM)).to_be_visible()
    reader.goto(attempt.get_absolute_url())
    expect(reader.get_by_text(question.stem)).to_be_visible()
    expect(reader.get_by_text(NEW_STEM)).to_have_count(0)
    assert QuizAttempt.objects.count() == 2


def test_a_mistake_is_named_where_it_is_and_costs_no_words(desk, module):
    quiz = QuizPage.objects.get()
    desk.goto(f"/cms/pages/{quiz.pk}/edit/")
    story.wait_for_editor(desk)
    question = next(b for b in quiz.questions if b.block_type == "single")
    place = list(quiz.questions).index(question)
    wrong = next(n for n, option in enumerate(question.value["options"]) if not option["right"])
    desk.locator(f"#questions-{place}-value-stem").fill(NEW_STEM)
    desk.locator(f"#questions-{place}-value-options-{wrong}-value-right").check()

    # Publishing says what to do, beside the question, and nothing of it is published.
    story.publish(desk)
    expect(desk.get_by_text(re.compile("could not be|validation errors")).first).to_be_visible()
    at_question = desk.locator(f"[data-contentpath='{question.id}']")
    expect(
        at_question.get_by_text("Mark exactly one option as right; 2 marked now.")
    ).to_be_visible()
    quiz.refresh_from_db()
    assert NEW_STEM not in str(quiz.questions.raw_data)

    # Her words are still there, and a draft keeps them, mistake and all.
    expect(desk.locator(f"#questions-{place}-value-stem")).to_have_value(NEW_STEM)
    story.wait_for_draft(desk)
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.get_by_text(re.compile("has been updated"))).to_be_visible()
    draft = quiz.get_latest_revision_as_object()
    assert draft.questions[place].value["stem"] == NEW_STEM

    # A way that leads nowhere: the scene is named, and so is the scene that is not there.
    scenario = ScenarioPage.objects.get(slug="be-more-organised")
    desk.goto(f"/cms/pages/{scenario.pk}/edit/")
    story.wait_for_editor(desk)
    gone = desk.get_by_role("treeitem").filter(has=desk.get_by_text("n2", exact=True))
    gone.click()
    desk.keyboard.press("Delete")
    desk.locator("#id_summary").fill("Written a moment ago.")
    story.publish(desk)
    refusal = desk.locator(".story-refused")
    message = re.compile("Scene “n1”, option “.” leads to “n2”, which does not exist.")
    expect(refusal.get_by_text(message).first).to_be_visible()
    expect(desk.locator("#id_summary")).to_have_value("Written a moment ago.")
    expect(gone).to_have_count(0)
    desk.get_by_role("button", name="Save draft").click()
    expect(desk.get_by_text(re.compile("has been updated"))).to_be_visible()
    scenario.refresh_from_db()
    draft = scenario.get_latest_revision_as_object()
    assert "n2" not in [scene["key"] for scene in draft.written["scenes"]]
    assert "n2" in [scene["key"] for scene in scenario.written["scenes"]]


def test_a_lesson_from_an_empty_page_with_every_kind_of_block(
    desk, reader, module, assert_accessible
):
    desk.goto(f"/cms/pages/{module.pk}/")
    desk.get_by_role("link", name="Add child page").first.click()
    desk.get_by_role("link", name=re.compile("^Lesson")).click()
    story.wait_for_editor(desk)
    desk.locator("#id_title").fill("When a {learner} goes quiet")
    desk.locator("#id_minutes").fill("9")

    add_block(desk, "Heading").locator("input[type=text]").last.fill("Wait a little longer")
    text = add_block(desk, "Text").locator(".public-DraftEditor-content")
    text.click()
    desk.keyboard.type("Silence is an answer too.")
    add_block(desk, "Markdown").locator("textarea").fill("Count to **seven** before you speak.")
    callout = add_block(desk, "Callout")
    callout.get_by_label("Kind").select_option("caution")
    callout.get_by_label("Title").fill("Not every silence is thinking")
    callout.get_by_label("Text").fill("If you are worried, tell the {DSL}.")
    example = add_block(desk, "Worked example")
    example.get_by_label("Title").fill("Seven seconds with Ana")
    example.get_by_label("Text").fill("**Mentor:** Take your time.")
    attempt = add_block(desk, "Try it with a learner")
    attempt.get_by_label("Text").fill("Let one silence run to its end.")
    local = add_block(desk, "In your college")
    local.get_by_label("Short name").fill("quiet-rooms")
    local.get_by_label("Until it is written").fill("Ask where the quiet rooms are.")
    reflection = add_block(desk, "Reflection")
    reflection.get_by_label("Short name").fill("own-silence")
    reflection.get_by_label("Question to think about").fill("When did a silence help you?")
    add_picture(desk, "Two chairs by a window")
    add_file(desk, "Questions that open")
    story.publish(desk)
    expect(desk.get_by_text(re.compile("(created and|has been) published"))).to_be_visible()

    # It is a step of the module, and reads as she wrote it.
    lesson = LessonPage.objects.get(slug__startswith="when-a")
    reader.goto(module.url)
    reader.get_by_role("link", name=re.compile("When a learner goes quiet")).first.click()
    for words in [
        "Wait a little longer", "Silence is an answer too.", "Not every silence is thinking",
        "Seven seconds with Ana", "Let one silence run to its end.", "Ask where the quiet rooms",
        "When did a silence help you?", "Questions that open",
    ]:  # fmt: skip
        expect(reader.get_by_text(words).first).to_be_visible()
    expect(reader.locator("strong", has_text="seven")).to_be_visible()
    picture = reader.get_by_role("img", name="Two chairs by a window")
    picture.scroll_into_view_if_needed()
    assert reader.request.get(picture.get_attribute("src")).ok
    link = reader.get_by_role("link", name=re.compile("Questions that open"))
    assert reader.request.get(link.get_attribute("href")).ok
    assert_accessible(reader)

    # The college's own text takes the place of the question to ask.
    desk.get_by_role("link", name="In your college", exact=True).click()
    desk.get_by_role("link", name=re.compile("quiet-rooms")).click()
    desk.locator("#id_text").fill("B12, behind the library, **no booking**.")
    desk.get_by_role("button", name="Create").click()
    expect(desk.get_by_text("quiet-rooms").first).to_be_visible()
    assert AuditEvent.objects.filter(verb="local_text.changed").exists()
    reader.goto(lesson.url)
    expect(reader.get_by_text("B12, behind the library")).to_be_visible()
    expect(reader.get_by_text("Ask where the quiet rooms")).to_have_count(0)


def test_a_lesson_taken_away_while_it_is_read(desk, reader, coach, module):
    first, second = LessonPage.objects.child_of(module).order_by("path")[:2]
    complete_step(participant=coach, step=first, by=coach)
    reader.goto(second.url)
    desk.goto(f"/cms/pages/{second.pk}/unpublish/")
    desk.get_by_role("button", name=re.compile("unpublish")).click()

    # She was reading: she is told, and goes on from the module.
    story.read_lesson(reader)
    expect(reader.get_by_text(re.compile("was taken out of the module"))).to_be_visible()
    expect(reader.get_by_role("link", name=re.compile(second.title))).to_have_count(0)
    expect(reader.get_by_text("1 of 8 done")).to_be_visible()
    assert reader.goto(second.url).status == 404
    expect(reader.get_by_text("Nothing you have done is lost.")).to_be_visible()
    progress = module_progress(coach, module)
    assert (progress.done, len(progress.steps)) == (1, 9)


def sign_in_as_author(desk: Page, author) -> None:
    desk.goto("/accounts/login/")
    desk.get_by_label(re.compile("E-?mail")).fill(author.email)
    desk.get_by_label("Password", exact=True).fill(story.PASSWORD)
    desk.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


def add_block(desk: Page, name: str):
    """From the last plus sign, by the name in the list."""
    stream = desk.locator("#body-root > [data-streamfield-stream-container]")
    parts = stream.locator("> [data-streamfield-child]")
    before = parts.count()
    stream.locator("> div:not([data-streamfield-child]) > .c-sf-add-button").last.click()
    desk.get_by_role("option", name=re.compile(rf"^{name}")).click()
    expect(parts).to_have_count(before + 1)
    return parts.nth(before)


def add_picture(desk: Page, words: str) -> None:
    picture = BytesIO()
    Image.new("RGB", (64, 48), "#0c5566").save(picture, "PNG")
    block = add_block(desk, "Image")
    block.get_by_role("button", name="Choose an image").click()
    upload(desk, "chairs.png", "image/png", picture.getvalue())
    block.get_by_label("In words").fill(words)


def add_file(desk: Page, title: str) -> None:
    block = add_block(desk, "Download")
    block.get_by_role("button", name="Choose a document").click()
    upload(desk, "questions.txt", "text/plain", b"What else?")
    block.get_by_label("Title").fill(title)


def upload(desk: Page, name: str, kind: str, content: bytes) -> None:
    window = desk.get_by_role("dialog")
    window.get_by_role("tab", name="Upload").click()
    file = {"name": name, "mimeType": kind, "buffer": content}
    window.locator("input[type=file]").set_input_files(file)
    expect(window.get_by_label("Title")).to_have_value(name.split(".")[0])
    window.get_by_role("button", name="Upload").click()
    expect(window).to_be_hidden(timeout=20_000)
