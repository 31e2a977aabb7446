"""In a real browser: a phone in the dark and a wide window in the light; a file comes in."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import NARROW, WIDE, assert_nothing_sticks_out
from tests.factories.caseloads import FARID, snapshot
from tests.factories.outcomes import (
    YEAR,
    YEAR_BEFORE,
    csv_file,
    metric,
    outcome_import,
    outcome_note,
    total,
)

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def figures(mentor, team, quality_lead):
    """Two years of a team and of a mentor, with a note."""
    batch = outcome_import(quality_lead)
    for subject, sizes in ((team, [(311, 355), (300, 350)]), (mentor, [(70, 84), (60, 80)])):
        for period, (part, whole) in zip((YEAR, YEAR_BEFORE), sizes, strict=True):
            metric(subject, part, whole, batch=batch, period=period)
    metric(team, 286, 311, batch=batch, kind="pass", compared=None)
    outcome_note(team, quality_lead)
    snapshot(mentor, FARID)
    return batch


def test_outcome_screens_of_a_mentor_in_the_dark_on_a_phone(
    browser_page, signed_in, assert_accessible, figures, mentor, team
):
    page = signed_in(browser_page(NARROW, color_scheme="dark"), mentor)

    for address in (
        reverse("outcomes:outcome_list"),
        reverse("outcomes:team_outcomes", args=[team.pk]),
        reverse("figures:figure_policy"),
    ):
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)


def test_outcome_screens_of_the_quality_lead_in_a_wide_window(
    browser_page, signed_in, assert_accessible, figures, mentor, team, quality_lead, tmp_path
):
    page = signed_in(browser_page(WIDE), quality_lead)
    for address in (
        reverse("outcomes:outcome_list"),
        reverse("outcomes:person_outcomes", args=[mentor.pk]),
        reverse("outcomes:team_note", args=[team.pk]),
        reverse("outcomes:import_list"),
        figures.get_absolute_url(),
        reverse("outcomes:import_withdraw", args=[figures.pk]),
        reverse("figures:figure_policy_update"),
    ):
        page.goto(address)
        assert_nothing_sticks_out(page)
        assert_accessible(page)

    page.goto(reverse("outcomes:impact_report"))
    page.get_by_label("In your words").fill("A steady year.")
    page.get_by_role("button", name="Make the page").click()
    expect(page.get_by_text("A steady year.").first).to_be_visible()
    assert_accessible(page)


def test_a_file_comes_in_without_scripts(browser_page, signed_in, quality_lead, team, tmp_path):
    file = tmp_path / "totals.csv"
    file.write_bytes(csv_file(total("E", 311, 355), total("E", 3, 4, kind="pass")))
    page = signed_in(browser_page(NARROW, java_script_enabled=False), quality_lead)

    page.goto(reverse("outcomes:import_start"))
    page.get_by_label("File of totals").set_input_files(file)
    page.get_by_label("Where the figures come from").fill("Student records")
    page.get_by_role("button", name="See what would be taken").click()
    expect(page.get_by_text("fewer than 10 learners")).to_be_visible()
    page.get_by_role("button", name="Bring these in").click()

    expect(page.get_by_text("The figures are in.")).to_be_visible()
    expect(page.get_by_text("311 of 355")).to_be_visible()
