"""A train without a connection: what is written there is kept, shown, and sent later."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from assessments.cpd.models import CPDEntry
from assessments.cpd.services import update_entry
from tests.browser import NARROW, WIDE
from tests.factories.cpd import content, cpd_entry

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LOG, SHELL = "/cpd/", "/cpd/offline/"


@pytest.fixture
def writer(browser_page, signed_in, mentor) -> Page:
    """A mentor on her phone, whose worker may work, and has kept the page without a connection."""
    page = browser_page(NARROW, has_touch=True, is_mobile=True, service_workers="allow")
    signed_in(page, mentor).goto(LOG)
    wait_until_kept(page)
    return page


def wait_until_kept(page: Page) -> None:
    for _ in range(200):
        if page.evaluate(f"caches.match('{SHELL}').then(Boolean)"):
            return
        page.wait_for_timeout(50)
    pytest.fail("the page for writing offline was never kept")


def queue_of(page: Page):
    return page.locator("[data-cpd-queue]")


def write(page: Page, title: str, learned: str = "", minutes: str = "") -> None:
    page.get_by_label("What did you do?").fill(title)
    page.get_by_label(re.compile("What I learned")).fill(learned)
    page.get_by_label(re.compile("Time")).fill(minutes)
    page.get_by_role("button", name="Keep it").click()


def write_offline(page: Page, title: str, learned: str = "", minutes: str = "") -> None:
    page.context.set_offline(True)
    page.goto(LOG)
    write(page, title, learned, minutes)
    expect(queue_of(page).get_by_text("Kept in this browser.")).to_be_visible()


def test_written_without_a_connection_it_waits_and_is_sent_later(writer, mentor, assert_accessible):
    # Any page of the log that cannot be reached leads to the one for writing.
    writer.context.set_offline(True)
    writer.goto("/cpd/new/")
    expect(writer.get_by_role("heading", level=1, name="You are offline")).to_be_visible()
    assert_accessible(writer)

    # A title is missing: it says so, and keeps nothing yet.
    writer.get_by_role("button", name="Keep it").click()
    expect(writer.get_by_text("Say in a few words what you did.")).to_be_visible()
    expect(writer.get_by_label("What did you do?")).to_be_focused()

    # Two entries wait, each can be opened, changed and thrown away.
    write(writer, "An hour with the careers lead", "Ask first, then listen.", "45")
    expect(queue_of(writer).get_by_role("heading", name="1 entry waits")).to_be_visible()
    write(writer, "A talk I left")
    expect(queue_of(writer).get_by_role("heading", name="2 entries wait")).to_be_visible()
    assert_accessible(writer)
    writer.get_by_role("link", name=re.compile("Open.*careers lead")).click()
    expect(writer.get_by_label(re.compile("What I learned"))).to_have_value(
        "Ask first, then listen."
    )
    write(writer, "An hour with our careers lead", "Ask first, then listen. Twice.", "50")
    writer.get_by_role("button", name=re.compile("Throw away.*A talk I left")).click()
    writer.get_by_role("button", name="Bring it back").click()
    expect(queue_of(writer).get_by_text("A talk I left", exact=True)).to_be_visible()
    writer.get_by_role("button", name=re.compile("Throw away.*A talk I left")).click()
    expect(queue_of(writer).get_by_role("heading", name="1 entry waits")).to_be_visible()
    assert not CPDEntry.objects.exists()

    # The page may be closed and opened again: it still waits.
    writer.reload()
    expect(
        queue_of(writer).get_by_text("An hour with our careers lead", exact=True)
    ).to_be_visible()

    # Back online it goes by itself, once.
    writer.context.set_offline(False)
    writer.goto(LOG)
    expect(queue_of(writer).get_by_text("Sent: An hour with our careers lead")).to_be_visible()
    entry = CPDEntry.objects.get()
    assert (entry.owner, entry.minutes) == (mentor, 50)
    assert entry.what_i_learned == "Ask first, then listen. Twice."
    writer.reload()
    expect(writer.get_by_role("link", name="An hour with our careers lead")).to_be_visible()
    expect(queue_of(writer).get_by_role("heading")).to_have_count(0)


def test_the_short_form_takes_one_entry_after_the_other(writer):
    writer.context.set_offline(True)
    for number, title in enumerate(["A talk", "A visit"], 1):
        writer.get_by_label("What did you do?").fill(title)
        writer.get_by_role("button", name="Add to my log").click()
        waits = queue_of(writer).get_by_role("heading", name=re.compile(f"^{number} entr"))
        expect(waits).to_be_visible()
        expect(writer.get_by_label("What did you do?")).to_have_value("")

    writer.context.set_offline(False)

    expect(queue_of(writer).get_by_text("2 entries sent to your log.")).to_be_visible()
    assert {entry.title for entry in CPDEntry.objects.all()} == {"A talk", "A visit"}


def test_coming_back_online_sends_at_once(writer):
    write_offline(writer, "A talk")

    writer.context.set_offline(False)

    expect(queue_of(writer).get_by_text("Sent: A talk is in your log.")).to_be_visible()
    assert CPDEntry.objects.get().title == "A talk"


def test_what_another_app_shares_without_a_connection_is_in_the_form(writer):
    writer.context.set_offline(True)

    writer.goto("/cpd/new/?title=On+listening&url=https%3A%2F%2Fread.test%2F1")

    expect(writer.get_by_label("What did you do?")).to_have_value("On listening")
    expect(writer.get_by_label(re.compile("What I learned"))).to_have_value("https://read.test/1")


def test_a_form_whose_connection_drops_is_kept_and_a_conflict_is_shown(
    writer, mentor, assert_accessible
):
    entry = cpd_entry(mentor, what_i_learned="Old words.")
    writer.goto(f"/cpd/{entry.pk}/change/")
    writer.context.set_offline(True)
    writer.get_by_label("What I learned").fill("Words from the train.")
    writer.get_by_role("button", name="Save", exact=True).click()
    expect(writer.get_by_text("No connection: it is kept in this browser")).to_be_visible()

    # Meanwhile she changed it on another device.
    theirs = content(title=entry.title, what_i_learned="Words from the desk.", minutes=90)
    update_entry(entry=entry, content=theirs, by=mentor)
    writer.context.set_offline(False)
    writer.goto(LOG)
    expect(queue_of(writer).get_by_text("was changed somewhere else meanwhile")).to_be_visible()
    assert_accessible(writer)
    entry.refresh_from_db()
    assert entry.what_i_learned == "Words from the desk."

    # Both versions are shown; what she wrote stays kept until she has decided.
    writer.get_by_role("button", name=re.compile("See both versions")).click()
    expect(writer.get_by_text("Words from the train.")).to_be_visible()
    expect(writer.get_by_text("Words from the desk.")).to_be_visible()
    writer.goto(LOG)
    expect(queue_of(writer).get_by_role("heading", name="1 entry waits")).to_be_visible()
    writer.get_by_role("button", name=re.compile("See both versions")).click()
    learned = writer.get_by_role("group", name="What I learned")
    learned.get_by_label("Both, one after the other").check()
    writer.get_by_role("button", name="Save what I chose").click()
    expect(writer.get_by_text("Words from the train.")).to_be_visible()
    writer.goto(LOG)
    expect(queue_of(writer).get_by_role("heading")).to_have_count(0)
    entry.refresh_from_db()
    assert "Words from the train." in entry.what_i_learned
    assert "Words from the desk." in entry.what_i_learned


def test_saving_again_on_the_same_page_leaves_nothing_behind(writer, mentor):
    entry = cpd_entry(mentor)
    writer.goto(f"/cpd/{entry.pk}/change/")
    writer.context.set_offline(True)
    writer.get_by_label("What I learned").fill("First words.")
    writer.get_by_role("button", name="Save", exact=True).click()
    expect(writer.get_by_text("No connection: it is kept in this browser")).to_be_visible()
    writer.get_by_label("What I learned").fill("Further words.")
    writer.evaluate("window.cpdQueue.send = async () => ({ sent: [], stopped: 'offline' })")

    writer.context.set_offline(False)
    writer.get_by_role("button", name="Save", exact=True).click()

    expect(writer.get_by_text("Further words.")).to_be_visible()
    writer.goto(LOG)
    expect(queue_of(writer).get_by_role("heading")).to_have_count(0)


def test_what_cannot_be_saved_says_why_and_is_put_right_on_the_page(writer):
    write_offline(writer, "A talk", minutes="a while")

    writer.context.set_offline(False)
    expect(queue_of(writer).get_by_text("needs a change before it can be saved")).to_be_visible()
    expect(queue_of(writer).get_by_text("Write the time as minutes or hours")).to_be_visible()
    assert not CPDEntry.objects.exists()

    writer.get_by_role("button", name=re.compile("Put it right")).click()
    writer.get_by_label("How long did it take?").fill("45")
    writer.get_by_role("button", name="Add to my log").click()
    expect(writer.get_by_role("heading", level=1, name="A talk")).to_be_visible()
    writer.goto(LOG)
    expect(queue_of(writer).get_by_role("heading")).to_have_count(0)
    assert CPDEntry.objects.get().minutes == 45


def test_signed_out_meanwhile_it_says_so_and_keeps_everything(writer, mentor, signed_in):
    write_offline(writer, "A talk")
    writer.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    writer.context.set_offline(False)
    expect(queue_of(writer).get_by_text("You are signed out.")).to_be_visible()
    assert not CPDEntry.objects.exists()

    signed_in(writer, mentor).goto(LOG)
    expect(queue_of(writer).get_by_text("Sent: A talk")).to_be_visible()


def test_on_a_shared_computer_nobody_sees_or_sends_anothers(writer, peer, signed_in):
    write_offline(writer, "What I think of my manager")
    writer.evaluate("window.cpdQueue.send = async () => ({ sent: [], stopped: 'offline' })")
    writer.context.set_offline(False)

    signed_in(writer, peer).goto(LOG)

    expect(writer.get_by_text("An entry of somebody else waits in this browser.")).to_be_visible()
    expect(writer.get_by_text("What I think of my manager")).to_have_count(0)
    writer.context.set_offline(True)
    writer.goto(LOG)
    expect(writer.get_by_text("An entry of somebody else waits in this browser.")).to_be_visible()
    expect(writer.get_by_text("What I think of my manager")).to_have_count(0)
    assert not CPDEntry.objects.exists()


@pytest.mark.parametrize(
    ("answer", "in_log", "waits"),
    [
        ("Send, then sign out", 1, False),
        ("Keep here and sign out", 0, True),
        ("Throw away and sign out", 0, False),
    ],
)
def test_signing_out_asks_what_becomes_of_it(
    browser_page, signed_in, mentor, assert_accessible, answer, in_log, waits
):
    page = signed_in(browser_page(WIDE, service_workers="allow"), mentor)
    page.goto(LOG)
    wait_until_kept(page)
    write_offline(page, "A talk")
    with_no_sending(page)

    sign_out(page)
    expect(page.get_by_role("heading", name="1 entry is not in your log yet")).to_be_visible()
    assert_accessible(page)
    page.unroute("**/cpd/sync/")
    page.get_by_role("button", name=answer).click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()

    assert CPDEntry.objects.count() == in_log
    page.context.set_offline(True)
    page.goto(LOG)
    expect(page.get_by_text("This browser does not know whose entry")).to_be_visible()
    said = page.get_by_text("An entry of somebody else waits in this browser.")
    expect(said).to_have_count(1 if waits else 0)


def with_no_sending(page: Page) -> None:
    """The connection is back, and the site's answer to what is sent is not."""
    page.route("**/cpd/sync/", lambda route: route.abort())
    page.context.set_offline(False)
    page.goto(LOG)
    expect(queue_of(page).get_by_role("heading", name="1 entry waits")).to_be_visible()


def sign_out(page: Page) -> None:
    page.locator("summary", has_text="Your account").click()
    page.get_by_role("button", name="Sign out", exact=True).click()


def test_signing_out_with_nothing_waiting_asks_nothing(writer):
    sign_out(writer)

    expect(writer.get_by_role("link", name="Sign in").first).to_be_visible()


def test_without_a_worker_a_dropped_connection_still_keeps_the_form(
    browser_page, signed_in, mentor
):
    """As on plain http, where browsers have no workers."""
    page = signed_in(browser_page(WIDE), mentor)
    page.goto("/cpd/new/")
    page.context.set_offline(True)
    page.get_by_label("What did you do?").fill("A talk")
    page.get_by_role("button", name="Add to my log").click()
    expect(page.get_by_text("No connection: it is kept in this browser")).to_be_visible()

    page.context.set_offline(False)

    # Nothing was typed since: the page gives way to the entry as it is in the log.
    expect(page.get_by_role("heading", level=1, name="A talk")).to_be_visible()
    assert CPDEntry.objects.count() == 1
