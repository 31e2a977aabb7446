"""The grid on a phone in the dark and on a wide screen in the light, with the keyboard and axe."""

import re

import pytest
from playwright.sync_api import expect

from assessments.cpd.rules import EntryState
from cms.people.notices.models import Notice
from tests.browser import NARROW, WIDE
from tests.factories.courses import enrolment, module_page, programme_page
from tests.factories.people import days_ago
from tests.factories.targets import handed_in
from tests.factories.team_grid import review, seen

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def two(mentor, peer, manager, supervisor):
    module = module_page(programme_page())
    enrolment(mentor, module, due_on=days_ago(12))
    enrolment(peer, module)
    seen(mentor, supervisor, days=400)
    review(peer, manager, state="self_assessment")
    handed_in(peer, state=EntryState.SUBMITTED)
    return mentor, peer


def test_a_manager_reminds_from_the_grid_with_the_keyboard(
    browser_page, signed_in, assert_accessible, manager, two
):
    page = signed_in(browser_page(WIDE, color_scheme="light"), manager)
    page.goto("/team/")
    expect(page.get_by_text("things need you").first).to_be_visible()
    assert_accessible(page)

    page.get_by_role("link", name=re.compile("^Induction")).click()
    expect(page).to_have_url(re.compile("sort=induction"))
    box = page.get_by_label("Choose Yasmin Haddad")
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    page.get_by_label("With the chosen").select_option("remind_modules")
    page.get_by_role("button", name="Go on: see who gets what").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("was due 12 days ago")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("button", name="Send the reminder to 1").click()
    expect(page.get_by_text("A reminder went to Yasmin Haddad.")).to_be_visible()
    expect(page).to_have_url(re.compile("sort=induction"))
    assert Notice.objects.filter(recipient=two[0]).count() == 1


def test_the_grid_is_cards_on_a_phone_without_scripts(browser_page, signed_in, manager, two):
    phone = signed_in(browser_page(NARROW, color_scheme="dark", java_script_enabled=False), manager)
    phone.goto("/team/?need=any")
    expect(phone.get_by_role("link", name="Yasmin Haddad", exact=True)).to_be_visible()
    width = phone.locator("main").evaluate("main => main.scrollWidth - main.clientWidth")
    assert width <= 0

    phone.get_by_role("link", name="Tick everybody on this page").click()
    expect(phone.get_by_label("Choose Sam Whitfield")).to_be_checked()
    phone.get_by_label("With the chosen").select_option("enrol")
    phone.get_by_role("button", name="Go on: see who gets what").click()
    expect(phone.get_by_role("heading", name="Put a module on their list")).to_be_visible()


def test_one_person_in_full_on_a_phone(browser_page, signed_in, assert_accessible, manager, two):
    phone = signed_in(browser_page(NARROW, color_scheme="dark"), manager)
    phone.goto("/team/")
    assert_accessible(phone)
    phone.get_by_role("link", name="Yasmin Haddad", exact=True).click()
    expect(phone.get_by_text("Too long ago")).to_be_visible()
    assert_accessible(phone)
