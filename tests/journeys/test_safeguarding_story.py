"""Safeguarding goes out only when its lead has approved it, and a new edition asks for it again."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from cms.dashboard.services import set_up_site
from cms.people.editors.services import keep_groups_in_step
from cms.people.notices.models import Notice
from content.guidance.models import Edition, Publication
from content.guidance.services import save_edition
from courses.approval.models import ContentApproval
from courses.catalogue.models import LessonPage, ModulePage
from tests.factories.material import shipped_programme
from tests.factories.pages import root_page

from . import story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

NEW = "Write down the words while you still hear them."


@pytest.fixture
def module(transactional_db, tmp_path):
    root_page()
    set_up_site(programme=shipped_programme(tmp_path, "saf"))
    return ModulePage.objects.get(code="SAF")


def test_the_lead_approves_and_a_new_edition_flags_it(
    page, browser_page, signed_in, assert_accessible, module, trainer, dsl, mentor
):
    keep_groups_in_step(people=[trainer, dsl])
    lead, desk = signed_in(page, dsl), signed_in(browser_page(), trainer)
    reader = signed_in(browser_page(), mentor)
    lesson = LessonPage.objects.child_of(module).get(slug="record-and-report")
    address = f"{module.get_parent().url}{module.slug}/{lesson.slug}/"

    # From the box it is there for its lead, and for nobody else.
    assert reader.goto(address).status == 404
    approve_all(lead, "Waiting for you")
    assert ContentApproval.objects.count() == 13  # the module and its twelve steps
    reader.goto(address)
    expect(reader.get_by_text("Approved by the safeguarding lead on").first).to_be_visible()
    assert_accessible(reader)

    # A trainer changes a lesson: she cannot publish it, and readers keep the approved version.
    desk.goto(f"/cms/pages/{lesson.pk}/edit/")
    story.wait_for_editor(desk)
    place = [block.block_type for block in lesson.body].index("markdown")
    text = desk.locator(f"#body-{place}-value")
    text.fill(f"{text.input_value()}\n\n{NEW}")
    story.wait_for_draft(desk)
    desk.locator("footer").get_by_role("button", name="More actions").click()
    expect(desk.locator("footer").get_by_role("button", name="Publish", exact=True)).to_have_count(
        0
    )
    desk.locator("footer").get_by_role("button", name="Send to the safeguarding lead").click()
    reader.goto(address)
    expect(reader.get_by_text(NEW)).to_have_count(0)

    # The lead reads it and lets it go out.
    approve_all(lead, "Waiting for you")
    reader.goto(address)
    expect(reader.get_by_text(NEW)).to_be_visible()

    # A new edition holds from today: every page that leans on the old one says so, and is listed.
    kcsie = Publication.objects.get(key="kcsie")
    today = timezone.localdate().isoformat()
    save_edition(edition=Edition(publication=kcsie, name="2026", date=today), by=trainer)
    reader.goto(f"{module.get_parent().url}{module.slug}/respond/")
    expect(reader.get_by_text(re.compile("newer edition")).first).to_be_visible()
    assert_accessible(reader)
    lead.goto("/cms/safeguarding-approvals/")
    expect(lead.get_by_role("heading", name=re.compile("To read again"))).to_be_visible()
    told = Notice.objects.filter(title__contains="new edition")
    assert {dsl, trainer} <= {notice.recipient for notice in told}


def approve_all(lead, heading: str) -> None:
    lead.goto("/cms/safeguarding-approvals/")
    expect(lead.get_by_role("heading", name=re.compile(heading))).to_be_visible()
    lead.get_by_label("All pages that wait").check()
    lead.get_by_role("button", name="Approve the ticked pages").click()
    lead.get_by_role("button", name=re.compile("^Approve and publish")).click()
    expect(lead.get_by_role("heading", name="Nothing waits")).to_be_visible()
