"""The card without a connection, in a real browser with its worker."""

import re

import pytest
from django.conf import settings
from playwright.sync_api import Error, Page, expect

from cms.people.escalation.models import CardCheck, SafeguardingContact
from tests.browser import NARROW, WIDE
from tests.factories.pages import home_page
from tests.factories.people import ContactFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CARD = "/safeguarding/"
KEPT = """async () => {
  const found = await caches.match('/safeguarding/kept/');
  return found ? found.text() : '';
}"""
STORED = """async () => {
  const names = await caches.keys();
  const found = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
  return found.flat().map(request => new URL(request.url).pathname);
}"""


@pytest.fixture
def checked(transactional_db, dsl):
    ContactFactory.create(email="martin@x.test", hours="Monday to Friday")
    ContactFactory.create(kind="deputy", name="Aisha Siddiq", phone="07700 900152")
    ContactFactory.create(kind="children", name="First contact team", phone="01632 960222")
    return CardCheck.objects.create(checked_by=dsl)


@pytest.fixture
def reader(browser_page, signed_in, checked, mentor) -> Page:
    """A mentor on her phone, whose worker may work."""
    home_page()
    page = browser_page(NARROW, has_touch=True, is_mobile=True, service_workers="allow")
    return signed_in(page, mentor)


def wait_until_kept(page: Page, words: str = "01632 960140") -> None:
    """Until the kept card has these words; without any, until there is none."""
    for _ in range(200):
        text = page.evaluate(KEPT)
        if words in text if words else not text:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"never kept: {words!r}")


def call_link(page: Page, number: str):
    return page.get_by_role("link", name=re.compile(f"Call .*{number}"))


def test_the_card_is_one_tap_away_and_there_without_a_connection(reader, assert_accessible):
    # From a page she is on, without a menu; she never opened the card before.
    reader.goto("/notices/")
    wait_until_kept(reader)
    link = reader.get_by_role("banner").get_by_role("link", name="Worried about someone?")
    expect(link).to_be_in_viewport()
    link.tap()
    expect(call_link(reader, "01632 960140")).to_have_attribute("href", "tel:01632960140")
    assert_accessible(reader)

    # No connection: the same address shows the kept card, dressed, and says what it is.
    reader.context.set_offline(True)
    reader.reload()
    expect(call_link(reader, "01632 960140")).to_be_visible()
    expect(call_link(reader, "07700 900152")).to_be_visible()
    expect(
        reader.get_by_text(re.compile("You are offline. This is the card as of"))
    ).to_be_visible()
    number = call_link(reader, "01632 960140")
    assert number.evaluate("e => getComputedStyle(e).minHeight") == "52px"
    assert_accessible(reader)

    # Any other page: a small one that leads to the card.
    reader.goto("/cpd/")
    expect(reader.get_by_role("heading", name="You are offline")).to_be_visible()
    assert_accessible(reader)
    reader.get_by_role("link", name="Open the safeguarding card").tap()
    expect(call_link(reader, "01632 960222")).to_be_visible()

    # Back again, everything is as it was.
    reader.context.set_offline(False)
    reader.goto("/cpd/")
    expect(reader.get_by_role("heading", level=1)).to_have_text("CPD log")


def test_the_kept_card_goes_with_the_sign_out(reader):
    reader.goto(CARD)
    wait_until_kept(reader)

    reader.locator("summary", has_text="Your account").click()
    reader.get_by_role("button", name="Sign out").click()
    expect(reader.get_by_role("link", name="Sign in").first).to_be_visible()

    wait_until_kept(reader, "")
    reader.context.set_offline(True)
    reader.goto(CARD)
    expect(reader.get_by_role("heading", name="You are offline")).to_be_visible()
    expect(reader.get_by_text("01632 960140")).to_have_count(0)
    expect(reader.get_by_role("link", name=re.compile("999"))).to_be_visible()


def test_the_kept_card_goes_when_the_session_has_ended(reader):
    reader.goto(CARD)
    wait_until_kept(reader)
    reader.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    reader.goto(CARD)

    expect(reader.get_by_role("heading", name=re.compile("Sign in"))).to_be_visible()
    wait_until_kept(reader, "")


def test_nothing_else_of_anybodys_is_kept(reader):
    reader.goto("/cpd/")
    wait_until_kept(reader)
    for address in (CARD, "/notices/", "/cpd/"):
        reader.goto(address)

    stored = set(reader.evaluate(STORED))

    pages = {address for address in stored if not address.startswith("/static/")}
    assert pages == {"/safeguarding/kept/", "/safeguarding/offline/", "/cpd/offline/"}
    scripts = {address.rpartition("/")[2] for address in stored if address.endswith(".js")}
    assert scripts == {"offline-store.js", "offline.js", "offline-page.js"}


def test_opening_the_card_renews_what_is_kept(reader):
    reader.goto(CARD)
    wait_until_kept(reader)
    contact = SafeguardingContact.objects.get(kind="dsl")
    contact.phone = "01632 960199"
    contact.save()

    reader.reload()
    expect(call_link(reader, "01632 960199")).to_be_visible()
    wait_until_kept(reader, "01632 960199")


def test_without_a_worker_every_page_works_as_before(browser_page, signed_in, checked, mentor):
    """As on plain http: the browser has no workers there, and the card is a page like any other."""
    page = signed_in(browser_page(WIDE, service_workers="allow"), mentor)
    page.add_init_script("delete Navigator.prototype.serviceWorker")

    page.goto(CARD)

    assert page.evaluate("'serviceWorker' in navigator") is False
    expect(call_link(page, "01632 960140")).to_be_visible()
    page.context.set_offline(True)
    with pytest.raises(Error, match="ERR_INTERNET_DISCONNECTED"):
        page.reload()
