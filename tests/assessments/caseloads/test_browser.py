"""In a real browser: a phone in the dark and a wide window in the light; a month is counted."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from cms.people.accounts.rules import Role
from tests.browser import NARROW, WIDE, assert_nothing_sticks_out
from tests.factories.caseloads import AMARA, FARID, load_policy, snapshot
from tests.factories.people import days_ago, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def counted(mentor, peer, team):
    """A year of counts that rises, and a few others."""
    for months in range(8, 0, -1):
        snapshot(mentor, (96 - 4 * months, 24 - months, 6), on=days_ago(30 * months))
    snapshot(mentor, FARID)
    for person in (peer, make_person("Tanvi", "Desai", Role.MENTOR, team=team)):
        snapshot(person, AMARA)
    load_policy(fair_to=158, from_on=days_ago(300))


def test_caseload_screens_in_the_dark_on_a_phone(
    browser_page, signed_in, assert_accessible, counted, mentor
):
    page = signed_in(browser_page(NARROW, color_scheme="dark"), mentor)

    for address in (
        reverse("caseloads:caseload_list"),
        reverse("caseloads:caseload_record", args=[mentor.pk]),
        reverse("caseloads:load_policy_detail"),
    ):
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


def test_caseload_screens_in_a_wide_window(
    browser_page, signed_in, assert_accessible, counted, mentor, manager, quality_lead
):
    for reader, names in (
        (manager, ["caseload_list"]),
        (quality_lead, ["caseload_list", "caseload_totals", "load_policy_update"]),
    ):
        page = signed_in(browser_page(WIDE), reader)
        addresses = [reverse(f"caseloads:{name}") for name in names]
        for address in [*addresses, reverse("caseloads:person_caseload", args=[mentor.pk])]:
            page.goto(address)
            assert_nothing_sticks_out(page)
            assert_accessible(page)


def test_a_month_is_counted_without_scripts(browser_page, signed_in, mentor):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)

    page.goto(reverse("caseloads:caseload_list"))
    page.get_by_role("link", name="Count my caseload").click()
    for tier, count in (("Universal", "96"), ("Targeted", "24"), ("Intensive", "6")):
        page.get_by_label(tier).fill(count)
    page.get_by_role("button", name="Save the count").click()

    expect(page.get_by_text("96×1 + 24×2.5 + 6×6 = 192").first).to_be_visible()
    expect(page.get_by_text("Talk about what can move")).to_be_visible()
