"""In a real browser: at any width, in both themes, and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.personal_notes.models import PersonalNote
from tests.browser import BOTH_ENDS, NARROW, assert_nothing_sticks_out
from tests.factories.people import days_ago
from tests.factories.supervision import personal_note

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.mark.looks
@BOTH_ENDS
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, mentor, meeting, viewport, theme
):
    note = personal_note(mentor, meeting, words="A learner disclosed something. " * 20)
    personal_note(mentor, delete_on=days_ago(-5))
    page = signed_in(browser_page(viewport, color_scheme=theme), mentor)
    addresses = [reverse("personal_notes:note_list"), reverse("personal_notes:note_create")]
    for name in ("note_update", "note_delete"):
        addresses.append(reverse(f"personal_notes:{name}", args=[note.pk]))

    for address in addresses:
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


def test_a_note_is_written_deleted_and_put_back_without_scripts(browser_page, signed_in, mentor):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)
    page.goto(reverse("personal_notes:note_list"))
    page.get_by_role("link", name="Write a note").first.click()
    page.get_by_label("what I want to keep for myself", exact=False).fill("I was relieved.")
    page.get_by_role("button", name="Save the note").click()
    expect(page.get_by_text("I was relieved.")).to_be_visible()

    page.get_by_role("link", name="Note of").click()
    page.get_by_role("link", name="Delete this note").click()
    page.get_by_role("button", name="Delete it").click()
    expect(page.get_by_role("heading", name="The note is deleted")).to_be_visible()
    assert not PersonalNote.objects.exists()

    page.get_by_role("button", name="Put it back").click()
    expect(page.get_by_text("It is back.")).to_be_visible()
    assert PersonalNote.objects.get().words == "I was relieved."
