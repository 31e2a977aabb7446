"""Every component in a real browser: accessible in light and dark, on a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cms.pages.gallery.rules import Part
from tests.browser import NARROW, WIDE, assert_nothing_sticks_out

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SIZES = {"wide": WIDE, "narrow": NARROW}


@pytest.mark.looks
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_gallery_is_accessible(theme, size, browser_page, signed_in, mentor, assert_accessible):
    page = signed_in(browser_page(SIZES[size], color_scheme=theme), mentor)

    for part in Part.values:
        page.goto(f"{reverse('gallery:gallery')}?part={part}")
        assert_accessible(page)
        assert_nothing_sticks_out(page)


@pytest.mark.looks
def test_gallery_is_accessible_with_everything_open(phone, signed_in, mentor, assert_accessible):
    page = signed_in(phone, mentor)
    page.goto(reverse("gallery:gallery"))

    page.get_by_text("Your account").locator("xpath=ancestor::summary").click()
    assert_accessible(page)
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Revoke this certificate").click()

    expect(page.get_by_role("dialog")).to_be_visible()
    assert_accessible(page)


def test_dialog_gives_the_focus_back(page, signed_in, mentor):
    signed_in(page, mentor).goto(reverse("gallery:gallery"))
    opener = page.get_by_role("link", name="Revoke this certificate")
    opener.focus()

    page.keyboard.press("Enter")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog")).to_be_hidden()
    assert opener.evaluate("link => link === document.activeElement")


def test_skip_link_is_the_first_stop(page, signed_in, mentor):
    signed_in(page, mentor).goto(f"{reverse('gallery:gallery')}?part=home")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "content"


def test_theme_and_menus_work_without_javascript(browser_page, signed_in, mentor):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)
    page.goto(f"{reverse('gallery:gallery')}?part=home")

    page.get_by_text("Your account").locator("xpath=ancestor::summary").click()
    page.get_by_role("button", name="Dark").click()

    assert page.url.endswith("?part=home")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
