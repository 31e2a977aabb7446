"""A mentor lives through each of the five core modules: reads, practises, fails and passes."""

import re

import pytest
from playwright.sync_api import expect

from assessments.scenarios.models import ScenarioPage
from cms.dashboard.services import set_up_site
from courses.approval.queries import board
from courses.approval.services import approve_pages
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage
from courses.enrolment.services import enrol_in_programme
from courses.progress.models import Completion, ExercisePass, Reflection, StepCompletion
from tests.browser import assert_nothing_sticks_out
from tests.factories.material import shipped_programme
from tests.factories.pages import root_page

from . import story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TARGET = "By Friday at 3pm I will write three headings and show them to Miss Okoye."


@pytest.fixture
def module_of(transactional_db, tmp_path, mentor, manager, dsl):
    """The module of a code, live as a college has it, on the mentor's list."""

    def make(code: str) -> ModulePage:
        root_page()
        set_up_site(programme=shipped_programme(tmp_path, code.lower()))
        if waiting := board().waiting:
            approve_pages(versions=[row.version for row in waiting], by=dsl)
        enrol_in_programme(participant=mentor, programme=ProgrammePage.objects.get(), by=manager)
        return ModulePage.objects.get(code=code)

    return make


# What is read is the same on any database; how it is kept is shown by one module there.
OTHERS = [pytest.param(code, marks=pytest.mark.embedded) for code in ("COQ", "TGT", "MND", "MOT")]


@pytest.mark.parametrize("code", ["SAF", *OTHERS])
def test_a_mentor_lives_through_a_module_on_her_phone(
    phone, signed_in, assert_accessible, module_of, mentor, code
):
    module = module_of(code)
    signed_in(phone, mentor)

    # What she will be able to do, how long it takes, when it counts as complete.
    phone.goto(module.url)
    expect(phone.get_by_role("heading", name="By the end you can")).to_be_visible()
    expect(phone.get_by_text(re.compile(f"{module.minutes_in_words} in all"))).to_be_visible()
    assert_accessible(phone)
    phone.get_by_role("link", name="Start", exact=True).click()

    lessons = list(LessonPage.objects.child_of(module).live().order_by("path"))
    for lesson in lessons:
        expect(phone.get_by_role("heading", level=1)).to_have_text(lesson.title)
        assert_accessible(phone)
        assert_nothing_sticks_out(phone)
        practise(phone, lesson)
        assert_accessible(phone)
        story.read_lesson(phone)
    assert StepCompletion.objects.count() == len(lessons)
    assert not Reflection.objects.exists()  # nothing she wrote in an exercise was kept

    for scenario in ScenarioPage.objects.child_of(module).live().order_by("path"):
        expect(phone.get_by_role("heading", level=1)).to_have_text(scenario.title)
        phone.get_by_role("button", name="Start", exact=True).click()
        story.play_best(phone)
        expect(phone.get_by_text(re.compile("This step is done")).first).to_be_visible()
        assert_accessible(phone)
        phone.get_by_role("link", name=re.compile("^Next")).click()

    # The quiz: once with the question that must be right wrong, then everything right.
    phone.get_by_role("button", name="Start the quiz").click()
    story.answer_all(phone, miss_must=True)
    phone.get_by_role("button", name="Hand in").click()
    expect(phone.get_by_text("Not yet", exact=True).first).to_be_visible()
    assert not Completion.objects.exists()
    assert_accessible(phone)
    phone.goto(module.get_children().get(slug="quiz").url)
    phone.get_by_role("button", name="Try again").click()
    story.answer_all(phone)
    phone.get_by_role("button", name="Hand in").click()
    expect(phone.get_by_text("You have passed")).to_be_visible()

    assert Completion.objects.filter(participant=mentor, module=module.pk).count() == 1
    phone.goto(f"/learn/modules/{module.pk}/finished/")
    expect(phone.get_by_role("heading", name="What you can now show")).to_be_visible()

    # All of it on one page, to print.
    phone.goto(f"/learn/modules/{module.pk}/print/")
    for lesson in lessons:
        expect(phone.get_by_role("heading", name=lesson.title, exact=True)).to_be_visible()
    assert_accessible(phone)


