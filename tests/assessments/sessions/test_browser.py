"""In a real browser: read at any width, in both themes, by the keyboard and without scripts."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from assessments.sessions.models import SupervisionSession
from tests.browser import BOTH_ENDS, NARROW, assert_nothing_sticks_out
from tests.factories.supervision import action, agreement, called_off, group, held, moment, record
from tests.factories.supervision import session as planned

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


def address(name, *args):
    return reverse(f"sessions:{name}", args=args)


@pytest.fixture
def scene(pair, mentor, supervisor, manager, peer, group_of):
    """A year of sessions with something in every state, and for everybody."""
    held(pair, days=200, functions=["restorative", "formative"])
    held(pair, days=100, functions=["formative"])
    meeting = held(pair, days=8, functions=["formative", "normative"])
    record(meeting, state="shared")
    action(meeting)
    called_off(pair)
    held(agreement(peer, supervisor), days=90)
    return {
        "next": planned(pair, starts_at=moment(2), place="Room 4"),
        "past": planned(pair, starts_at=moment(-1)),
        "group": group(supervisor, [mentor, *group_of]),
        "held": meeting,
        "pair": pair,
    }


def screens_of(scene):
    one, past, many = (scene[name].pk for name in ("next", "past", "group"))
    return {
        "mentor": [
            address("supervision_home"), address("session_list"), address("debrief_ask"),
            address("session_detail", one), address("session_detail", many),
            address("session_call_off", one), address("calendar_feed"),
        ],
        "supervisor": [
            address("supervision_home"), f"{address('session_list')}?when=past",
            address("supervisee_detail", scene["pair"].supervisee_id),
            address("session_book", scene["pair"].pk), address("session_add", scene["pair"].pk),
            address("session_detail", scene["held"].pk), address("session_move", one),
            address("session_held", past), address("session_missed", past),
            address("group_book"), address("debrief_book"),
        ],
        "manager": [address("supervision_home"), address("team_sessions"),
                    address("session_detail", scene["held"].pk)],
    }  # fmt: skip


@pytest.mark.looks
@BOTH_ENDS
@pytest.mark.parametrize("who", ["mentor", "supervisor", "manager"])
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    request, browser_page, signed_in, assert_accessible, scene, who, viewport, theme
):
    reader = request.getfixturevalue(who)
    page = signed_in(browser_page(viewport, color_scheme=theme), reader)

    for url in screens_of(scene)[who]:
        page.goto(url)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


def test_an_address_is_made_on_a_phone(phone, signed_in, assert_accessible, scene, mentor):
    page = signed_in(phone, mentor)

    page.goto(address("calendar_feed"))
    page.get_by_role("button", name="Make my address").click()

    assert "/supervision/calendar/" in page.get_by_label("Address", exact=True).input_value()
    assert_nothing_sticks_out(page)
    assert_accessible(page)


def test_a_clash_is_ticked_away_and_a_series_booked_without_scripts(
    browser_page, signed_in, scene, supervisor
):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), supervisor)
    before = SupervisionSession.objects.count()

    page.goto(address("session_book", scene["pair"].pk))
    page.get_by_label("Day", exact=True).fill(timezone.localdate(moment(2)).isoformat())
    page.get_by_label("Begins at").fill("10:30")
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("has another session at that time")).to_have_count(2)
    page.get_by_label("book it all the same").check()
    page.get_by_text("Book several ahead").click()
    page.get_by_role("button", name="Book", exact=True).click()
    expect(page.get_by_text("Booked. The others have been told")).to_be_visible()

    page.goto(address("session_book", scene["pair"].pk))
    page.get_by_label("Day", exact=True).fill(timezone.localdate(moment(20)).isoformat())
    page.get_by_label("Begins at").fill("09:00")
    page.get_by_text("Book several ahead").click()
    page.get_by_label("How many sessions").fill("3")
    page.get_by_role("button", name="Book", exact=True).click()
    page.get_by_role("checkbox").nth(1).uncheck()
    page.get_by_role("button", name="Book the ticked days").click()

    expect(page.get_by_text("2 sessions are booked")).to_be_visible()
    assert SupervisionSession.objects.count() == before + 3
