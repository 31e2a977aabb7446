"""In a real browser: read at any width, in both themes, and prepared without scripts."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.supervision.services.bookmarks import add_bookmark
from tests.browser import BOTH_ENDS, NARROW, assert_nothing_sticks_out
from tests.factories.preparation import marks, preparation

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


def of(session, name="preparation_detail"):
    return reverse(f"preparation:{name}", args=[session.pk])


@pytest.mark.looks
@BOTH_ENDS
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, tomorrow, mentor, viewport, theme
):
    preparation(tomorrow, mentor)
    add_bookmark(mentor=mentor, title="A question", by=mentor)
    marks(mentor, 5, 5, 3, 2)
    page = signed_in(browser_page(viewport, color_scheme=theme), mentor)

    for address in (
        of(tomorrow),
        of(tomorrow, "preparation_preview"),
        reverse("preparation:wellbeing_detail"),
        reverse("preparation:wellbeing_forget"),
    ):
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


@pytest.mark.looks
def test_what_her_supervisor_reads_is_accessible_on_a_phone(
    phone, signed_in, assert_accessible, tomorrow, mentor, supervisor
):
    preparation(tomorrow, mentor)
    marks(mentor, 5, 5, 3, 2, is_shared=True)
    page = signed_in(phone, supervisor)

    for address in (of(tomorrow), reverse("preparation:wellbeing_trend", args=[mentor.pk])):
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


def test_an_agenda_is_built_and_reordered_with_the_keyboard_and_without_scripts(
    browser_page, signed_in, planned, mentor
):
    add_bookmark(mentor=mentor, title="A question", by=mentor)
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)

    page.goto(of(planned))
    page.get_by_role("button", name=re.compile("Bring it.*A question")).press("Enter")
    page.get_by_label("Something else to talk about").fill("Tuesdays")
    page.get_by_role("button", name="Put it on my agenda").press("Enter")
    page.get_by_role("button", name=re.compile("Up.*Tuesdays")).press("Enter")

    lines = page.locator(".agenda > li")
    expect(lines).to_contain_text(["Tuesdays", "A question"])
