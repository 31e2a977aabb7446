"""A story as H5P Branching Scenario: what it holds, and what is said to stay behind."""

import io
import json
import zipfile
from dataclasses import replace

import pytest

from content.h5p.branching import (
    Choice,
    Ending,
    Kinds,
    Lost,
    Scene,
    Story,
    branching_content,
    branching_manifest,
    kinds_in,
)
from content.h5p.exporting import write_package
from content.h5p.memory import MemoryFiles, MemoryLibraries
from content.h5p.names import LibraryName
from content.h5p.problems import Refused
from content.h5p.results.paths import read_path
from content.h5p.simple_markup import simple_markup
from tests.factories.h5p.branching import branching_libraries

STORY = Story(
    title="The bus & the bell",
    intro="<p>Rosa is <b>late</b>.</p>",
    scenes=(
        Scene(
            "meet",
            "<p>How do you open?</p>",
            (
                Choice("Ask <em>why</em>", "plan", "<p>She sits.</p>", "<p>Well asked.</p>", 2),
                Choice("Wait", "plan", points=1),
                Choice("Leave", "poor", "<p>She leaves, too.</p>", points=0),
                Choice("Shout", "poor", points=0),
            ),
            title="The door",
            lost=frozenset({Lost.CLOCK}),
        ),
        Scene("plan", "<p>What now?</p>", (Choice("Plan it", "good", points=2),)),
        Scene("never", "<p>Only if.</p>", (Choice("On", "good"),)),
    ),
    endings=(Ending("good", "<p>She comes.</p>", "It went well"), Ending("poor", "<p>Gone.</p>")),
    is_mixed=True,
    lost=frozenset({Lost.METERS}),
)


def scenario(story=STORY):
    return branching_content(story).params["branchingScenario"]


def alternatives(step):
    return step["type"]["params"]["branchingQuestion"]["alternatives"]


def test_scenes_are_questions_and_what_happens_is_feedback():
    found = scenario()

    first = found["content"][0]
    assert first["type"]["library"] == "H5P.BranchingQuestion 1.0"
    assert first["type"]["metadata"]["title"] == "The door"
    assert first["type"]["params"]["branchingQuestion"]["question"] == "<p>How do you open?</p>"
    assert alternatives(first)[:2] == [
        {
            "text": "Ask why",
            "nextContentId": 1,
            "feedback": {
                "title": "What happens",
                "subtitle": "<p>She sits.</p><p><strong>Coach</strong></p><p>Well asked.</p>",
                "endScreenScore": 2,
            },
        },
        {"text": "Wait", "nextContentId": 1, "feedback": {"endScreenScore": 1}},
    ]
    assert found["startScreen"] == {
        "startScreenTitle": "<p>The bus &amp; the bell</p>",
        "startScreenSubtitle": "<p>Rosa is <strong>late</strong>.</p>",
    }
    assert found["behaviour"]["randomizeBranchingQuestions"] is True


def test_a_choice_that_ends_it_keeps_its_points_by_a_step_before_the_end():
    found = scenario()
    steps = found["content"]

    assert found["scoringOptionGroup"] == {"scoringOption": "dynamic-score"}
    for scene in steps[:2]:
        assert all(one["nextContentId"] >= 0 for one in alternatives(scene))
    leave, shout, plan = steps[2:]
    assert [step["nextContentId"] for step in (leave, shout, plan)] == [-1, -1, -1]
    assert leave["type"]["params"] == {"text": "<p>She leaves, too.</p>"}
    assert shout["type"]["params"] == {"text": "<p>Shout</p>"}
    assert plan["feedback"] == {"title": "It went well", "subtitle": "<p>She comes.</p>"}
    assert leave["feedback"]["title"] == "The end"


def test_points_of_endings_count_where_no_choice_has_any():
    choices = (Choice("A", "good"), Choice("B", "poor", "<p>Oh.</p>"))
    endings = (Ending("good", "<p>G</p>", "Good", 3), Ending("poor", "", "Poor", 0.5))
    story = replace(STORY, scenes=(Scene("only", "<p>?</p>", choices),), endings=endings)

    found = scenario(story)

    assert found["scoringOptionGroup"] == {"scoringOption": "static-end-score"}
    straight, told = alternatives(found["content"][0])
    assert straight == {
        "text": "A",
        "nextContentId": -1,
        "feedback": {"title": "Good", "subtitle": "<p>G</p>", "endScreenScore": 3},
    }
    assert told["nextContentId"] == 1
    assert found["content"][1]["feedback"]["endScreenScore"] == 0.5
    plain = replace(story, endings=tuple(replace(one, points=None) for one in endings))
    assert scenario(plain)["scoringOptionGroup"] == {"scoringOption": "no-score"}


