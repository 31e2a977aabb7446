"""In a real browser: a case is rated, talked about and decided; an exercise is rated and shown."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from assessments.moderation.models import CalibrationExercise, ModerationCase
from assessments.moderation.rules import CaseState
from assessments.reviews.models import PerformanceReview
from assessments.reviews.rules import ReviewState
from cms.people.accounts.rules import Role
from tests.browser import BOTH_ENDS, NARROW, assert_nothing_sticks_out
from tests.factories import moderation
from tests.factories.people import days_ago, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]
WHY = "The two observations carry these ratings, read against what each looks like."


def address(name, *args):
    return reverse(f"moderation:{name}", args=args)


@pytest.fixture
def scene(case, manager, quality_lead, other_manager, third_manager, cycle):
    """A case to rate, one to talk about, one that is changed; exercises open and shown."""
    people = [make_person(f"Mentor{n}", "Example", Role.MENTOR) for n in range(6)]
    rows = [
        moderation.answered(person, manager, cycle, 2 + n % 2) for n, person in enumerate(people)
    ]
    three = (quality_lead, other_manager, third_manager)
    talk = moderation.case_of(rows[0], quality_lead, *three, letter="B", round=case.round)
    changed = moderation.case_of(rows[1], quality_lead, *three, letter="C", round=case.round)
    for number, person in enumerate(three):
        moderation.view_of(talk, person, 2 + number % 2, comment="Look at the second note.")
        moderation.view_of(changed, person, 3)
    ModerationCase.objects.filter(pk=changed.pk).update(
        state=CaseState.CHANGED, outcome_reason=WHY, closed_at=timezone.now(),
        closed_by=quality_lead, after={"coaching": 2},
    )  # fmt: skip
    shown = moderation.shown(quality_lead, expert={"coaching": 3, "own": 2}, notes="A wait counts.")
    for number, person in enumerate((*three, manager)):
        moderation.rated(shown, person, 2 + number % 3, {"own": 0 if number else 3})
    opened = moderation.exercise(quality_lead, title="A quiet room")
    return {"case": case, "talk": talk, "changed": changed, "shown": shown, "open": opened}


@pytest.mark.looks
@BOTH_ENDS
def test_every_page_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, scene, mentor, quality_lead, other_manager,
    viewport, theme,
):  # fmt: skip
    case, shown = scene["case"], scene["shown"]
    screens = {
        quality_lead: [
            address("round_list"), address("round_draw"), case.round.get_absolute_url(),
            address("rating_list"), address("case_close", scene["talk"].pk),
            address("moderators_update", case.pk), address("calibration_create"),
            address("calibration_agree", shown.pk), address("calibration_drift"),
            address("outcome_list"), address("outcome_detail", scene["changed"].pk),
        ],
        other_manager: [
            case.get_absolute_url(), scene["talk"].get_absolute_url(),
            scene["changed"].get_absolute_url(), address("case_step_aside", case.pk),
            address("calibration_list"), scene["open"].get_absolute_url(),
            shown.get_absolute_url(),
        ],
    }  # fmt: skip

    for person, addresses in screens.items():
        page = signed_in(browser_page(viewport, color_scheme=theme), person)
        for each in addresses:
            page.goto(each)
            assert_nothing_sticks_out(page)
            assert_accessible(page)


def test_a_case_from_the_first_reading_to_the_signature(
    browser_page, signed_in, case, review, quality_lead, other_manager, third_manager
):
    for person in (other_manager, third_manager, quality_lead):
        page = signed_in(browser_page(NARROW, java_script_enabled=False), person)
        page.goto(address("round_list"))
        page.get_by_role("link", name="Case A").click()
        expect(page.get_by_text("Side by side")).to_have_count(0)
        for group in page.get_by_role("group", name="Which rating").all():
            group.get_by_role("radio", name=re.compile("^Secure")).check()
        page.get_by_role("button", name="Keep my ratings").click()
        expect(page.get_by_role("heading", name="Side by side")).to_be_visible()

    page.get_by_role("link", name="Write down what you decided").click()
    page.get_by_role("radio", name=re.compile("^Upheld")).check()
    page.get_by_role("textbox", name="Why").fill(WHY)
    page.get_by_role("button", name="Write it down").click()

    expect(page.get_by_role("heading", name="What was decided")).to_be_visible()
    assert PerformanceReview.objects.get().state == ReviewState.MODERATED


def test_an_exercise_is_rated_and_shown(page, signed_in, quality_lead, manager, other_manager):
    exercise = moderation.exercise(quality_lead)
    for person in (quality_lead, other_manager):
        moderation.rated(exercise, person, 2)
    signed_in(page, manager).goto(exercise.get_absolute_url())
    for area in exercise.areas.all():
        group = page.get_by_role("group", name=area.title)
        group.get_by_role("radio", name=re.compile("^Secure")).check()
        page.get_by_label(f"What in the text says so? ({area.title})").fill(moderation.EVIDENCE)
    page.get_by_role("button", name="Keep my ratings").click()
    expect(page.get_by_text("You see the others’ ratings when it is closed")).to_be_visible()
    expect(page.get_by_role("heading", name="Side by side")).to_have_count(0)

    CalibrationExercise.objects.update(closes_on=days_ago(1), revealed_at=timezone.now())
    page.goto(exercise.get_absolute_url())

    expect(page.get_by_role("heading", name="Side by side")).to_be_visible()
    expect(page.get_by_text("you", exact=True).first).to_be_visible()
