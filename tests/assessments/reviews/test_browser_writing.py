"""In a real browser: a review is written on a desk and on a phone, saved while she writes."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.reviews.models import AreaJudgement, PerformanceReview, SelfAssessment
from assessments.reviews.rules import Rating, ReviewState
from tests.browser import BOTH_ENDS, NARROW, WIDE, assert_nothing_sticks_out
from tests.factories.reviews import (
    SECRET,
    formative_note,
    judged,
    next_objective,
    previous_objective,
    review,
    self_assessment,
)
from tests.factories.standards import st0148

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
SAVED = re.compile(r"Saved at \d\d:\d\d")
SLOW = 20_000  # it waits for a pause in the typing
TEXT = "What do you go by?"
PARTS = (
    "write_home", "write_meeting", "write_words", "write_support", "previous_list", "next_list",
    "next_create", "action_list", "action_create", "write_check",
)  # fmt: skip


def address(name, row, *args):
    return reverse(f"reviews:{name}", args=[row.pk, *args])


@pytest.fixture
def draft(mentor, manager):
    st0148()
    row = judged(review(mentor, manager), Rating.DEVELOPING)
    self_assessment(row)
    for days in (20, 60):
        formative_note(mentor, manager, days)
    previous_objective(row)
    next_objective(row)
    return row


@pytest.mark.looks
@BOTH_ENDS
def test_every_page_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, draft, mentor, manager, viewport, theme
):
    own = review(mentor, manager)
    screens = {
        manager: [
            *(address(name, draft) for name in PARTS),
            address("write_area", draft, "coaching"),
            address(
                "previous_update", draft, draft.objective_links.get(part="previous").objective_id
            ),
            address("self_detail", draft),
        ],
        mentor: [address("self_update", own), address("self_submit", own)],
    }

    for person, addresses in screens.items():
        page = signed_in(browser_page(viewport, color_scheme=theme), person)
        for each in addresses:
            page.goto(each)
            assert_nothing_sticks_out(page)
            assert_accessible(page)


def test_an_area_is_saved_while_she_writes(page, signed_in, draft, manager):
    signed_in(page, manager).goto(address("write_area", draft, "coaching"))

    page.get_by_role("radio", name=re.compile("^Strong")).check()
    page.get_by_label(TEXT).fill(SECRET)
    expect(page.locator("[data-count-line]")).to_have_text(re.compile(rf"{len(SECRET)} characters"))

    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=SLOW)
    row = AreaJudgement.objects.get(review=draft, area__code="coaching")
    assert (row.rating, row.narrative) == (Rating.STRONG, SECRET)


def test_evidence_is_found_and_chosen(page, signed_in, draft, manager, mentor):
    note = formative_note(mentor, manager, what_seen="A round of names, and nobody was late")
    signed_in(page, manager).goto(address("write_area", draft, "coaching"))

    page.get_by_label("Words", exact=True).fill("round of names")
    boxes = page.locator("[data-piece]:not([hidden]) input[type=checkbox]")
    expect(boxes).to_have_count(1)
    boxes.check()
    expect(page.locator("[data-evidence-sum]")).to_have_text(re.compile("3 chosen, of 2 kinds"))
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Saved. Nobody else reads it")).to_be_visible()
    judgement = AreaJudgement.objects.get(review=draft, area__code="coaching")
    assert f"formative:{note.pk}" in judgement.links.values_list("key", flat=True)


def test_two_windows_on_one_area_are_settled(browser_page, signed_in, draft, manager):
    first, second = (signed_in(browser_page(WIDE), manager) for _ in range(2))
    for window in (first, second):
        window.goto(address("write_area", draft, "coaching"))
    first.get_by_label(TEXT).fill("From the first")
    expect(first.locator("[data-saved]")).to_have_text(SAVED, timeout=SLOW)

    second.get_by_label(TEXT).fill("From the second")
    expect(second.locator("[data-saved]")).to_contain_text("another window", timeout=SLOW)
    second.get_by_role("button", name="Save", exact=True).click()
    expect(second.get_by_role("heading", level=1)).to_contain_text("two versions")
    second.get_by_label("Both, one after the other").check()
    second.get_by_role("button", name="Save what I chose").click()

    expect(second.get_by_label(TEXT)).to_have_value(re.compile("second\\s+From the first"))


def test_on_a_phone_the_parts_are_steps(phone, signed_in, draft, manager):
    signed_in(phone, manager).goto(address("write_words", draft))
    parts = phone.get_by_role("navigation", name="Parts of the review")
    expect(parts).to_be_hidden()

    phone.get_by_text("All parts").click()
    parts.get_by_role("link", name="The meeting").click()

    expect(phone.get_by_role("heading", level=1)).to_have_text("The meeting")


def test_all_of_it_without_scripts(browser_page, signed_in, draft, manager):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), manager)
    page.goto(address("write_meeting", draft))
    page.get_by_label("When did you meet?").fill("2026-01-12T10:00")
    page.get_by_label("For how many minutes?").fill("60")
    page.get_by_label("Both of us were there").check()
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("radio", name=re.compile("^Not enough evidence")).check()
    page.get_by_role("button", name="Save", exact=True).click()

    expect(page.get_by_text("Saved. Nobody else reads it")).to_be_visible()
    draft.refresh_from_db()
    assert draft.state == ReviewState.MEETING_HELD
    first = AreaJudgement.objects.filter(review=draft).order_by("area__position")[0]
    assert first.rating == Rating.NOT_ENOUGH


def test_a_self_assessment_is_saved_and_handed_in(page, signed_in, mentor, manager):
    row = review(mentor, manager)
    signed_in(page, mentor).goto(address("self_update", row))
    for secure in page.get_by_role("radio", name=re.compile("^Secure")).all():
        secure.check()
    page.get_by_label("What are you proud of?").fill("The quiet group talks now.")
    expect(page.locator("[data-saved]")).to_have_text(SAVED, timeout=SLOW)

    page.get_by_role("button", name="Read it through and hand it in").click()
    expect(page.get_by_text("The quiet group talks now.")).to_be_visible()
    page.get_by_role("button", name="Hand it in", exact=True).click()

    expect(page.get_by_text("Handed in. Your reviewer is told")).to_be_visible()
    assert SelfAssessment.objects.get().submitted_at
    assert PerformanceReview.objects.get().state == ReviewState.SELF_ASSESSMENT
