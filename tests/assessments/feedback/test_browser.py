"""In a real browser: every main screen at both ends of width and theme, and one story."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser import NARROW, WIDE, assert_nothing_sticks_out
from tests.factories.feedback import note as written
from tests.factories.feedback import reply, seen
from tests.factories.people import days_ago

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


def at(name, *args):
    return reverse(f"feedback:{name}", args=args)


@pytest.fixture
def scene(framework, mentor, peer, manager):
    """A year of notes of every kind, one of them put right."""
    good = written(mentor, manager, "S2", kind="strength", seen_on=days_ago(70), next_step="")
    seen(good)
    wrong = written(mentor, manager, seen_on=days_ago(40))
    written(mentor, manager, seen_on=days_ago(41), corrects=wrong)
    concern = written(
        mentor,
        manager,
        "S7",
        "K7",
        kind="concern",
        seen_on=days_ago(3),
        what_seen="Two of the five records I sampled on Monday had no agreed next step in them.",
        next_step="Write the step while the learner is still in the room.",
    )
    reply(concern, mentor, text="I tried it on Friday, with three of them. It took a minute.")
    written(peer, manager, at=timezone.localtime() - timedelta(days=80), seen_on=days_ago(80))
    return concern


@pytest.mark.looks
@pytest.mark.parametrize(
    ("viewport", "theme"), [(NARROW, "dark"), (WIDE, "light")], ids=["narrow", "wide"]
)
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, scene, mentor, manager, viewport, theme
):
    hers = [at("note_list"), f"{at('note_list')}?kind=concern", scene.get_absolute_url()]
    his = [
        at("team_list"),
        *(at(name, mentor.pk) for name in ("person_notes", "note_create")),
        scene.get_absolute_url(),
    ]
    for person, screens in ((mentor, [*hers, at("note_print")]), (manager, his)):
        page = signed_in(browser_page(viewport, color_scheme=theme), person)
        for address in screens:
            page.goto(address)
            assert_nothing_sticks_out(page)
            assert_accessible(page)


def test_a_note_is_written_looked_at_again_read_and_answered(
    browser_page, phone, signed_in, assert_accessible, framework, mentor, manager
):
    page = signed_in(browser_page(WIDE), manager)
    page.goto(at("team_list"))
    page.get_by_role("link", name=f"Write a note for {mentor.display_name}").click()
    page.get_by_label("Something to try").check()
    page.get_by_label("What did you see or hear?").fill("You always speak first in the meeting.")
    page.get_by_label("One thing to try").fill("Count to five first.")
    page.get_by_role("button", name="Send it to").click()
    expect(page.get_by_text("Not sent yet: read it once more")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Send it as it is").click()
    expect(page.get_by_text(f"{mentor.display_name} can read it now.")).to_be_visible()

    page = signed_in(phone, mentor)
    page.goto(at("note_list"))
    page.get_by_role("link", name="You always speak first").click()
    page.get_by_label("Your answer").fill("I will try it on Thursday.")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Your answer stands under the note.")).to_be_visible()


def test_a_note_is_written_without_scripts(browser_page, signed_in, framework, mentor, manager):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), manager)
    page.goto(at("note_create", mentor.pk))
    page.get_by_label("What went well").check()
    page.get_by_label("What did you see or hear?").fill("The learner spoke first, and you waited.")
    page.get_by_role("button", name="Send it to").click()

    expect(page.get_by_role("heading", name="What went well")).to_be_visible()
