"""Played through the real core of H5P: left in the middle, gone on with elsewhere, finished."""

from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe

from content.activities.models import ActivityAttempt, ActivitySeat, ActivityStatement
from content.activities.rules import JudgedBy, Status
from tests.browser import NARROW, assert_nothing_sticks_out
from tests.factories.h5p.playable import (
    branching_params,
    choice_params,
    playable_package,
    set_params,
)
from tests.factories.h5p.played import activity_step, uploaded

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MOST_REQUESTS = 16


@pytest.fixture
def step_of(trainer, admin, live_player):
    def make(main, params, **fields):
        activity = uploaded(playable_package(main, params), trainer=trainer, admin=admin)
        for name, value in fields.items():
            setattr(activity, name, value)
        activity.save()
        return activity_step(activity)

    return make


def open_step(page, step):
    """The frame of the activity in the step's page, ready to be played."""
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(step.url)
    frame = page.frame_locator("iframe[data-activity-frame]")
    frame.locator(".waymark-activity").first.wait_for()
    saved(page)  # that it was begun
    address = inside(page).url.partition("/play/")[0]
    assert len([url for url in asked if url.startswith(address)]) <= MOST_REQUESTS
    return frame


def inside(page):
    return next(frame for frame in page.frames if "/play/" in frame.url)


def assert_accessible_inside(page):
    """Axe takes the frame for a page, whose main heading stands around it."""
    without = {"rules": {"page-has-heading-one": {"enabled": False}}}
    found = Axe().run(inside(page), options=without).response["violations"]
    assert found == []


def assert_all_of_it_is_seen(page):
    """The frame is as high as what is in it, and types know that there is a frame around them."""
    heights = inside(page).evaluate("[document.documentElement.scrollHeight, innerHeight]")
    assert heights[0] <= heights[1]
    assert inside(page).locator(".h5p-content.h5p-frame").count() == 1
    assert inside(page).locator(".h5p-no-frame").count() == 0


def saved(page):
    page.locator("[data-activity-state]", has_text="Saved.").wait_for()


def verbs(**conditions):
    found = ActivityStatement.objects.filter(**conditions).order_by("pk")
    return list(found.values_list("verb", flat=True))


def test_a_choice_is_answered_on_a_phone(
    browser_page, signed_in, mentor, step_of, assert_accessible
):
    step = step_of(
        "H5P.MultiChoice 1.16",
        choice_params('<p>What comes first? <a href="https://college.test/more">More</a></p>'),
        text_alternative="What comes **first** is listening.",
        accessible_url="https://college.test/in-words",
    )
    page = signed_in(browser_page(NARROW, color_scheme="dark"), mentor)
    frame = open_step(page, step)

    assert_accessible(page)
    assert_accessible_inside(page)
    for part in (page, inside(page)):
        assert_nothing_sticks_out(part)
    assert_all_of_it_is_seen(page)
    frame.get_by_role("link", name="More").click()
    page.get_by_text("A link in this activity leads to https://college.test/more").wait_for()
    follow = page.get_by_role("link", name="Open it in a new tab")
    assert follow.get_attribute("rel") == "noopener noreferrer nofollow"
    page.get_by_role("button", name="Stay here").click()
    assert follow.is_hidden()
    frame.get_by_label("Listening").check()
    frame.get_by_label("Time").check()
    page.context.set_offline(True)
    frame.get_by_role("button", name="Check").click()
    frame.get_by_text("Right: 2 of 2").wait_for()
    page.get_by_text("Not saved yet. Check your connection").wait_for()
    page.context.set_offline(False)
    saved(page)
    assert_accessible_inside(page)

    assert verbs() == ["attempted", "answered"]
    attempt = ActivityAttempt.objects.get(participant=mentor)
    assert (attempt.state, attempt.score, attempt.max_score) == (Status.FINISHED, 2, 2)
    assert attempt.judged_by == JudgedBy.SERVER
    answered = ActivityStatement.objects.get(verb="answered")
    assert answered.response == "0[,]2"
    # Coming back to the result is no further attempt; answering again is one.
    frame = open_step(page, step)
    frame.get_by_text("Right: 2 of 2").wait_for()
    assert verbs() == ["attempted", "answered", "experienced"]
    assert ActivityAttempt.objects.count() == 1
    # What is around it does not depend on scripts or on the frame.
    page.get_by_text("The activity in words").click()
    page.get_by_text("first is listening").wait_for()
    assert page.get_by_role("link", name="Open the accessible version").is_visible()


