"""From a text file to the editor to a version, and back to the same graph."""

import json
from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError

from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.models import ScenarioPage
from tests.factories.scenarios import (
    ENDS,
    NODES,
    new_scenario,
    scenario_material,
    tgt_material,
)

pytestmark = pytest.mark.django_db  # a page asks for its content type as soon as it is made


def refusal_of(**fields):
    with pytest.raises(ValidationError) as refused:
        new_scenario(scenario_material(**fields))
    return refused.value.messages


def nodes_with(**changes):
    """The first option of the first scene, changed; None takes a name away."""
    nodes = deepcopy(NODES)
    option = nodes["meet"]["options"][0] | changes
    nodes["meet"]["options"][0] = {k: v for k, v in option.items() if v is not None}
    return nodes


def test_a_text_file_becomes_a_scenario():
    graph = new_scenario().graph

    assert graph.start == "meet"
    assert [scene.key for scene in graph.scenes] == ["meet", "plan"]
    pub = graph.scenes[0].option("c")
    assert pub.critical
    assert pub.target == "plan"
    assert graph.scenes[0].available == {"S2": 1, "a": 1}
    assert [end.band for end in graph.ends] == ["good", "poor"]


def test_ids_are_the_same_at_every_load():
    first, second = new_scenario(), new_scenario()

    ids = [block.id for block in first.scenes]
    assert ids == [block.id for block in second.scenes]
    assert len(set(ids)) == 2
    assert first.scenes.get_prep_value() == second.scenes.get_prep_value()


def test_an_added_scene_leaves_the_ids_of_the_others():
    nodes = {"new": NODES["plan"], **deepcopy(NODES)}
    page = ScenarioPage()
    material = scenario_material(nodes=nodes, start="new")
    with pytest.raises(ValidationError):  # nothing leads to "meet" any more
        page.fill_from_material(material)

    ids = {block.value["key"]: block.id for block in page.scenes}

    assert [ids[b.value["key"]] == b.id for b in new_scenario().scenes] == [True, True]


def test_content_survives_json_and_gives_the_same_graph():
    page = new_scenario()

    assert graph_of(json.loads(json.dumps(page.content))) == page.graph


def test_a_half_written_draft_has_content():
    page = ScenarioPage(
        scenes=[
            {"type": "scene", "value": {"key": "n1", "options": [{"type": "item", "value": {}}]}}
        ]
    )

    content = page.content

    assert content["scenes"][0]["text"] == ""
    assert content["scenes"][0]["options"][0]["next"] == ""


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"id": None}, "Scene “meet”, option 1 has no id, such as a."),
        ({"id": True}, "Scene “meet”, option 1 has no id, such as a."),
        ({"text": None}, "Scene “meet”, option “a”: “text” is missing."),
        ({"next": 3}, "Scene “meet”, option “a”: “next” is missing."),
        ({"nxt": "plan"}, "Scene “meet”, option “a”: nxt is not known here."),
        ({"crit": "yes"}, "Scene “meet”, option “a”: “crit” is true or false."),
        ({"score": 2}, "Scene “meet”, option “a”: “score” is missing, such as {S1: 2}."),
        ({"score": {"S2": "x"}}, "Scene “meet”, option “a”: x points for S2 is not a number."),
        ({"score": {"S2": True}}, "Scene “meet”, option “a”: True points for S2 is not a number."),
        ({"score": {"S2": 3}}, "Scene “meet”, option “a”: 3 points for S2. Give 0, 1 or 2."),
        (
            {"next": "moon"},
            "Scene “meet”, option “a” leads to “moon”, which does not exist.",
        ),
    ],
)
def test_a_fault_in_the_file_is_named_with_scene_and_option(changes, told):
    assert told in refusal_of(nodes=nodes_with(**changes))


def test_all_faults_of_the_file_come_at_once():
    nodes = nodes_with(text=None, score=None)
    nodes["plan"] = {"options": "none"}

    messages = refusal_of(nodes=nodes, ends={"good": {"text": "Well."}})

    assert messages == [
        "Scene “meet”, option “a”: “text” is missing.",
        "Scene “meet”, option “a”: “score” is missing, such as {S1: 2}.",
        "Scene “plan” has no text.",
        "Scene “plan” has no list of options.",
        "End “good” needs a band and a text.",
    ]


@pytest.mark.parametrize("part", ["nodes", "ends"])
@pytest.mark.parametrize("value", [None, {}, [], "x"])
def test_a_file_without_a_part_is_refused(part, value):
    assert refusal_of(**{part: value})[0].startswith(f"“{part}” is missing")


def test_points_for_a_code_that_is_not_declared_are_refused():
    assert "Scored but not declared: a. Add to the codes." in refusal_of(codes=["S2"])


@pytest.mark.parametrize("name", ["be-more-organised", "the-target-that-is-too-big"])
def test_the_shipped_scenarios_are_sound(name):
    page = new_scenario(tgt_material(name))

    assert len(page.scenes) >= 5
    assert set(page.graph.codes) == set(page.codes)


def test_the_bands_of_ends_are_words_of_the_house():
    ends = deepcopy(ENDS)
    ends["good"]["band"] = "great"

    assert "End “good”: “great” is not one of good, mixed, poor, unsafe." in refusal_of(ends=ends)
