"""A scenario on an old phone and resumed elsewhere; with the clock; and read instead of played."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from assessments.scenarios.models import OwnWords, ScenarioAttempt, ScenarioWayOut
from assessments.scenarios.rules.runs import Clock
from assessments.standards.services import load_framework
from assessments.supervision.models import SupervisionBookmark
from courses.progress.models import StepCompletion
from tests.browser import NARROW, assert_nothing_sticks_out
from tests.factories.courses import enrolment
from tests.factories.pages import root_page
from tests.factories.scenarios import rich_material, scenario_page

from . import story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def scenario(transactional_db):
    root_page()
    load_framework()
    return scenario_page(material=rich_material())


def choose(page, text, sure="Fairly sure"):
    story.pick_choice(page, text)
    page.get_by_label(sure, exact=True).check()
    page.get_by_role("button", name="Make this choice").click()


def test_played_on_a_phone_without_scripts_and_ended_on_another_device(
    browser_page, page, signed_in, assert_accessible, scenario, mentor
):
    enrolment(mentor, scenario.get_parent().specific)

    # An old phone, no scripts: her own words first, then the choices.
    phone = signed_in(browser_page(NARROW, java_script_enabled=False, is_mobile=True), mentor)
    phone.goto(scenario.url)
    expect(phone.get_by_text("Before you begin")).to_be_visible()
    phone.get_by_label("A clock, where the scene has one").check()
    phone.get_by_role("button", name="Start", exact=True).click()
    expect(phone.get_by_text("What would help today?")).to_have_count(0)
    phone.get_by_role("button", name="Keep it and see the choices").click()
    expect(phone.get_by_text("Write what you would say, or skip it.").first).to_be_visible()
    phone.get_by_label("What would you say?").fill("How are you, and why are you late?")
    phone.get_by_role("button", name="Keep it and see the choices").click()
    expect(phone.get_by_text("How are you, and why are you late?").first).to_be_visible()

    # A choice is missed, then made; the consequence comes with the coach's word.
    phone.get_by_role("button", name="Make this choice").click()
    expect(phone.get_by_text("Choose one of the answers to go on.").first).to_be_visible()
    choose(phone, "What would help today?")
    expect(phone.get_by_text("Can I tell you something?")).to_be_visible()
    expect(phone.get_by_text("One open question, about today.")).to_be_visible()
    expect(phone.get_by_text("Trust: good, went up")).to_be_visible()
    expect(phone.get_by_role("heading", name="What others said")).to_be_visible()

    # The scene with a clock asks whether she is ready; without scripts nothing counts down.
    phone.get_by_role("button", name="I am ready").click()
    expect(phone.get_by_text("He is at home again")).to_be_visible()
    expect(phone.get_by_text("take the time you need").first).to_be_visible()
    expect(phone.get_by_role("button", name="Stop the clock")).to_have_count(0)
    phone.get_by_role("link", name="Stop for now").click()

    # At her desk it goes on where she stopped.
    desk = signed_in(page, mentor)
    desk.goto(scenario.url)
    assert_accessible(desk)
    desk.get_by_role("button", name="Go on where you stopped").click()
    desk.get_by_role("button", name="Stop the clock").click()
    expect(desk.get_by_text("Take the time you need.").first).to_be_visible()
    assert_accessible(desk)
    choose(desk, "since she trusts you", "Sure")
    expect(desk.get_by_text("You walk there together.")).to_be_visible()
    choose(desk, "It is being dealt with", "A guess")

    expect(desk.get_by_text("This step is done").first).to_be_visible()
    expect(desk.get_by_role("link", name="Debrief").first).to_be_visible()
    assert_accessible(desk)
    run = ScenarioAttempt.objects.get(participant=mentor)
    assert (run.percent, run.end_key) == (100, "good")
    assert StepCompletion.objects.get().result == "100 %, strong"

    # The old phone still shows the scene it had; its choice changes nothing.
    phone.go_back()
    expect(phone.get_by_text("This step is done").first).to_be_visible()

    # One tap takes the moment along, without her words; then the words are gone.
    desk.get_by_role("button", name="Take to supervision").first.click()
    expect(desk.get_by_text("On your list.")).to_be_visible()
    assert SupervisionBookmark.objects.get(mentor=mentor).words == ""
    desk.get_by_role("button", name=re.compile("Delete my words")).click()
    expect(desk.get_by_text("They are kept nowhere.")).to_be_visible()
    assert not OwnWords.objects.exists()


def test_played_with_the_clock_that_runs_out(phone, signed_in, assert_accessible, scenario, peer):
    signed_in(phone, peer)
    phone.goto(scenario.url)
    phone.get_by_label("A clock, with twice the time").check()
    phone.get_by_label("Keep the coach’s comments for the end").check()
    phone.get_by_role("button", name="Start", exact=True).click()
    assert_nothing_sticks_out(phone)
    assert_accessible(phone)
    phone.get_by_role("button", name="Skip").click()
    choose(phone, "You really have to be on time")
    expect(phone.get_by_text("She nods at the floor.")).to_be_visible()
    expect(phone.get_by_text("True, and it ends the talk.")).to_have_count(0)
    assert_accessible(phone)
    phone.get_by_role("button", name="I am ready").click()
    expect(phone.get_by_role("timer")).to_have_text(re.compile("^(60|59|58)$"))
    assert_nothing_sticks_out(phone)
    assert_accessible(phone)

    # Nearly a minute later the bell rings, and the story goes on without her.
    run = ScenarioAttempt.objects.get(participant=peer)
    assert run.clock == Clock.EXTRA
    run.scene_shown_at = timezone.now() - timedelta(seconds=56)
    run.save()
    phone.reload()
    expect(phone.get_by_text("The time ran out, and this happened").first).to_be_visible()
    assert run.steps.get(position=2).was_late

    # Trust was so low that the story ended there, and the safety step was missed.
    expect(phone.get_by_text("Nobody knows how Rosa is.")).to_be_visible()
    expect(phone.get_by_text("This has to happen in every run, and did not")).to_be_visible()
    expect(phone.get_by_text("True, and it ends the talk.")).to_be_visible()
    assert_nothing_sticks_out(phone)
    assert_accessible(phone)

    # Played again, a promise that nobody can keep: the story stops, kindly.
    phone.get_by_role("button", name="Play again").click()
    phone.get_by_role("button", name="Skip").click()
    choose(phone, "I promise that I will keep it")
    expect(phone.get_by_role("heading", name="We stop here")).to_be_visible()
    expect(phone.get_by_role("link", name="The safeguarding card")).to_be_visible()
    assert_nothing_sticks_out(phone)
    assert_accessible(phone)


def test_read_instead_of_played(
    phone, page, signed_in, assert_accessible, scenario, mentor, manager
):
    enrolment(mentor, scenario.get_parent().specific)
    signed_in(phone, mentor)
    phone.goto(scenario.url)
    phone.get_by_role("link", name="Read it instead").click()
    assert_nothing_sticks_out(phone)
    assert_accessible(phone)
    phone.get_by_label("Your answers").fill("I would tell the lead.")
    phone.get_by_role("button", name="I have read and answered it").click()
    expect(phone.get_by_text("10 words or more").first).to_be_visible()
    phone.get_by_label("Your answers").fill(
        "I would tell the lead the same day, and write down her words."
    )
    phone.get_by_role("button", name="I have read and answered it").click()

    expect(phone.get_by_text("This step is done. What you wrote stays yours.")).to_be_visible()
    expect(phone.get_by_role("button", name="Start", exact=True)).to_be_visible()
    assert_accessible(phone)
    assert ScenarioWayOut.objects.get().participant == mentor
    assert StepCompletion.objects.get().result == ""

    # Her manager sees that it is done, and nothing of the way.
    signed_in(page, manager).goto(f"/team/{mentor.pk}/")
    expect(page.get_by_text(re.compile("instead"))).to_have_count(0)