def test_a_set_is_left_in_the_middle_and_finished_on_another_device(
    browser_page, signed_in, mentor, step_of
):
    step = step_of("H5P.QuestionSet 1.20", set_params(3))
    here = signed_in(browser_page(), mentor)
    frame = open_step(here, step)
    frame.get_by_label("Yes 1").check()
    frame.get_by_role("button", name="Check").click()
    frame.get_by_role("button", name="Next").click()
    here.get_by_role("button", name="Full screen").click()
    here.wait_for_function("document.fullscreenElement?.matches('iframe[data-activity-frame]')")
    here.evaluate("document.exitFullscreen()")
    frame.get_by_label("No 2").check()  # chosen, not checked; and gone
    here.goto("/")

    def is_kept():
        seat = ActivitySeat.objects.filter(participant=mentor).first()
        return seat is not None and "[1]" in str(seat.states)

    for _ in range(50):
        if is_kept():
            break
        here.wait_for_timeout(100)
    assert is_kept()

    there = signed_in(browser_page(NARROW), mentor)
    frame = open_step(there, step)
    frame.get_by_text("Question 2 of 3").wait_for()
    assert frame.get_by_label("No 2").is_checked()
    frame.get_by_role("button", name="Check").click()
    frame.get_by_role("button", name="Next").click()
    frame.get_by_label("Yes 3").check()
    frame.get_by_role("button", name="Check").click()
    frame.get_by_role("button", name="Finish").click()
    frame.get_by_text("2 of 3", exact=True).wait_for()
    saved(there)
    assert_accessible_inside(there)

    attempt = ActivityAttempt.objects.get(participant=mentor)
    assert (attempt.state, attempt.score, attempt.max_score) == (Status.FINISHED, 2, 3)
    parts = ActivityStatement.objects.filter(verb="answered").exclude(sub_content_id="")
    assert [row.response for row in parts.order_by("pk")] == ["0", "1", "0"]
    parents = {row.statement["context"]["contextActivities"]["parent"][0]["id"] for row in parts}
    assert len(parents) == 1
    assert verbs(sub_content_id="")[-1] == "completed"


def test_a_story_is_gone_on_with_by_keyboard_and_its_path_is_known(
    browser_page, signed_in, mentor, step_of
):
    step = step_of("H5P.BranchingScenario 1.8", branching_params())
    here = signed_in(browser_page(), mentor)
    frame = open_step(here, step)
    frame.get_by_role("button", name="Begin").click()
    frame.get_by_role("button", name="Go on").click()
    frame.get_by_role("button", name="Wait").wait_for()
    saved(here)
    here.context.close()

    there = signed_in(browser_page(), mentor)
    frame = open_step(there, step)
    frame.get_by_role("button", name="Wait").focus()
    assert_accessible_inside(there)
    there.keyboard.press("Enter")
    frame.get_by_text("Sam looks up").wait_for()
    for keys in (["Tab", "Enter"], ["Tab", "Space", "Tab", "Enter"]):  # go on; “Silence”, check
        for key in keys:
            there.keyboard.press(key)
    frame.get_by_text("Right: 1 of 1").wait_for()
    frame.get_by_role("button", name="Go on").press("Enter")
    frame.get_by_text("Your score: 3 of 3").wait_for()
    saved(there)

    attempt = ActivityAttempt.objects.get(participant=mentor)
    assert (attempt.state, attempt.score, attempt.max_score) == (Status.FINISHED, 3, Decimal(3))
    assert [place["node"] for place in attempt.path][:3] == [0, 1, 2]
    assert "Wait" in [place["choice"] for place in attempt.path]


def test_what_says_nothing_of_itself_counts_as_opened(page, signed_in, mentor, step_of):
    step = step_of("H5P.AdvancedText 1.1", {"text": "<p>Listening comes first.</p>"})

    frame = open_step(signed_in(page, mentor), step)

    frame.get_by_text("Listening comes first.").wait_for()
    assert verbs() == ["experienced"]
