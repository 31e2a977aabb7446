"""The panel in a real editor: what is typed is checked, and a finding leads to its words."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from cms.people.editors.services import keep_groups_in_step, set_up_groups
from tests.browser import assert_nothing_sticks_out
from tests.factories.courses import lesson_page, module_page
from tests.factories.pages import home_page

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TEXT = "7c1e57d0-0000-4000-8000-000000000001"
BODY = [
    {"type": "heading", "value": "Where it begins", "id": "7c1e57d0-0000-4000-8000-000000000000"},
    {"type": "markdown", "value": "Ask the {lerner} to begin.", "id": TEXT},
]


@pytest.fixture
def lesson(transactional_db, trainer):
    home_page()
    set_up_groups()
    keep_groups_in_step(people=[trainer])
    return lesson_page(module_page(), minutes=1, body=BODY)


def edit_url(lesson):
    return reverse("wagtailadmin_pages:edit", args=[lesson.pk])


def selected(page):
    return page.evaluate(
        "() => { const one = document.activeElement;"
        " return one.value.slice(one.selectionStart, one.selectionEnd); }"
    )


def test_what_is_saved_and_what_is_typed_is_checked(page, signed_in, trainer, lesson):
    signed_in(page, trainer).goto(edit_url(lesson))
    toggle = page.locator('[data-side-panel-toggle="checks"]')
    expect(toggle.locator(".checks-badge")).to_have_text("1", timeout=20_000)
    expect(toggle).to_have_accessible_name("Toggle checks: 1 to mend")
    page.wait_for_timeout(3000)  # Wagtail notes how the form was; then it sees changes

    toggle.click()
    panel = page.locator("[data-checks]")
    expect(panel.get_by_text("Mend before you publish (1)")).to_be_visible()
    panel.get_by_role("button", name=re.compile("no word for {lerner}")).click()
    assert selected(page) == "{lerner}"

    # Saved by itself, and checked again by itself.
    page.keyboard.type("{learner}, Callum Reid, 07912 345678,")
    expect(panel.get_by_text("a real telephone number").first).to_be_visible(timeout=20_000)
    expect(panel.get_by_text("no word for {lerner}")).to_have_count(0)
    expect(panel.locator("[data-checks-state]")).to_contain_text("as it stands now")
    found = Axe().run(page, context=".checks").response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []

    # By hand, before anything is saved.
    page.locator("#id_minutes").fill("30")
    panel.get_by_role("button", name="Check now").click()
    expect(panel.get_by_text("You promise 30 minutes").first).to_be_visible()


def test_the_report_leads_to_the_words_on_a_phone(phone, signed_in, trainer, lesson):
    signed_in(phone, trainer).goto(reverse("checks:report") + "?level=must")
    assert_nothing_sticks_out(phone)

    phone.get_by_role("link", name=re.compile("no word for {lerner}")).click()

    expect(phone.locator("textarea:focus")).to_have_value("Ask the {lerner} to begin.")
    assert selected(phone) == "{lerner}"
