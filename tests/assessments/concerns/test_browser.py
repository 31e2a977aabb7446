"""In a real browser: on a phone, in both themes, without scripts; what it asks of the server."""

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from assessments.concerns.models import SafeguardingPointer
from tests.browser import BOTH_ENDS, NARROW, WIDE, assert_nothing_sticks_out
from tests.factories.supervision import pointer

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
PANEL = "/supervision/concern/"
STAFF = "Concern about a member of staff"


def rows_of_everything():
    with connection.cursor() as cursor:
        counts = {}
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)}")
            counts[table] = cursor.fetchone()[0]
    return counts


@pytest.fixture
def row(mentor, meeting, on_the_card):
    return pointer(mentor, meeting)


@pytest.mark.looks
@BOTH_ENDS
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, row, mentor, meeting, viewport, theme
):
    page = signed_in(browser_page(viewport, color_scheme=theme), mentor)
    names = ("panel", "slip", "pointer_mine", "pointer_create")
    addresses = [reverse(f"concerns:{name}") for name in names]
    addresses += [f"{PANEL}?session={meeting.pk}", row.get_absolute_url()]

    for address in addresses:
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)
    page.goto(PANEL)
    page.get_by_text(STAFF).first.click()
    assert_nothing_sticks_out(page)
    assert_accessible(page)


@pytest.mark.looks
@pytest.mark.parametrize("viewport", [WIDE, NARROW], ids=["wide", "narrow"])
def test_the_leads_list_is_accessible(
    browser_page, signed_in, assert_accessible, row, mentor, dsl, viewport
):
    pointer(mentor, acknowledged_at=timezone.now(), acknowledged_by=dsl)
    pointer(dsl)
    page = signed_in(browser_page(viewport), dsl)
    addresses = [reverse("concerns:pointer_list"), reverse("concerns:pointer_close", args=[row.pk])]

    for address in [*addresses, row.get_absolute_url()]:
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_the_part_about_staff_is_opened_read_printed_and_left_without_a_single_request(
    browser_page, signed_in, row, mentor, scripts
):
    page = signed_in(browser_page(NARROW, java_script_enabled=scripts), mentor)
    page.goto(PANEL)
    page.wait_for_load_state("networkidle")
    before, address = rows_of_everything(), page.url
    asked = []
    page.on("request", lambda request: asked.append(request.url))

    page.get_by_text(STAFF).first.click()

    expect(page.get_by_role("heading", name="A concern about a member of staff")).to_be_visible()
    expect(page.get_by_role("link", name="Call Principal")).to_be_visible()
    expect(page.get_by_role("link", name="Call 999")).to_be_visible()
    expect(page.get_by_text("I have reported it", exact=True)).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("The chair of governors")).to_be_visible()
    expect(page.get_by_role("heading", name="What not to do")).to_have_count(1)
    page.emulate_media(media="screen")
    page.get_by_text("Back to other concerns").click()
    expect(page.get_by_text("I have reported it", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="A concern about a member of staff")).to_be_hidden()
    assert (asked, page.url) == ([], address)
    assert rows_of_everything() == before


def test_a_concern_is_noted_on_a_phone_without_scripts(
    browser_page, signed_in, mentor, meeting, on_the_card
):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)
    page.goto(f"{PANEL}?session={meeting.pk}")
    page.get_by_role("link", name="I have reported it").click()
    page.get_by_label("Designated safeguarding lead").check()
    page.get_by_label("By phone").check()
    page.get_by_label("Its number in that system").fill("Jade Smith")
    page.get_by_role("button", name="Note that I reported it").click()

    expect(page.get_by_text("There is something to put right")).to_be_visible()
    page.get_by_label("Its number in that system").fill("CPOMS 2231")
    page.get_by_role("button", name="Note that I reported it").click()

    expect(page.get_by_role("heading", name="A concern passed on")).to_be_visible()
    expect(page.get_by_role("heading", name="And you?")).to_be_visible()
    assert SafeguardingPointer.objects.get().session == meeting


def test_the_slip_is_copied(browser_page, signed_in, mentor, live_server):
    page = signed_in(browser_page(WIDE), mentor)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=live_server.url)
    page.goto(reverse("concerns:slip"))
    page.get_by_label("What was decided?").fill("The weekly talk stays.")
    page.get_by_label("Why?").fill("It held.")
    page.get_by_label("Who does it?").fill("The mentor")
    page.get_by_label("By when?").fill("2026-12-01")
    page.get_by_role("button", name="Put it together").click()
    page.get_by_role("button", name="Copy it").click()

    page.get_by_text("Copied. Paste it").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("CASE DECISION\nWhat: The weekly talk stays.")
