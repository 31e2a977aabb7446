"""The drawing at both widths, in both themes, and the card: as somebody sees and hears them."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import NARROW, WIDE, assert_nothing_sticks_out
from tests.factories.momentum import dip, it_is_week
from tests.factories.pages import home_page

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CALENDAR = reverse("momentum:calendar")


@pytest.fixture
def dips(db):
    home_page()
    it_is_week(12)
    for number, week in enumerate((3, 7, 11, 14, 18, 20, 23, 30, 35, 37), start=1):
        dip(f"The dip of the number {number}", week, week + 1)


@pytest.fixture
def open_page(browser_page, signed_in, mentor):
    return lambda size, theme: signed_in(browser_page(size, color_scheme=theme), mentor)


@pytest.mark.looks
@pytest.mark.parametrize(
    ("size", "shown", "theme"), [(NARROW, "narrow", "dark"), (WIDE, "wide", "light")]
)
@pytest.mark.parametrize("address", [CALENDAR, "/"])
def test_pages_are_accessible_and_never_wider_than_the_screen(
    dips, open_page, assert_accessible, address, size, shown, theme
):
    page = open_page(size, theme)

    page.goto(address)

    assert_nothing_sticks_out(page)
    assert_accessible(page)
    if address != "/":
        drawings = page.get_by_role("img", name="sinks at 10 places")
        assert drawings.count() == 1
        assert f"is-{shown}" in drawings.get_attribute("class")


def test_text_in_the_drawing_is_large_enough_on_a_phone(dips, open_page):
    page = open_page(NARROW, "light")

    page.goto(CALENDAR)

    heights = page.locator(".is-narrow text").evaluate_all(
        "texts => texts.map(text => text.getBoundingClientRect().height)"
    )
    assert min(heights) >= 12


def test_what_helps_opens_by_keyboard(dips, open_page):
    page = open_page(NARROW, "light")
    page.goto(CALENDAR)
    closed = page.locator(".dip details").first

    closed.locator("summary").press("Enter")

    expect(closed.get_by_text("Find the quiet ones.")).to_be_visible()


def test_on_paper_everything_is_open(dips, open_page):
    page = open_page(WIDE, "light")
    page.goto(CALENDAR)

    page.emulate_media(media="print")

    expect(page.get_by_text("What helps", exact=True)).to_have_count(10)
    assert all(one.is_visible() for one in page.get_by_text("What helps", exact=True).all())
