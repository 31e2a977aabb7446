"""In a real browser: read on a phone by night and at a desk by day, opened on paper."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import NARROW, WIDE, assert_nothing_sticks_out
from tests.factories.caseloads import snapshot
from tests.factories.courses import enrolment
from tests.factories.people import days_ago
from tests.factories.quizzes import quiz_page
from tests.factories.readings import (
    heard,
    module_done,
    outcome,
    overloaded_supervision,
    quiz_passed,
    scenario_done,
    seen_at_work,
    verified_entry,
)
from tests.factories.scenarios import scenario_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def year(mentor, manager, supervisor, quality_lead, module):
    row = enrolment(mentor, module)
    module_done(mentor, module)
    quiz_passed(row, quiz_page(module), "S1", "K6")
    scenario_done(row, scenario_page(module), "S2", "a")
    for days, codes in ((60, ("S1", "K2")), (200, ("K10",)), (500, ("S7",)), (800, ("b",))):
        verified_entry(mentor, *codes, days=days)
    overloaded_supervision(mentor, supervisor)
    seen_at_work(mentor, quality_lead)
    heard(mentor, days=250, title="Spring voices")
    heard(mentor)
    outcome(mentor)
    outcome(mentor, 40, 50, days=400)
    snapshot(mentor, (96, 24, 6), on=days_ago(20))
    return mentor


@pytest.mark.looks
def test_the_reading_at_night_on_a_phone(browser_page, signed_in, assert_accessible, year):
    page = signed_in(browser_page(NARROW, color_scheme="dark"), year)
    page.goto(reverse("readings:my_reading"))

    page.get_by_role("heading", name="Supervision: attendance").click()
    expect(page.get_by_role("img", name="called off by whom")).to_be_visible()
    for summary in page.locator(".whole-reading details:not([open]) > summary").all():
        if summary.is_visible():
            summary.click()
    assert_nothing_sticks_out(page)
    assert_accessible(page)


def test_the_reading_at_a_desk_and_on_paper(
    browser_page, signed_in, assert_accessible, year, manager
):
    page = signed_in(browser_page(WIDE, color_scheme="light"), manager)
    page.goto(reverse("readings:person_reading", args=[year.pk]))
    expect(page.get_by_role("heading", name=year.display_name)).to_be_visible()
    assert_accessible(page)

    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    expect(page.get_by_text("Called off by the supervisor").first).to_be_visible()
    expect(page.get_by_text("My mentor listens to me.").first).to_be_visible()
    assert_nothing_sticks_out(page)
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.get_by_text("My mentor listens to me.").first).to_be_hidden()
