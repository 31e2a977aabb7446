"""A new coach takes a real module, and her manager sees that it counts."""

import re
from io import BytesIO

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from assessments.quizzes.models import QuizAttempt
from assessments.standards.models import Evidence
from cms.dashboard.services import set_up_site
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage
from courses.enrolment.services import enrol_in_programme
from courses.progress.models import Completion
from tests.factories.material import shipped_programme
from tests.factories.pages import root_page

from . import story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def module(transactional_db, tmp_path):
    root_page()
    set_up_site(programme=shipped_programme(tmp_path, "tgt"))
    return ModulePage.objects.get(code="TGT")


@pytest.fixture
def coach(module, mentor, manager):
    mentor.set_password(story.PASSWORD)
    mentor.save()
    enrol_in_programme(participant=mentor, programme=ProgrammePage.objects.get(), by=manager)
    return mentor


def test_a_new_coach_completes_target_setting_on_her_phone(
    phone, page, browser_page, signed_in, assert_accessible, coach, module,
    manager, other_manager, peer,
):  # fmt: skip
    # Her home: the next things with minutes and due dates, and how far she is.
    story.sign_in_by_hand(phone, coach.email)
    expect(phone.get_by_text("0 of 9 done")).to_be_visible()
    expect(phone.get_by_text("Due in 28 days").first).to_be_visible()
    assert_accessible(phone)
    phone.get_by_role("link", name=re.compile("Start the first step")).click()

    # Seven lessons on a phone, with a reflection that is hers alone.
    lessons = LessonPage.objects.child_of(module).live().order_by("path")
    for number, lesson in enumerate(lessons):
        expect(phone.get_by_role("heading", level=1)).to_have_text(lesson.title)
        if number == 0:
            assert_accessible(phone)
            phone.locator("textarea").first.fill("Mostly mine, I think.")
            phone.get_by_role("button", name=re.compile("Save")).first.click()
            expect(phone.get_by_text(re.compile("[Ss]aved")).first).to_be_visible()
        story.read_lesson(phone)
    assert lessons.count() == 7

    # The scenario: what each choice led to and why.
    expect(phone.get_by_role("heading", level=1)).to_have_text("Be more organised")
    phone.get_by_role("button", name="Start", exact=True).click()
    assert_accessible(phone)
    story.play_best(phone)
    expect(phone.get_by_text(re.compile("This step is done")).first).to_be_visible()
    assert_accessible(phone)

    # The quiz, failed once on a question that must be right.
    quiz_url = module.get_children().get(slug="quiz").url
    phone.goto(quiz_url)
    phone.get_by_role("button", name="Start the quiz").click()
    assert_accessible(phone)
    story.answer_all(phone, miss_must=True)
    phone.get_by_role("button", name="Hand in").click()
    expect(phone.get_by_text("Not yet", exact=True).first).to_be_visible()
    expect(phone.get_by_text("One question that must be right is not right yet")).to_be_visible()
    expect(phone.get_by_text(re.compile("Safety first. Do not investigate"))).to_be_visible()
    assert not Completion.objects.exists()
    assert_accessible(phone)

    # The second time without any script, as on an old college PC.
    plain = browser_page(java_script_enabled=False)
    story.sign_in_by_hand(plain, coach.email)
    plain.goto(quiz_url)
    plain.get_by_role("button", name="Try again").click()
    story.answer_all(plain)
    plain.get_by_role("button", name="Hand in").click()
    expect(plain.get_by_text("You have passed")).to_be_visible()

    # What follows: a notice, a certificate, a CPD draft, evidence.
    phone.goto("/notices/")
    expect(phone.get_by_text(f"You have completed {module.title}")).to_be_visible()
    assert_accessible(phone)
    phone.goto(f"/learn/modules/{module.pk}/finished/")
    expect(phone.get_by_role("heading", name="What you can now show")).to_be_visible()
    assert_accessible(phone)
    check_url = phone.get_by_role("link", name="Its public check page").get_attribute("href")
    certificate = phone.get_by_role("link", name=re.compile("Open the certificate"))
    pdf = phone.request.get(certificate.get_attribute("href"))
    assert coach.get_full_name() in PdfReader(BytesIO(pdf.body())).pages[0].extract_text()
    phone.goto("/cpd/")
    expect(phone.get_by_text(re.compile(module.title)).first).to_be_visible()
    assert_accessible(phone)
    phone.goto("/standards/my-evidence/")
    expect(phone.get_by_role("link", name=re.compile(r"^S1\b")).first).to_be_visible()
    assert_accessible(phone)
    kinds = set(Evidence.objects.filter(person=coach).values_list("kind", flat=True))
    assert kinds == {"module", "quiz", "scenario"}

    # Anyone can check the certificate; a code that does not exist is said plainly.
    visitor = browser_page()
    visitor.goto(check_url)
    expect(visitor.get_by_text(coach.get_full_name()).first).to_be_visible()
    expect(visitor.get_by_text(re.compile("[Vv]alid")).first).to_be_visible()
    assert_accessible(visitor)
    assert visitor.goto("/certificates/WRONG-CODE/").status == 404

    # Her manager sees result and date, and never which answer was wrong.
    signed_in(page, manager).goto("/team/modules/")
    row = page.get_by_role("row", name=re.compile(coach.last_name))
    expect(row).to_contain_text("Complete")
    expect(row).to_contain_text("100 %, 2 attempts")
    assert_accessible(page)
    for attempt in QuizAttempt.objects.all():
        assert page.goto(attempt.get_absolute_url()).status == 404

    # A manager of another team sees none of it; a peer and a visitor get "not found".
    other = signed_in(browser_page(), other_manager)
    other.goto("/team/")
    expect(other.get_by_text(coach.last_name)).to_have_count(0)
    assert other.goto(f"/team/{coach.pk}/").status == 404
    assert signed_in(browser_page(), peer).goto(f"/team/{coach.pk}/").status == 404
    assert visitor.goto(f"/team/{coach.pk}/").status == 404
