"""In a real browser: read at any width, in both themes, and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import BOTH_ENDS, NARROW, assert_nothing_sticks_out
from tests.factories.cpd import cpd_entry
from tests.factories.people import days_ago
from tests.factories.plans import plan_line

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def plan(mentor, framework):
    """A line at every stop of its path."""
    plan_line(mentor, "S1", due_on=days_ago(1))
    plan_line(mentor, state="dropped", outcome="No place on the course.")
    line = plan_line(mentor, "S2", "K3", activity="A course", is_shared=True, due_on=days_ago(-3))
    line.entries.set([cpd_entry(mentor), cpd_entry(mentor)])
    return line


@pytest.mark.looks
@BOTH_ENDS
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, plan, mentor, viewport, theme
):
    page = signed_in(browser_page(viewport, color_scheme=theme), mentor)
    one = ["line_detail", "line_update", "line_done", "line_drop", "line_evidence"]
    addresses = [
        *(reverse(f"plans:{name}") for name in ("line_list", "line_create", "line_print")),
        f"{reverse('plans:line_list')}?state=closed",
        *(reverse(f"plans:{name}", args=[plan.pk]) for name in one),
        reverse("plans:entry_lines", args=[plan.entries.first().pk]),
    ]

    for address in addresses:
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


def test_a_manager_reads_a_shown_line_on_a_phone(
    phone, signed_in, assert_accessible, plan, mentor, manager
):
    page = signed_in(phone, manager)

    page.goto(reverse("plans:person_list"))
    assert_accessible(page)
    page.get_by_role("link", name=mentor.display_name).click()

    expect(page.get_by_role("heading", name=plan.need)).to_be_visible()
    assert_nothing_sticks_out(page)
    assert_accessible(page)


def test_a_line_is_added_done_and_reopened_without_scripts(browser_page, signed_in, mentor):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)

    page.goto(reverse("plans:line_create"))
    page.get_by_label("What do you want to get better at?").fill("Listening")
    page.get_by_role("button", name="Add to my plan").click()
    page.get_by_role("link", name="It is done").click()
    page.get_by_role("button", name="Close it as done").click()
    expect(page.get_by_role("alert").get_by_text("Say in a sentence")).to_be_visible()
    page.get_by_label("What came of it?").fill("They talk more than I do.")
    page.get_by_role("button", name="Close it as done").click()
    page.get_by_role("button", name="Reopen").click()

    expect(page.get_by_text("Open again.")).to_be_visible()
