"""An entry from a phone to a verified, sampled and exported year; and a witness by a link."""

import json
import re
from datetime import date
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from assessments.cpd.models import CPDEntry
from assessments.cpd.rules import EntryState
from assessments.standards.models import Evidence
from assessments.witnesses.models import WitnessRequest
from cms.people.audit.models import AuditEvent
from tests.browser import assert_nothing_sticks_out
from tests.factories.cpd import cpd_entry
from tests.factories.people import ReportingLineFactory, days_ago
from tests.factories.standards import st0148

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LEARNED = "I fill every pause, because silence feels rude to me."
DIFFERENT = (
    "From Monday I open each review with one exception question, count to five before I speak, "
    "and note for three weeks who names the next step."
)
SUMMARY = "A workshop on open questions. We practised waiting, in threads of three minutes."
CHANGED = "More of them name the first step themselves before the review ends."


@pytest.fixture
def framework(transactional_db):
    return st0148()


@pytest.fixture
def coach(framework, mentor, manager):
    """Her manager has managed her for a while: what is handed in now is hers to verify."""
    mentor.reporting_lines.all().delete()
    ReportingLineFactory.create(person=mentor, manager=manager, starts_on=days_ago(200))
    return mentor


def test_an_entry_is_kept_with_three_fields_on_a_phone(phone, signed_in, coach, assert_accessible):
    signed_in(phone, coach).goto("/cpd/")
    phone.get_by_label("What did you do?").fill("Talk with the careers team")
    phone.get_by_label(re.compile("^Time")).fill("45")
    phone.get_by_role("button", name="Add to my log").click()

    expect(phone.get_by_text(re.compile("Added to your log"))).to_be_visible()
    expect(phone.get_by_role("link", name="Talk with the careers team")).to_be_visible()
    assert_accessible(phone)
    assert_nothing_sticks_out(phone)
    entry = CPDEntry.objects.get()
    assert (entry.minutes, entry.start_on, entry.state) == (45, days_ago(0), EntryState.DRAFT)


def test_a_year_from_a_draft_to_verified_sampled_and_exported(
    page, browser_page, signed_in, coach, manager, quality_lead, assert_accessible
):
    draft = cpd_entry(coach, title="Workshop on open questions", start_on=days_ago(5))

    # She says what she learned for herself, and what others may read.
    signed_in(page, coach).goto(f"/cpd/{draft.pk}/change/")
    page.get_by_label("What I learned").fill(LEARNED)
    page.get_by_label(re.compile("What I will do differently")).fill(DIFFERENT)
    page.get_by_label(re.compile("Summary for others")).fill(SUMMARY)
    page.get_by_text("Skills", exact=False).first.click()
    page.get_by_label(re.compile(r"^S2 ")).check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name=re.compile("Hand in|Hand it in")).first.click()
    expect(page.get_by_text(SUMMARY)).to_be_visible()
    expect(page.get_by_text(LEARNED)).to_have_count(0)  # as others will read it
    page.get_by_role("button", name="Hand it in").click()
    assert CPDEntry.objects.get().state == EntryState.SUBMITTED

    # Her manager reads the shared part, and nothing else.
    desk = signed_in(browser_page(), manager)
    desk.goto("/cpd/verify/")
    desk.get_by_role("link", name="Workshop on open questions").click()
    expect(desk.get_by_text(SUMMARY)).to_be_visible()
    expect(desk.get_by_text(LEARNED)).to_have_count(0)
    assert_accessible(desk)
    for yes in desk.get_by_label("Yes", exact=True).all():
        yes.check()
    desk.get_by_role("button", name="Verify it").click()
    expect(desk.get_by_text(re.compile("Nothing waits for you")).first).to_be_visible()
    assert CPDEntry.objects.get().state == EntryState.VERIFIED
    assert Evidence.objects.get(kind="cpd").strength == "verified"

    # The quality lead draws a sample and finds it in order.
    sampler = signed_in(browser_page(), quality_lead)
    sampler.goto("/cpd/samples/")
    sampler.get_by_role("link", name=re.compile("Draw a sample")).first.click()
    sampler.get_by_label(re.compile("What is it called")).fill("Autumn")
    sampler.get_by_role("button", name=re.compile("^Draw 1 entry")).click()
    sampler.get_by_role("link", name="Workshop on open questions").click()
    expect(sampler.get_by_text(SUMMARY)).to_be_visible()
    expect(sampler.get_by_text(LEARNED)).to_have_count(0)
    assert_accessible(sampler)
    for yes in sampler.get_by_label("Yes", exact=True).all():
        yes.check()
    sampler.get_by_role("button", name=re.compile("In order")).click()
    expect(sampler.get_by_role("heading", level=1)).to_be_visible()
    assert CPDEntry.objects.get().state == EntryState.CLOSED

    # What it changed can still be added; then she takes the year along.
    page.goto(f"/cpd/{draft.pk}/")
    expect(page.get_by_text(re.compile("Siobhán Keane")).first).to_be_visible()  # who has read it
    page.goto(f"/cpd/{draft.pk}/impact/")
    page.get_by_label("Clearly").check()
    page.get_by_label("What changed").fill(CHANGED)
    page.get_by_role("main").get_by_role("button", name=re.compile("Save|Note")).click()
    page.goto("/cpd/export/")
    assert_accessible(page)
    page.get_by_label(re.compile("JSON")).check()
    page.get_by_label("What is it for?").select_option(label="For my review")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download", exact=True).click()
    text = download.value.path().read_text(encoding="utf-8")
    export = json.loads(text)
    (row,) = export["content"]["entries"]
    assert (row["summary"], row["impact_note"]) == (SUMMARY, CHANGED)
    assert row["verified"]["by"] == "Siobhán Keane, line manager"
    assert LEARNED not in text
    assert AuditEvent.objects.filter(verb="cpd_record.exported", about=coach).count() == 1