def practise(phone, lesson):
    """Every exercise of the lesson; one about safety wrongly at first, and then it cannot be
    declared read."""
    if lesson.gate_ids():
        story.sort_everything(phone, lesson, rightly=False)
        before = StepCompletion.objects.count()
        story.read_lesson(phone)
        expect(phone.get_by_text(re.compile("is about safety")).first).to_be_visible()
        assert StepCompletion.objects.count() == before
    story.sort_everything(phone, lesson)
    assert set(lesson.gate_ids()) <= set(ExercisePass.objects.values_list("block_id", flat=True))
    story.ask_own_question(phone, lesson)
    story.time_a_talk(phone, lesson)
    story.make_over(phone, lesson, TARGET)


def test_the_exercises_work_on_an_old_pc_without_any_script(
    browser_page, signed_in, assert_accessible, module_of, mentor
):
    module = module_of("COQ")
    plain = signed_in(browser_page(java_script_enabled=False), mentor)
    lessons = list(LessonPage.objects.child_of(module).live().order_by("path"))

    # The talk-time trainer counts on the server, press by press.
    plain.goto(lessons[0].url)
    for press in ("Me", "Them", "Quiet", "We have finished"):
        plain.locator("form.talk").get_by_role("button", name=press).click()
    expect(plain.get_by_text(re.compile(r"You talked \d+ % of the time"))).to_be_visible()

    # A question is judged on a page of its own; saving it leads back to the lesson.
    plain.goto(lessons[1].url)
    drill = plain.locator("form.question").first
    drill.get_by_label("What would you ask?").fill("Have you thought about a timetable?")
    drill.get_by_role("button", name="See what I wrote").click()
    expect(plain.get_by_text(re.compile("puts your idea forward|idea"))).to_have_count(1)
    expect(plain.get_by_role("heading", name="What others asked")).to_be_visible()
    plain.get_by_role("button", name="Save for myself").click()
    expect(plain.get_by_text("Saved.")).to_be_visible()
    assert Reflection.objects.get().text == "Have you thought about a timetable?"

    # A thought goes onto the list for supervision, and begins a draft in the CPD log.
    thought = plain.locator(".block-reflection form")
    thought.get_by_label("Your answer").fill("I fill every silence.")
    thought.get_by_role("button", name="Take to supervision").click()
    plain.goto("/supervision/bookmarks/")
    expect(plain.get_by_role("link", name=lessons[1].title)).to_be_visible()
    plain.goto("/learn/notes/")
    expect(plain.get_by_text("I fill every silence.")).to_be_visible()
    mine = plain.locator(".row-item").filter(has_text="I fill every silence.")
    mine.get_by_role("button", name="Begin a CPD draft").click()
    expect(plain.get_by_label(re.compile("What will a learner notice"))).to_have_value(
        "I fill every silence."
    )

    # Things are put in their places, and the lesson then counts as read.
    sorting = next(lesson for lesson in lessons if lesson.gate_ids())
    plain.goto(sorting.url)
    story.sort_everything(plain, sorting)
    expect(plain.get_by_text("Everything about safety is where it belongs.")).to_be_visible()
    plain.get_by_role("link", name="Back to the lesson").click()
    story.read_lesson(plain)
    assert StepCompletion.objects.filter(step=sorting.pk).exists()


@pytest.mark.looks
def test_notes_bookmarks_and_the_calendar_are_accessible(
    page, signed_in, assert_accessible, module_of, mentor
):
    module_of("MOT")
    signed_in(page, mentor)

    for address in ("/learn/notes/", "/supervision/bookmarks/", "/momentum/", "/safeguarding/"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert_accessible(page)
