"""A trainer changes a lesson and a question; mentors meet the new words, and keep the old ones."""

import re

import pytest
from playwright.sync_api import Page, expect

from assessments.quizzes.models import QuizAttempt, QuizPage
from cms.dashboard.services import set_up_site
from cms.people.editors.services import keep_groups_in_step
from courses.catalogue.models import LessonPage, ModulePage, ProgrammePage
from courses.enrolment.services import enrol_in_programme
from courses.progress.models import StepVisit
from tests.factories import quizzes
from tests.factories.pages import root_page

from . import story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

OLD, NEW = "Three late Mondays", "Three late Mondays and a missed bus"


@pytest.fixture
def module(transactional_db):
    root_page()
    set_up_site()
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
def quiz(module):
    return QuizPage.objects.get()


def test_probe(page, author, module, quiz):
    page.goto("/accounts/login/")
    page.get_by_label(re.compile("E-?mail")).fill(author.email)
    page.get_by_label("Password", exact=True).fill(story.PASSWORD)
    page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_timeout(1500)
    page.screenshot(path="/tmp/plan/p0.png")
    lesson = LessonPage.objects.child_of(module).order_by("path")[0]
    for n, url in enumerate(["/cms/", f"/cms/pages/{module.pk}/", f"/cms/pages/{lesson.pk}/edit/", f"/cms/pages/{quiz.pk}/edit/"]):
        page.goto(url)
        page.wait_for_timeout(1500)
        page.screenshot(path=f"/tmp/plan/p{n + 1}.png")
        open(f"/tmp/plan/p{n + 1}.html", "w").write(page.content())
