"""In a real browser: read on any screen, and written where the connection drops."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from assessments.observations import queries, services
from assessments.observations.models import ObservationNote
from assessments.observations.rules import Level, Part, Tally
from tests.browser import NARROW, WIDE, assert_nothing_sticks_out
from tests.factories import observations as make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


def address(name, row=None):
    return reverse(f"observations:{name}", args=[row.pk] if row else [])


@pytest.fixture
def row(mentor, manager):
    return make.planned(mentor, manager, planned_for=timezone.now() - timedelta(minutes=5))


@pytest.fixture
def live(phone, signed_in, row, manager) -> Page:
    signed_in(phone, manager).goto(address("observation_live", row))
    expect(said(phone)).to_have_text("Everything is on the site.")
    return phone


def said(page: Page):
    return page.locator("[data-said]")


def note(page: Page, text: str) -> None:
    page.get_by_label("Note", exact=True).fill(text)
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_label("Note", exact=True)).to_have_value("")


def texts(row) -> list[str]:
    return list(row.notes.order_by("text").values_list("text", flat=True))


@pytest.mark.looks
@pytest.mark.parametrize(
    ("viewport", "theme"), [(NARROW, "dark"), (WIDE, "light")], ids=["narrow", "wide"]
)
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page,
    signed_in,
    assert_accessible,
    row,
    mentor,
    peer,
    manager,
    quality_lead,
    viewport,
    theme,
):
    two = make.answered(mentor, manager, second_observer=quality_lead, mentor_seconds=500)
    make.rate(two, Part.SECOND, Level.STRONG)
    draft = make.written(mentor, manager)
    own = make.developmental(make.released, mentor, peer, reflected_at=timezone.now())
    unread = make.developmental(make.released, mentor, peer, released_at=timezone.now())
    make.note(row, manager)
    lists = [address(name) for name in ("observation_list", "template_list")]
    screens = {
        mentor: [*lists, own.get_absolute_url(), unread.get_absolute_url(),
                 address("observation_reflect", unread), address("observation_evidence", own),
                 address("observation_invite")],
        manager: [address("observation_book"), two.get_absolute_url(),
                  address("observation_live", row), address("observation_seen", row),
                  *(address(name, draft) for name in
                    ("observation_write", "observation_rate", "observation_release"))],
        quality_lead: [*lists, address("observation_counts"), address("observation_print", two),
                       address("observation_second", draft),
                       two.template.get_absolute_url(), address("template_update", two.template)],
    }  # fmt: skip

    for person, addresses in screens.items():
        page = signed_in(browser_page(viewport, color_scheme=theme), person)
        for one in addresses:
            page.goto(one)
            assert_nothing_sticks_out(page)
            assert_accessible(page)


def test_three_notes_without_a_connection_are_there_once(live, row, assert_accessible):
    live.context.set_offline(True)
    for text in ("First", "Second", "Third"):
        note(live, text)
    expect(live.get_by_role("heading", name="On this device: 3 notes wait")).to_be_visible()
    expect(said(live)).to_have_text("No connection. It is kept on this device.")
    assert_accessible(live)
    assert not ObservationNote.objects.exists()

    # One of them is put right before it goes.
    live.get_by_role("listitem").filter(has_text="Second").get_by_role(
        "button", name="Change"
    ).click()
    expect(live.get_by_label("Note", exact=True)).to_have_value("Second")
    note(live, "Second, put right")
    live.context.set_offline(False)

    expect(said(live)).to_have_text("Everything is on the site.")
    expect(live.locator("[data-notes] li")).to_have_count(3)
    assert texts(row) == ["First", "Second, put right", "Third"]
    live.reload()
    expect(live.locator("[data-notes] li")).to_have_count(3)
    expect(live.locator("[data-waiting]")).to_be_hidden()
    assert row.notes.count() == 3


def test_an_answer_that_is_lost_doubles_nothing(live, row):
    lost = []

    def lose(route):
        route.fetch()  # the site has it, and nobody here hears of that
        lost.append(route.request.url)
        route.abort()

    live.route("**/live/sync/", lose)
    live.get_by_role("button", name=re.compile("Open question")).click()
    note(live, "Heard once")
    live.get_by_role("button", name=re.compile("Open question")).click()
    expect(said(live)).to_contain_text("kept on this device")
    assert lost
    live.unroute("**/live/sync/")
    live.get_by_role("button", name="Send now").click()

    expect(said(live)).to_have_text("Everything is on the site.")
    assert texts(row) == ["Heard once"]
    assert queries.tally_of(make.fresh(row)).open_questions == 2


def test_what_waits_survives_the_page_and_goes_from_another(live, row):
    live.context.set_offline(True)
    note(live, "Before the tunnel")
    live.get_by_role("button", name=re.compile("Closed question")).click()
    expect(
        live.get_by_role("heading", name=re.compile("1 note and the counts wait"))
    ).to_be_visible()
    live.goto("about:blank")
    live.context.set_offline(False)

    live.goto(row.get_absolute_url())

    expect(live.locator("[data-observation-queue]")).to_be_hidden()
    live.goto(address("observation_live", row))
    expect(live.locator("[data-notes] li")).to_have_count(1)
    expect(said(live)).to_have_text("Everything is on the site.")
    assert texts(row) == ["Before the tunnel"]
    assert queries.tally_of(make.fresh(row)).closed_questions == 1


def test_two_devices_that_both_counted_are_settled_by_the_observer(live, row, manager):
    live.context.set_offline(True)
    live.get_by_role("button", name=re.compile("Open question")).click()
    there = Tally(open_questions=5)
    services.keep_tally(observation=row, tally=there, before=[Tally()], by=manager)
    live.context.set_offline(False)

    expect(live.get_by_text("Counted on another device, too")).to_be_visible()
    expect(live.locator("[data-conflict-words]")).to_contain_text("There: 5 open")
    assert queries.tally_of(make.fresh(row)) == there
    live.get_by_role("button", name="Keep the count of this device").click()
    expect(said(live)).to_have_text("Everything is on the site.")
    expect(live.get_by_text("Counted on another device, too")).to_be_hidden()
    assert queries.tally_of(make.fresh(row)).open_questions == 1


def test_talk_and_silence_are_timed_by_two_buttons(live, row):
    live.clock.install()
    mentor = live.get_by_role("button", name=re.compile("Mentor talks"))
    learner = live.get_by_role("button", name=re.compile("Learner talks"))
    mentor.click()
    expect(mentor).to_have_attribute("aria-pressed", "true")
    live.clock.run_for(30_000)
    learner.click()
    live.clock.run_for(60_000)
    learner.click()
    live.clock.run_for(12_000)
    mentor.click()
    live.clock.run_for(1_000)
    mentor.click()

    expect(live.locator("[data-words]")).to_contain_text("of the talking was the learner’s")
    expect(said(live)).to_have_text("Everything is on the site.")
    tally = queries.tally_of(make.fresh(row))
    assert 30 <= tally.mentor_seconds <= 34
    assert 60 <= tally.learner_seconds <= 62
    assert 12 <= tally.silence_seconds <= 14


def test_on_a_shared_computer_nobody_sees_or_sends_anothers(live, row, peer, mentor, signed_in):
    live.context.set_offline(True)
    note(live, "What I think of her questions")
    live.goto("about:blank")
    live.context.set_offline(False)
    hers = make.developmental(make.planned, mentor, peer)

    signed_in(live, peer).goto(address("observation_live", hers))

    expect(said(live)).to_have_text("Everything is on the site.")
    expect(live.get_by_text("What I think of her questions")).to_have_count(0)
    assert not ObservationNote.objects.exists()


def test_signing_out_asks_what_becomes_of_it(live, row):
    live.context.set_offline(True)
    note(live, "Not sent yet")
    live.route("**/live/sync/", lambda route: route.abort())
    live.context.set_offline(False)
    live.locator("summary", has_text="Your account").click()
    live.get_by_role("button", name="Sign out", exact=True).click()
    expect(live.get_by_role("heading", name="Something waits in this browser")).to_be_visible()
    live.unroute("**/live/sync/")
    live.get_by_role("button", name="Send, then sign out").click()

    expect(live.get_by_role("link", name="Sign in").first).to_be_visible()
    assert texts(row) == ["Not sent yet"]


def test_it_works_without_a_script(browser_page, signed_in, row, manager):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), manager)
    page.goto(address("observation_live", row))
    page.get_by_label("Note", exact=True).fill("Written plainly")
    page.get_by_label("Minute").fill("3:20")
    page.get_by_role("button", name="Keep the note").click()
    page.get_by_label("Open questions").fill("4")
    page.get_by_role("button", name="Keep the counts").click()

    expect(page.get_by_text("Written plainly", exact=True)).to_be_visible()
    assert row.notes.get().second == 200
    assert queries.tally_of(make.fresh(row)).open_questions == 4