def test_a_witness_confirms_by_a_link_that_works_once(
    page, browser_page, signed_in, coach, assert_accessible
):
    entry = cpd_entry(coach, title="Led a session on study habits", shared_summary=SUMMARY)
    signed_in(page, coach).goto(f"/cpd/{entry.pk}/witness/new/")
    page.get_by_label("Their name").fill("Ada Fox")
    page.get_by_label("Confirm that it happened").check()
    page.get_by_role("button", name="Make the link").click()
    address = urlsplit(page.get_by_label("Address").input_value()).path
    token = address.rstrip("/").rpartition("/")[2]
    assert_accessible(page)

    witness = browser_page()
    answer_as(witness, address, assert_accessible)
    expect(witness.get_by_role("heading", level=1)).to_contain_text(re.compile("Thank", re.I))
    witness.goto(address)
    expect(witness.get_by_text(SUMMARY)).to_have_count(0)
    expect(witness.get_by_role("button", name="Send my answer")).to_have_count(0)

    page.goto(f"/cpd/{entry.pk}/witness/")
    expect(page.get_by_text("She led the second half by herself.")).to_be_visible()
    request = WitnessRequest.objects.get()
    assert token not in (request.nonce, request.token_hash)
    assert request.witness_name == "Ada Fox"


def answer_as(witness: Page, address: str, assert_accessible) -> None:
    witness.goto(address)
    expect(witness.get_by_text("Led a session on study habits")).to_be_visible()
    assert_accessible(witness)
    witness.get_by_label(re.compile("^Yes")).check()
    witness.get_by_label("Your name").fill("Ada Fox")
    witness.get_by_label(re.compile("Your role")).fill("Tutor, Hill House")
    witness.get_by_label(re.compile("What you want to say")).fill(
        "She led the second half by herself."
    )
    witness.get_by_label(re.compile("What I say here is true")).check()
    witness.get_by_role("button", name="Send my answer").click()


def test_a_returned_entry_comes_back_with_the_reason(page, browser_page, signed_in, coach, manager):
    entry = cpd_entry(
        coach,
        title="Shadowed the employability team",
        shared_summary=SUMMARY,
        application=DIFFERENT,
        state=EntryState.SUBMITTED,
        submitted_at="2026-01-01T09:00:00Z",
        submitted_on=date(2026, 1, 1),
    )
    desk = signed_in(browser_page(), manager)
    desk.goto(f"/cpd/verify/{entry.pk}/")
    desk.get_by_role("group", name=re.compile("Did it happen")).get_by_label("Yes").check()
    desk.get_by_role("group", name=re.compile("Is it relevant")).get_by_label("Yes").check()
    desk.get_by_role("group", name=re.compile("Does it say enough")).get_by_label("No").check()
    reason = "Say which question you will ask, and in which week, so that we can look at it in May."
    desk.get_by_label(re.compile("What you want to say|note|Note", re.I)).last.fill(reason)
    desk.get_by_role("button", name="Return it with your words").click()

    signed_in(page, coach).goto("/cpd/?state=returned&year=all")
    page.get_by_role("link", name="Shadowed the employability team").click()
    expect(page.get_by_text(reason)).to_be_visible()
    desk.goto(f"/cpd/verify/{entry.pk}/")
    expect(desk.get_by_text(SUMMARY)).to_have_count(0)
