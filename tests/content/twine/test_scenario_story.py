from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

from content.twine.html import read_twine_html
from content.twine.passages import MOST_IN_A_NAME, Passage, Story
from content.twine.scenario_story import is_ours, material_from_story, story_from_material
from content.twine.twee import read_twee, write_twee
from tests.content.twine.strategies import materials, page_with, text

SHIPPED = sorted(Path("content/material").rglob("scenario*.yaml"))
IFID = "D674C58C-DEFA-4F70-B7A2-27742230C0FC"


def twee_of(material, title=""):
    return write_twee(story_from_material(material, title=title, ifid=IFID))


def material_of(twee):
    return material_from_story(read_twee(twee))


@given(materials, text)
@settings(max_examples=150, deadline=None)
def test_a_material_written_as_twee_reads_back_as_the_same(material, title):
    story = story_from_material(material, title=title, ifid=IFID)

    found, _ = material_of(write_twee(story))

    assert is_ours(story)
    assert found == ({"title": story.title} if story.title else {}) | material


@given(materials)
@settings(max_examples=60, deadline=None)
def test_what_twine_does_to_the_ends_of_texts_loses_nothing(material):
    """Twine takes the blanks off around every text, and writes the passages as it has them."""
    story = story_from_material(material, title="", ifid=IFID)
    trimmed = Story(
        start=story.start,
        passages=tuple(Passage(one.name, one.text.strip(), one.tags, {}) for one in story.passages),
    )

    found, _ = material_of(write_twee(trimmed))

    assert {**found, "nodes": 0, "ends": 0} == {**material, "nodes": 0, "ends": 0}
    assert len(found["nodes"]) == len(material["nodes"])


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_the_scenarios_of_the_site_go_out_and_in(path):
    material = yaml.safe_load(path.read_text(encoding="utf-8"))

    found, notices = material_of(twee_of(material, material["title"]))

    assert (found, notices) == (material, [])
    assert list(found["nodes"]) == list(material["nodes"])
    assert list(found["ends"]) == list(material["ends"])


WHOLE = {
    "title": "A test",
    "situation": "Kieran arrives.\n\nHe is *late*.",
    "codes": ["S1", "a"],
    "start": "n1",
    "meters": {"trust": {"start": 5, "floor": 3}},
    "nodes": {
        "n1": {
            "title": "The door",
            "week": 2,
            "speaker": {"name": "Kieran", "role": "learner"},
            "text": "- late\n- tired\n\nHow do you open?",
            "openings": [{"when": ["not followed-up"], "text": "He looks away.\nThen he sits."}],
            "own_words": True,
            "exemplars": ["What did you try?"],
            "seconds": 40,
            "late": "b",
            "options": [
                {
                    "id": "a", "text": "What did you try?", "out": "He thinks.\n\n'Phone.'",
                    "why": "You asked.", "score": {"S1": 2, "a": 0}, "crit": True, "stop": True,
                    "effects": {"trust": 1, "time": -1}, "facts": ["told-dsl"],
                    "when": ["trust at least 4", "not followed-up"],
                    "ways": [{"when": ["trust at most 2"], "next": "poor"}], "next": "good",
                    "stance": "asks",
                },
                {
                    "id": "b", "text": "One\nTwo", "out": "x", "why": "y", "score": {"S1": 0},
                    "next": "",
                },
            ],
        },
        "n2": {
            "text": "And now?", "panel": ["S1"],
            "options": [
                {"id": "a", "text": "", "out": "", "why": "", "votes": 3, "next": "good",
                 "crit": False},
            ],
        },
    },
    "ends": {
        "good": {"band": "good", "text": "It holds."},
        "poor": {"band": "poor", "text": "It does not."},
    },
}  # fmt: skip
SCENE = """\
- late
- tired

How do you open?

@ title: The door
@ week: 2
@ seconds: 40
@ speaker: Kieran
@ role: learner
@ opening when not followed-up: He looks away.
@ | Then he sits.
@ own words: yes
@ exemplar: What did you try?
@ late: b

* a: [[What did you try?->good]]
  > He thinks.
  >
  > 'Phone.'
  ~ You asked.
  = S1: 2, a: 0
  ! unsafe
  ! stops
  when: trust at least 4, not followed-up
  instead: [[poor]] when trust at most 2
  effects: trust +1, time -1
  happened: told-dsl
  stance: asks

* b: (leads nowhere)
  " One
  " Two
  > x
  ~ y
  = S1: 0"""


def test_a_scene_is_written_so_that_a_trainer_can_read_it():
    story = story_from_material(WHOLE, title="A test", ifid=IFID)
    by_name = {passage.name: passage for passage in story.passages}

    assert by_name["n1"].text == SCENE
    assert by_name["n1"].tags == ("scene",)
    assert by_name["n2"].text == (
        'And now?\n\n@ panel: S1\n\n* a: [[good]]\n  "\n  votes: 3\n  {crit: false}'
    )
    assert (by_name["good"].text, by_name["good"].tags) == ("It holds.", ("end", "good"))
    assert by_name["Scenario settings"].text == (
        "situation: |-\n  Kieran arrives.\n\n  He is *late*.\n"
        "codes:\n  - S1\n  - a\nmeters:\n  trust:\n    start: 5\n    floor: 3"
    )
    assert (story.title, story.start, story.ifid) == ("A test", "n1", IFID)
    assert material_from_story(story) == (WHOLE, [])


def test_the_cards_on_the_map_of_twine_do_not_lie_on_one_another():
    story = story_from_material(WHOLE, title="", ifid=IFID)

    places = [passage.metadata["position"] for passage in story.passages]
    assert places == ["0,0", "150,0", "450,0", "300,0", "450,150"]


def test_scenes_that_are_none_stay_in_the_settings():
    material = {"title": "x", "nodes": {"n1": {"text": 3}}, "ends": {1: {}}, "start": "n1"}
    story = story_from_material(material, title="x", ifid=IFID)

    assert [passage.name for passage in story.passages] == ["Scenario settings"]
    assert material_from_story(story) == (material, [])


def test_a_material_without_a_title_takes_that_of_the_story():
    assert material_of(twee_of({"nodes": {}, "ends": {}}, " My\nstory "))[0]["title"] == "My story"


def test_a_name_that_no_passage_can_have_is_kept_beside_it():
    key = "x" * (MOST_IN_A_NAME + 50)
    material = {"nodes": {key: {"text": "", "options": []}}, "ends": {}}

    assert material_of(twee_of(material)) == (material, [])


def test_a_story_comes_back_from_a_page_that_twine_published():
    story = story_from_material(WHOLE, title="A test", ifid=IFID)

    assert material_from_story(read_twine_html(page_with(story))) == (WHOLE, [])
