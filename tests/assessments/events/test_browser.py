"""In a real browser: the wall that counts by itself, and the phone that takes a draft home."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.cpd.models import CPDEntry
from assessments.events.services import attend_event, close_event
from tests.browser import NARROW, WIDE, assert_nothing_sticks_out

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
PROJECTOR = {"width": 1920, "height": 1080}


def url(name, event):
    return reverse(f"events:{name}", args=[event.pk])


@pytest.mark.looks
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("viewport", [WIDE, NARROW, PROJECTOR], ids=["wide", "narrow", "wall"])
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, event, trainer, viewport, theme
):
    page = signed_in(browser_page(viewport, color_scheme=theme), trainer)
    one = ["event_detail", "event_screen", "event_update", "event_close"]
    names = ["event_list", "event_create", "event_join"]

    for address in [reverse(f"events:{name}") for name in names] + [url(n, event) for n in one]:
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


def test_the_wall_needs_no_scrolling(browser_page, signed_in, event, trainer):
    page = signed_in(browser_page(PROJECTOR), trainer)
    page.goto(url("event_screen", event))

    assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")


def test_the_wall_counts_and_closes_by_itself(page, signed_in, event, trainer, mentor):
    signed_in(page, trainer).goto(url("event_screen", event))
    page.get_by_text("0 people have taken it home").wait_for()

    attend_event(event=event, by=mentor)
    page.get_by_text("1 person has taken it home").wait_for()
    close_event(event=event, by=trainer)

    page.get_by_role("heading", name="This session is closed").wait_for()


def test_a_phone_takes_a_draft_home_without_scripts(
    browser_page, signed_in, assert_accessible, event, mentor
):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)
    page.goto(reverse("events:event_join"))
    page.get_by_label("Code on the screen").fill(f"{event.code[:3]} {event.code[3:].lower()}")
    page.get_by_role("button", name="Find the session").click()

    page.get_by_role("button", name="I was there").click()

    entry = CPDEntry.objects.get(owner=mentor)
    assert page.url.endswith(entry.get_absolute_url())


def test_the_phones_page_is_accessible_before_and_after(
    phone, signed_in, assert_accessible, event, mentor
):
    page = signed_in(phone, mentor)
    address = reverse("events:event_attend", args=[event.code])

    page.goto(address)
    assert_accessible(page)
    attend_event(event=event, by=mentor)
    page.goto(address)

    expect(page.get_by_role("link", name="To my entry")).to_be_visible()
    assert_accessible(page)
