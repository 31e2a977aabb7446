"""In a real browser: saved while she writes, kept without a connection, read on any screen."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.records import queries, services
from assessments.records.rules import Stance
from tests.browser import BOTH_ENDS, NARROW, WIDE, assert_nothing_sticks_out
from tests.factories import supervision
from tests.factories.records import drafted, fresh, locked, met, shared, signed

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
LEARNING = "What do you take away?"
SLOW = 20_000  # it waits for a pause in the typing


def learning_of(record):
    return queries.content_of(fresh(record.session)).learning


@pytest.fixture
def record(mentor, supervisor, framework):
    earlier = met(mentor, supervisor, days=30)
    supervision.action(earlier, created_at=earlier.held_at)
    return drafted(met(mentor, supervisor), learning="")


@pytest.mark.looks
@BOTH_ENDS
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, record, mentor, supervisor, viewport, theme
):
    done, open_one = (
        locked(met(mentor, supervisor, days=40)),
        shared(met(mentor, supervisor, days=50)),
    )
    view = signed(met(mentor, supervisor, days=60), stance=Stance.NOT_AGREED, comment="My view.")
    unwritten = met(mentor, supervisor, days=2)
    screens = {
        supervisor: [
            reverse("records:record_list"),
            reverse("records:record_begin", args=[unwritten.pk]),
            *(
                reverse(f"records:{name}", args=[record.pk])
                for name in ("record_update", "record_share")
            ),
            view.get_absolute_url(),
        ],
        mentor: [
            *(row.get_absolute_url() for row in (done, open_one, view)),
            *(
                reverse(f"records:{name}", args=[done.pk])
                for name in ("record_add", "record_export")
            ),
            reverse("records:record_return", args=[open_one.pk]),
            reverse("records:dispute_ask", args=[view.pk]),
            reverse("records:record_check"),
            reverse("records:audit_list"),
        ],
    }

    for person, addresses in screens.items():
        page = signed_in(browser_page(viewport, color_scheme=theme), person)
        for address in addresses:
            page.goto(address)
            assert_nothing_sticks_out(page)
            assert_accessible(page)


def test_it_is_saved_while_she_writes(page, signed_in, record, supervisor):
    signed_in(page, supervisor).goto(reverse("records:record_update", args=[record.pk]))

    page.get_by_label(LEARNING).fill("To wait longer")

    saved = re.compile(r"Saved at \d\d:\d\d")
    expect(page.locator("[data-saved]")).to_have_text(saved, timeout=SLOW)
    assert learning_of(record) == "To wait longer"


def test_without_a_connection_it_is_kept_in_the_window_and_sent_later(
    page, signed_in, record, supervisor
):
    signed_in(page, supervisor).goto(reverse("records:record_update", args=[record.pk]))
    page.context.set_offline(True)
    page.get_by_label(LEARNING).fill("Written on the train")
    expect(page.locator("[data-saved]")).to_contain_text("Not saved: no connection", timeout=SLOW)
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert "train" not in kept

    page.context.set_offline(False)

    expect(page.locator("[data-saved]")).to_have_text(re.compile("Saved at"), timeout=SLOW)
    assert learning_of(record) == "Written on the train"


def test_leaving_with_unsaved_words_is_asked_about(page, signed_in, record, supervisor):
    signed_in(page, supervisor).goto(reverse("records:record_update", args=[record.pk]))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_label(LEARNING).press_sequentially("Not yet")
    page.get_by_role("link", name="Records", exact=True).last.click()
    page.wait_for_url("**/supervision/records/")

    assert asked == ["beforeunload"]


def test_two_windows_are_settled_on_a_page(browser_page, signed_in, record, supervisor):
    address = reverse("records:record_update", args=[record.pk])
    first, second = (signed_in(browser_page(WIDE), supervisor) for _ in range(2))
    first.goto(address)
    second.goto(address)
    first.get_by_label(LEARNING).fill("From the first")
    expect(first.locator("[data-saved]")).to_contain_text("Saved at", timeout=SLOW)

    second.get_by_label(LEARNING).fill("From the second")
    expect(second.locator("[data-saved]")).to_contain_text(
        "Changed in another window", timeout=SLOW
    )
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("two versions")
    second.get_by_label("Both, one after the other").check()
    second.get_by_role("button", name="Save what I chose").click()

    expect(second.get_by_label(LEARNING)).to_have_value(re.compile("second\\s+From the first"))


def test_a_row_more_is_a_row_of_its_own(page, signed_in, record, supervisor):
    signed_in(page, supervisor).goto(reverse("records:record_update", args=[record.pk]))
    page.get_by_role("button", name="Another item").click()
    headings = page.get_by_label("What it was about")
    count = headings.count()
    headings.nth(count - 2).fill("The second")
    headings.nth(count - 1).fill("The third")

    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=SLOW)
    page.reload()

    found = [item.heading for item in queries.content_of(fresh(record.session)).agenda]
    assert found[1:] == ["The second", "The third"]


def test_all_of_it_without_scripts(browser_page, signed_in, record, mentor, supervisor):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), supervisor)
    page.goto(reverse("records:record_update", args=[record.pk]))
    page.get_by_label("What became of it").select_option("done")
    page.get_by_label("In a sentence").fill("It shows in the tutorial.")
    page.get_by_label(LEARNING).fill("To wait longer")
    page.get_by_role("button", name="Save and read it through").click()
    page.get_by_role("button", name=re.compile("Share it with")).click()

    reader = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)
    reader.goto(record.get_absolute_url())
    reader.get_by_label("Agreed", exact=True).check()
    reader.get_by_role("button", name="Sign it").click()

    page.reload()
    page.get_by_role("button", name="Sign and lock it").click()
    assert fresh(record.session).state == "locked"
    assert services.can_export(mentor, fresh(record.session))
