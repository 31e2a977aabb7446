"""A trainer reads how two hundred people played her scenario, and takes it to Twine and back."""

import random
import re

import pytest
from playwright.sync_api import expect

from assessments.scenarios.models import ScenarioPage
from assessments.scenarios.queries import newest_version
from assessments.scenarios.rules.graph import Grade, grade_of
from assessments.scenarios.rules.play import opening_state, options_on_offer, take
from assessments.scenarios.rules.shares import percent_of
from cms.people.editors.services import keep_groups_in_step
from tests.browser import assert_nothing_sticks_out
from tests.factories.insights import people, played
from tests.factories.pages import root_page
from tests.factories.scenarios import scenario_page, tgt_material
from tests.factories.standards import st0148

from . import story

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

LIKELY = {Grade.BEST: 5, Grade.ACCEPTABLE: 3, Grade.WEAK: 2, Grade.UNSAFE: 1}


@pytest.fixture
def scenario(transactional_db):
    root_page()
    st0148()
    return scenario_page(material=tgt_material("be-more-organised"))


@pytest.fixture
def desk(page, signed_in, trainer, scenario):
    keep_groups_in_step(people=[trainer])
    return signed_in(page, trainer)


def two_hundred_runs(scenario: ScenarioPage) -> int:
    """As people play: mostly well, some not to the end. Answers how many chose best at first."""
    version = newest_version(scenario)
    assert version is not None
    graph, chance = version.graph, random.Random(4)
    best = 0
    for person in people(200):
        key, state, choices = graph.start, opening_state(graph), []
        while (scene := graph.scene(key)) and not (choices and chance.random() < 0.04):
            options = options_on_offer(scene, state)
            likely = [LIKELY[grade_of(scene, option)] for option in options]
            turn = take(scene, state, chance.choices(options, likely)[0])
            choices.append((scene.key, turn.option.key))
            key, state = turn.target, turn.after
        first = graph.scene(graph.start).option(choices[0][1])
        best += grade_of(graph.scene(graph.start), first) == Grade.BEST
        played(scenario, choices, by=[person], seconds=chance.randint(8, 80))
    return best


def test_a_trainer_reads_what_two_hundred_people_chose(desk, scenario, assert_accessible):
    best = two_hundred_runs(scenario)

    desk.goto("/cms/")
    desk.get_by_role("button", name="Reports").click()
    desk.get_by_role("link", name="How scenarios are played").click()
    desk.get_by_role("link", name="Be more organised").click()
    expect(desk.get_by_text("200 runs by 200 people")).to_be_visible()
    opening = desk.locator("#scene-n1")
    expect(opening.get_by_text(f"{percent_of(best, 200)} %".replace(" ", "\xa0"))).to_be_visible()
    assert_accessible(desk)

    # The river and its table say the same.
    desk.get_by_text("The same as a table").click()
    rows = desk.locator(".insight-table tbody tr")
    first_turn = rows.filter(has_text=re.compile("^1"))
    counts = first_turn.locator("td:last-child").all_inner_texts()
    assert sum(map(int, counts)) == 200
    expect(desk.locator(".river-band")).to_have_count(rows.count())

    # On a phone nothing runs out of the screen.
    desk.set_viewport_size({"width": 360, "height": 800})
    assert_nothing_sticks_out(desk)
    assert_accessible(desk)


def test_a_scenario_goes_to_twine_and_comes_back(desk, scenario, tmp_path):
    desk.goto(f"/cms/scenario-files/{scenario.pk}/export/")
    with desk.expect_download() as waits:
        desk.get_by_role("link", name="Download Twee").click()
    file = tmp_path / "bus.twee"
    waits.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    assert "How do you open?" in text
    file.write_text(text.replace("How do you open?", "How do you begin?"), encoding="utf-8")

    desk.goto(f"/cms/scenario-files/{scenario.pk}/import/")
    desk.locator("input[type=file]").set_input_files(file)
    desk.get_by_role("button", name="Look what is in it").click()
    expect(desk.get_by_text("Everything in it is carried over.")).to_be_visible()
    desk.get_by_role("button", name="Replace the story of my draft").click()
    story.wait_for_editor(desk)
    story.choose_action(desk, "Publish")
    expect(desk.get_by_text(re.compile("has been published"))).to_be_visible()

    scenario.refresh_from_db()
    assert scenario.content["scenes"][0]["text"] == "How do you begin?"
    assert scenario.versions.count() == 2
