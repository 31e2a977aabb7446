"""In a real browser: a year on a phone, in both themes."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import BOTH_ENDS, NARROW, assert_nothing_sticks_out
from tests.factories.contact_hours import contact_month, this_month

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.mark.looks
@BOTH_ENDS
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, mentor, viewport, theme
):
    contact_month(mentor)
    page = signed_in(browser_page(viewport, color_scheme=theme), mentor)
    hours, month = reverse("contact_hours:month_list"), this_month()
    one = reverse("contact_hours:month_update", args=[month.year, month.month])

    for address in (hours, f"{hours}?year=2024", one):
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


def test_a_week_is_added_without_scripts(browser_page, signed_in, mentor):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)
    page.goto(reverse("contact_hours:month_list"))

    page.get_by_label("One-to-one meetings").fill("4")
    page.get_by_label("Time in one-to-ones").fill("3h15")
    page.get_by_role("button", name="Add to the month").click()

    expect(page.get_by_text("has 4 one-to-one meetings")).to_be_visible()
    expect(page.get_by_text("3 h 15 min").first).to_be_visible()
