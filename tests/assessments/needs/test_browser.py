"""In a real browser: on a phone by night without scripts, and at a desk by day."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import NARROW, WIDE, assert_nothing_sticks_out

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def people(mentor, peer, manager, other_manager, other_team, mentors_of, module, shown):
    mentors_of(other_team, other_manager, 5)
    for code in ("S2", "K1", "K2"):
        shown(mentor, code)
    shown(peer, "S5", days=800)
    return mentor


def test_a_need_is_acted_on_from_a_phone(
    browser_page, signed_in, assert_accessible, people, manager
):
    page = signed_in(browser_page(NARROW, color_scheme="dark"), manager)
    page.goto(reverse("needs:needs_overview"))
    assert_nothing_sticks_out(page)
    assert_accessible(page)

    page.get_by_role("link", name="S1 Guide learners").click()
    assert_nothing_sticks_out(page)
    assert_accessible(page)
    page.get_by_role("link", name="Put it on their lists").click()
    page.get_by_label("Sam Whitfield").uncheck()
    assert_accessible(page)
    page.get_by_role("button", name="Put it on their lists").click()

    expect(page.get_by_text("is on one list now")).to_be_visible()


def test_all_teams_at_a_desk(browser_page, signed_in, assert_accessible, people, quality_lead):
    page = signed_in(browser_page(WIDE, color_scheme="light"), quality_lead)
    page.goto(reverse("needs:needs_overview"))

    expect(page.get_by_text("A count under 3 is not shown")).to_be_visible()
    assert_nothing_sticks_out(page)
    assert_accessible(page)
