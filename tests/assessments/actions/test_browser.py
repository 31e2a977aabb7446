"""In a real browser: read at any width, in both themes, and written in without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.actions import services
from tests.browser import BOTH_ENDS, NARROW, assert_nothing_sticks_out
from tests.factories.people import days_ago
from tests.factories.supervision import action, session

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
ONE = (
    "action_detail",
    "action_close",
    "action_drop",
    "action_rescope",
    "action_carry",
    "action_plan",
    "action_evidence",
)


@pytest.fixture
def shared(meeting, later, pair, mentor, framework):
    """One with a history, that both let the line manager read; one that is late."""
    session(pair)
    action(meeting, due_on=days_ago(1))
    row = action(meeting, supervisee_shares=True, supervisor_shares=True)
    services.note_progress(action=row, words="Tried it once", session=later, by=mentor)
    return row


@pytest.mark.looks
@BOTH_ENDS
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, shared, mentor, viewport, theme
):
    page = signed_in(browser_page(viewport, color_scheme=theme), mentor)
    addresses = [
        reverse("actions:action_list"),
        f"{reverse('actions:action_list')}?show=closed",
        reverse("actions:action_create"),
        *(reverse(f"actions:{name}", args=[shared.pk]) for name in ONE),
    ]

    for address in addresses:
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


@pytest.mark.looks
@pytest.mark.parametrize("who", ["supervisor", "manager"])
def test_what_others_read_is_accessible_on_a_phone(
    phone, signed_in, assert_accessible, shared, mentor, who, request
):
    page = signed_in(phone, request.getfixturevalue(who))
    first = {
        "supervisor": f"{reverse('actions:action_list')}?show=people",
        "manager": reverse("actions:team_actions"),
    }

    for address in (
        first[who],
        reverse("actions:person_actions", args=[mentor.pk]),
        shared.get_absolute_url(),
    ):
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


def test_an_action_is_closed_and_opened_again_without_scripts(
    browser_page, signed_in, shared, mentor
):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)

    page.goto(shared.get_absolute_url())
    page.get_by_role("link", name="It is done").click()
    page.get_by_role("button", name="Close it as done").click()
    expect(page.get_by_role("alert").get_by_text("Say in a sentence")).to_be_visible()
    page.get_by_label("How does it show?").fill("They talk more than I do.")
    page.get_by_role("button", name="Close it as done").click()
    page.get_by_role("button", name="Open it again").click()

    expect(page.get_by_text("Open again.")).to_be_visible()
