"""In a real browser: every main screen at both ends of width and theme, and one story."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import NARROW, WIDE, assert_nothing_sticks_out
from tests.factories.objectives import agreed, objective, priority, progress
from tests.factories.people import days_ago
from tests.factories.plans import plan_line
from tests.factories.standards import evidence

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


def at(name, *args):
    return reverse(f"objectives:{name}", args=args)


@pytest.fixture
def scene(framework, mentor, peer, manager):
    """A mentor of 0.6 with an objective at every stop of its life."""
    mentor.staff_profile.fte = "0.6"
    mentor.staff_profile.save()
    wanted = priority()
    priority(title="Fewer handovers without a note", is_active=False)
    plan_line(mentor, "S1", need="Questions that open", is_shared=True, due_on=days_ago(-40))
    row = agreed(mentor, "S1", "K2", priority=wanted, weight=60, due_on=days_ago(-9))
    evidence(mentor, "S1", occurred_on=days_ago(20))
    evidence(mentor, "K2", occurred_on=days_ago(8), note="Observed one-to-one")
    progress(row, mentor, text="13 of 18 this half term: the two hours a week make it possible.")
    progress(row, manager, text="By when: from “1 March 2026” to “1 May 2026”")
    agreed(mentor, about="own", due_on=days_ago(4), outcome="Each one-to-one opens with a question")
    draft = objective(mentor, outcome="Improve retention", measure="Retention", baseline="")
    objective(mentor, state="partly_met")
    return row, draft


def addresses(row, draft, person):
    owner = [
        *(at(name) for name in ("objective_list", "objective_begin", "objective_create")),
        f"{at('objective_list')}?state=closed",
        at("objective_detail", row.pk),
        at("objective_update", draft.pk),
        at("objective_print"),
        at("priority_list"),
    ]
    manager = [
        *(at(name) for name in ("team_list", "team_objectives")),
        *(at(name, person.pk) for name in ("person_objectives", "person_begin")),
        at("objective_detail", draft.pk),
        at("objective_agree", draft.pk),
        *(at(name, row.pk) for name in ("objective_update", "objective_close")),
    ]
    return owner, manager


@pytest.mark.looks
@pytest.mark.parametrize(
    ("viewport", "theme"), [(NARROW, "dark"), (WIDE, "light")], ids=["narrow", "wide"]
)
def test_every_screen_is_accessible_and_never_wider_than_its_window(
    browser_page, signed_in, assert_accessible, scene, mentor, manager, viewport, theme
):
    hers, his = addresses(*scene, mentor)
    for person, screens in ((mentor, hers), (manager, his)):
        page = signed_in(browser_page(viewport, color_scheme=theme), person)
        for address in screens:
            page.goto(address)
            assert_nothing_sticks_out(page)
            assert_accessible(page)


def test_keeping_priorities_is_accessible(phone, signed_in, assert_accessible, scene, quality_lead):
    page = signed_in(phone, quality_lead)

    page.goto(at("priority_list"))
    assert_accessible(page)
    page.get_by_role("link", name="Add a priority").click()
    page.get_by_label("What does the college want?").fill("Every learner is met in week one")
    page.get_by_label("From", exact=True).fill("2026-09-01")
    page.get_by_label("Until").fill("2030-07-31")
    assert_accessible(page)
    page.get_by_role("button", name="Add it").click()

    expect(page.get_by_text("Every learner is met in week one", exact=True)).to_be_visible()


def test_from_a_draft_to_what_came_of_it_without_scripts(
    browser_page, signed_in, framework, mentor, manager
):
    page = signed_in(browser_page(NARROW, java_script_enabled=False), mentor)
    page.goto(at("objective_list"))
    page.get_by_role("link", name="Draft an objective").click()
    page.get_by_role("link", name="Begin with a blank sheet").click()
    page.get_by_label("What will be different?").fill("Reviews are held by their day")
    page.get_by_label("What will be counted or seen?").fill("Reviews held by their day")
    page.get_by_role("button", name="Keep the draft").click()
    expect(page.get_by_text("Before it can be agreed, say")).to_be_visible()

    page = signed_in(browser_page(NARROW, java_script_enabled=False), manager)
    page.goto(at("person_objectives", mentor.pk))
    page.get_by_role("link", name="Reviews are held by their day").click()
    page.get_by_role("link", name="Work on the draft").click()
    page.get_by_label("How is it now?").fill("11 of 18")
    page.get_by_label("How will it be?").fill("16 of 18")
    page.get_by_label("Where will it be seen?").fill("The list of reviews")
    page.get_by_label("By when?").fill(days_ago(-60).isoformat())
    page.get_by_label("What does the college do for it?").fill("Two hours a week")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Agree it").click()
    page.get_by_role("button", name="Agree it").click()
    expect(page.get_by_text("It is in force from today")).to_be_visible()

    page.get_by_role("link", name="Say what came of it").click()
    page.get_by_label("Met", exact=True).check()
    page.get_by_label("Say why").fill("16 of 18 in May.")
    page.get_by_role("button", name="Close it").click()
    expect(page.get_by_role("heading", name="Met", exact=True)).to_be_visible()
