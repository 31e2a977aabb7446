"""A host plays a scenario with a room: one screen, three phones, one of them without JavaScript."""

import re

import pytest
from playwright.sync_api import Page, expect

from assessments.rooms.models import Room, RoomVote
from assessments.scenarios.models import ScenarioAttempt
from assessments.standards.services import load_framework
from tests.browser import NARROW, WIDE
from tests.factories.scenarios import scenario_material, scenario_page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

HAND = {"has_touch": True, "is_mobile": True}


@pytest.fixture
def scenario(transactional_db):
    load_framework()
    return scenario_page(material=scenario_material(meters={"trust": {"start": 5, "floor": 3}}))


def vote_for(phone: Page, words: str) -> None:
    phone.get_by_role("button", name=re.compile(words)).click()
    expect(phone.get_by_role("heading", name=re.compile("Your vote: [ABC]"))).to_be_visible()


def ask(phone: Page) -> None:
    """What a phone without JavaScript does: it loads the page again."""
    phone.get_by_role("link", name="Show me where we are").click()


def test_a_room_plays_to_the_end_and_the_other_branch(
    browser_page, signed_in, manager, scenario, assert_accessible
):
    host = signed_in(browser_page(WIDE), manager)
    typed = browser_page(NARROW, **HAND)
    scanned = browser_page(NARROW, color_scheme="dark", **HAND)
    plain = browser_page(NARROW, java_script_enabled=False, **HAND)

    host.goto(f"/rooms/open/{scenario.pk}/")
    assert_accessible(host)
    host.get_by_role("button", name="Open the room").click()
    expect(host.get_by_role("heading", name="Take your phone and join")).to_be_visible()
    assert_accessible(host)
    room = Room.objects.get()

    # In by the code as it is read from the screen, and by the camera.
    typed.goto("/rooms/")
    assert_accessible(typed)
    typed.get_by_label("Code on the screen").fill(f"{room.code[:3]} {room.code[3:]}".lower())
    typed.get_by_role("button", name="Join").click()
    expect(typed.get_by_role("heading", name="You are in")).to_be_visible()
    assert_accessible(typed)
    for phone in (scanned, plain):
        phone.goto(f"/rooms/{room.code}/vote/")
        phone.get_by_role("button", name="Join and vote").click()
    expect(host.get_by_text("3 phones have joined")).to_be_visible()

    # The space bar opens the vote; phones with JavaScript are told by themselves.
    host.keyboard.press("Space")
    expect(host.get_by_text("How do you open?")).to_be_visible()
    vote_for(typed, "got in the way")
    vote_for(scanned, "Late again")
    assert_accessible(scanned)
    ask(plain)
    vote_for(plain, "pub later")
    vote_for(plain, "got in the way")  # she thinks again
    expect(host.get_by_text("3 of 3 have voted")).to_be_visible()
    expect(host.get_by_text("%")).to_have_count(0)
    assert_accessible(host)

    # Closed, shown, talked about, followed.
    host.keyboard.press("ArrowRight")
    expect(host.get_by_role("heading", name=re.compile("Most chose [ABC]"))).to_be_visible()
    expect(host.get_by_role("row", name=re.compile("got in the way"))).to_contain_text("67")
    assert_accessible(host)
    expect(typed.get_by_role("heading", name="The vote is closed")).to_be_visible()
    host.keyboard.press("Space")
    expect(host.get_by_text(re.compile("The bus\\."))).to_be_visible()
    expect(host.get_by_text("You asked about the day, not the person.")).to_be_visible()
    assert_accessible(host)
    expect(typed.get_by_text(re.compile("The bus\\."))).to_be_visible()
    expect(typed.get_by_text("You asked about the day")).to_have_count(0)

    # A tie is the host's to decide, with the arrow keys.
    host.keyboard.press("Space")
    vote_for(typed, "timetable")
    vote_for(scanned, "earlier")
    host.keyboard.press("Space")
    expect(host.get_by_role("heading", name=re.compile("A tie"))).to_be_visible()
    assert_accessible(host)
    host.keyboard.press("Space")  # there is nothing for it to press
    pick = host.get_by_role("row", name=re.compile("timetable")).get_by_role("button")
    for _ in range(4):
        host.keyboard.press("ArrowDown")
        if pick.evaluate("button => button === document.activeElement"):
            break
    host.keyboard.press("Enter")
    expect(host.get_by_text("The tutor moves her slot.")).to_be_visible()
    host.keyboard.press("Space")
    expect(host.get_by_text("Rosa comes to every lesson of the week.")).to_be_visible()
    expect(host.get_by_role("row", name=re.compile("Trust"))).to_contain_text("5 of 10, steady")
    assert_accessible(host)

    # The other branch, in the same room.
    host.get_by_role("button", name="Go back to decision 1").click()
    ask(plain)
    vote_for(plain, "pub later")
    host.get_by_role("button", name="Close the vote").click()
    host.get_by_role("button", name=re.compile("the most chosen")).click()
    expect(host.get_by_text("Unsafe in real life.")).to_be_visible()

    host.goto(f"/rooms/{room.code}/debrief/")
    expect(host.get_by_role("heading", name=re.compile("Branch 2"))).to_be_visible()
    expect(host.get_by_text("An expert’s choice").first).to_be_visible()
    assert_accessible(host)
    host.get_by_role("link", name="Close the room").click()
    host.get_by_role("button", name="Close the room").click()
    expect(typed.get_by_role("heading", name="The room is closed")).to_be_visible()
    assert_accessible(typed)

    assert not ScenarioAttempt.objects.exists()
    assert {len(voter) for voter in RoomVote.objects.values_list("voter", flat=True)} == {32}


def test_a_host_without_javascript_leads_a_room_with_buttons(
    browser_page, signed_in, manager, scenario
):
    host = signed_in(browser_page(WIDE, java_script_enabled=False), manager)
    phone = browser_page(NARROW, java_script_enabled=False, **HAND)
    host.goto(f"/rooms/open/{scenario.pk}/")
    host.get_by_role("button", name="Open the room").click()
    expect(host.locator("kbd").first).to_be_hidden()
    phone.goto(f"/rooms/{Room.objects.get().code}/vote/")
    phone.get_by_role("button", name="Join and vote").click()
    host.get_by_role("button", name=re.compile("open the first vote")).click()
    ask(phone)
    vote_for(phone, "got in the way")

    host.get_by_role("button", name="Close the vote").click()
    host.get_by_role("button", name=re.compile("the most chosen")).click()
    host.get_by_role("button", name=re.compile("Go on")).click()
    host.get_by_role("button", name="Close the vote").click()
    host.get_by_role("row", name=re.compile("timetable")).get_by_role("button").click()
    host.get_by_role("button", name=re.compile("On to the end")).click()

    expect(host.get_by_text("Rosa comes to every lesson of the week.")).to_be_visible()


def test_a_second_tab_of_the_host_follows_the_first(browser_page, signed_in, manager, scenario):
    host = signed_in(browser_page(WIDE), manager)
    host.goto(f"/rooms/open/{scenario.pk}/")
    host.get_by_role("button", name="Open the room").click()
    other = host.context.new_page()
    other.goto(host.url)

    host.keyboard.press("Space")

    expect(other.get_by_text("How do you open?")).to_be_visible()
