"""What the checks say of a scenario: what rules give, each at its scene."""

import pytest

from assessments.scenarios.queries import scenario_findings
from content.checks.queries import surroundings
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db


def found(page):
    return [
        (str(one.level), one.where, one.message) for one in scenario_findings(page, surroundings())
    ]


def test_a_scenario_that_can_be_played_has_no_must():
    assert [one for one in found(scenario_page()) if one[0] == "must"] == []


def test_a_way_that_leads_nowhere_is_named_at_its_scene():
    page = scenario_page()
    scene = page.scenes[0]
    scene.value["options"][0]["next"] = "n99"

    musts = [one for one in found(page) if one[0] == "must"]

    assert ("must", scene.id) in {one[:2] for one in musts}
    assert any("leads to “n99”" in one[2] for one in musts)


def test_what_looks_like_a_person_is_found_in_scenes_and_ends():
    page = scenario_page()
    page.scenes[0].value["text"] = "My student Callum Reid rings from 07912 345678. What now?"
    page.ends[0].value["text"] = "The {lerner} comes back."

    messages = " ".join(one[2] for one in found(page))

    assert "telephone number" in messages
    assert "{lerner}" in messages


def test_a_weak_spot_is_a_reason_to_look_again():
    page = scenario_page()
    scene = page.scenes[0]
    options = scene.value["options"]
    del options[1:]

    assert ("should", scene.id) in {one[:2] for one in found(page)}