def test_everything_that_stays_behind_is_named_with_its_scenes():
    left = branching_content(STORY).left_out

    assert [(one.code, one.where) for one in left] == [
        ("left-out-meters", ""),
        ("left-out-clock", "meet"),
        ("left-out-scenes", "never"),
    ]
    every = branching_content(replace(STORY, lost=frozenset(Lost))).left_out
    assert len({one.message for one in every}) == len(Lost) + 1


def test_ids_are_unique_and_the_same_at_every_export():
    steps = scenario()["content"]

    ids = [step["type"]["subContentId"] for step in steps]
    assert len(set(ids)) == len(ids) == 5
    assert json.dumps(scenario()) == json.dumps(scenario())


@pytest.mark.parametrize(
    ("scenes", "endings", "code"),
    [
        ((), (), "no-scene"),
        ((Scene("a", "", ()),), (), "no-choice"),
        ((Scene("a", "", (Choice("x", "b"),)),), (), "no-target"),
        ((Scene("a", "", (Choice("x", "a"),)),), (Ending("a", ""),), "key-twice"),
    ],
)
def test_a_story_that_cannot_be_played_is_refused(scenes, endings, code):
    with pytest.raises(Refused) as refused:
        branching_content(replace(STORY, scenes=scenes, endings=endings))

    assert refused.value.codes == {code}


def test_the_path_through_it_is_read_with_its_titles():
    params = branching_content(STORY).params
    path = read_path(params, {"userPath": [0, 1, 4, -1]})

    assert [(step["title"], step["choice"]) for step in path] == [
        ("The door", ""),  # two choices lead there
        ("What now?", "Plan it"),
        ("What happens", ""),
        ("It went well", ""),
    ]


def test_libraries_are_named_as_the_newest_scenario_in_use_wants_them():
    libraries = MemoryLibraries()
    assert kinds_in(libraries) is None
    for files in branching_libraries("1.7", text="1.1"):
        libraries.add(files)
    for files in branching_libraries("1.10", text="1.2"):
        libraries.add(files)

    kinds = kinds_in(libraries)

    assert kinds == Kinds(
        main=LibraryName("H5P.BranchingScenario", 1, 10),
        question=LibraryName("H5P.BranchingQuestion", 1, 0),
        text=LibraryName("H5P.AdvancedText", 1, 2),
    )


def test_it_goes_out_as_a_complete_package():
    libraries, target = MemoryLibraries(), io.BytesIO()
    for files in branching_libraries("1.8"):
        libraries.add(files)
    kinds = kinds_in(libraries)

    write_package(target, manifest=branching_manifest(STORY, kinds),
                  params=branching_content(STORY, kinds).params, files=MemoryFiles(),
                  libraries=libraries)  # fmt: skip

    with zipfile.ZipFile(target) as package:
        described = json.loads(package.read("h5p.json"))
        folders = {name.split("/")[0] for name in package.namelist()}
    assert described["title"] == "The bus & the bell"
    assert described["mainLibrary"] == "H5P.BranchingScenario"
    assert {
        "H5P.BranchingScenario-1.8",
        "H5P.BranchingQuestion-1.0",
        "H5P.AdvancedText-1.1",
    } <= folders


@pytest.mark.parametrize(
    ("markup", "simple"),
    [
        ("<h3>Title</h3><p>Text<br>more</p>", "<p>Title</p><p>Text<br>more</p>"),
        ("<ul><li>one</li><li>two <i>x</i></li></ul>", "<p>• one</p><p>• two <em>x</em></p>"),
        ('<p><a href="https://x.example">here</a> <a href="#y">there</a></p>',
         "<p>here (https://x.example) there</p>"),
        ("<p><strong>a<em>b</strong>c</p>", "<p><strong>a<em>b</em></strong>c</p>"),
        ("<p><strong>open<p>next", "<p><strong>open</strong></p><p>next</p>"),
        ("plain & <script>alert(1)</script>simple", "<p>plain &amp; simple</p>"),
        ('<p onclick="x()">a</p></strong></a>', "<p>a</p>"),
        ("<table><tr><td>a</td><td>b</td></tr></table>", "<p>a b</p>"),
        ("a\x00<p> </p>", "<p>a</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_markup_is_cut_down_to_what_every_field_allows(markup, simple):
    assert simple_markup(markup) == simple
