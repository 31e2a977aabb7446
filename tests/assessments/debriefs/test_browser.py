"""In a real browser: read by keyboard and on a phone, in both themes, and without scripts."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from assessments.debriefs.models import DebriefAnswer, PathShare
from assessments.scenarios.models import OwnWords
from tests.browser import BOTH_ENDS, NARROW, assert_nothing_sticks_out
from tests.factories.debriefs import debrief_answer, path_share, run_over

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def full_run(mentor, scenario, supervisor, colleagues):
    """Everything that a debrief can show: unsafe and sure, timed, in own words, with colleagues."""
    colleagues("aabca")
    run = run_over(
        mentor, scenario, "b", "a", "b",
        steps={1: {"confidence": 3, "seconds": 12}, 3: {"was_late": True}},
    )  # fmt: skip
    OwnWords.objects.create(attempt=run, position=1, text="Why are you late?")
    debrief_answer(run, text="The learner Sam could speak.")
    path_share(run, supervisor)
    return run


def addresses(run):
    pk = run.pk
    return [
        reverse("debriefs:debrief_detail", args=[pk]),
        reverse("debriefs:path_detail", args=[pk]),
        f"{reverse('debriefs:share_create', args=[pk])}?q=colleague",
        reverse("debriefs:run_list"),
        reverse("debriefs:shared_list"),
        reverse("debriefs:person_outcomes", args=[run.participant_id]),
        reverse("debriefs:answer_delete", args=[run.debrief_answers.get().pk]),
    ]


@pytest.mark.looks
@BOTH_ENDS
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, full_run, mentor, viewport, theme
):
    page = signed_in(browser_page(viewport, color_scheme=theme), mentor)

    for address in addresses(full_run):
        page.goto(address)
        for summary in page.locator("main summary").all():
            summary.click()
        assert_nothing_sticks_out(page)
        assert_accessible(page)


@pytest.mark.looks
def test_a_debrief_of_a_sure_and_unsafe_choice_is_accessible(
    page, signed_in, assert_accessible, mentor, scenario
):
    run = run_over(mentor, scenario, "c", "b", steps={1: {"confidence": 3}})
    signed_in(page, mentor)

    page.goto(reverse("debriefs:debrief_detail", args=[run.pk]))
    page.get_by_role("link", name="Turn 1", exact=True).first.click()

    assert page.url.endswith("#turn-1")
    assert_accessible(page)


def test_answers_are_kept_by_keyboard_alone(page, signed_in, mentor, full_run):
    signed_in(page, mentor)
    page.goto(reverse("debriefs:debrief_detail", args=[full_run.pk]))

    page.get_by_label("At which turn would you do something different, and what?").focus()
    page.keyboard.type("I would ask first.")
    while page.evaluate("document.activeElement.textContent") != "Save for myself":
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.get_by_text("Saved. Only you can read your answers.").wait_for()

    assert DebriefAnswer.objects.get(place=2).text == "I would ask first."


def test_a_path_is_shared_and_taken_back_on_a_phone_without_scripts(
    browser_page, signed_in, mentor, full_run, manager
):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)
    page.goto(reverse("debriefs:debrief_detail", args=[full_run.pk]))

    page.get_by_role("link", name="Share this path").click()
    page.get_by_label("Siobhán Keane, your line manager").check()
    page.get_by_role("button", name="Share this path").click()

    expect(page.get_by_text("Siobhán Keane can read this path now.")).to_be_visible()
    page.get_by_role("button", name="Take it back from Siobhán Keane").click()
    expect(page.get_by_text("Siobhán Keane can no longer read it.")).to_be_visible()
    assert PathShare.objects.get(reader=manager).withdrawn_at is not None


def test_a_debrief_prints_without_its_forms(page, signed_in, mentor, full_run):
    signed_in(page, mentor)
    page.goto(reverse("debriefs:debrief_detail", args=[full_run.pk]))
    expect(page.get_by_role("button", name="Print this debrief")).to_be_visible()

    page.emulate_media(media="print")

    expect(page.get_by_role("heading", name="Turn 1: At the door")).to_be_visible()
    expect(page.get_by_role("button", name="Save for myself")).to_be_hidden()
    expect(page.get_by_role("heading", name="Take it further")).to_be_hidden()
