"""A scenario as an H5P Branching Scenario: what is in the file, and what is said to stay behind."""

import io
import json
import zipfile
from pathlib import Path

import pytest

from assessments.exchange.adapters import branching_story, h5p_file, h5p_offer
from assessments.scenarios.rules.graph import Mode
from content.h5p.branching import branching_content
from content.h5p.results.paths import read_path
from tests.assessments.exchange.test_queries import SHIPPED, shipped
from tests.factories.h5p.activities import installed
from tests.factories.h5p.branching import branching_libraries
from tests.factories.scenarios import RICH, broken_streams, new_scenario, rich_material

pytestmark = pytest.mark.django_db


def opened(page):
    with zipfile.ZipFile(io.BytesIO(h5p_file(page))) as package:
        content = json.loads(package.read("content/content.json"))
        return package.namelist(), json.loads(package.read("h5p.json")), content


def steps_of(params):
    return params["branchingScenario"]["content"]


def alternatives(step):
    return step["type"]["params"]["branchingQuestion"]["alternatives"]


def test_the_story_is_there_with_its_points_and_its_ends():
    _, _, params = opened(new_scenario())

    first, second = steps_of(params)[:2]
    assert [one["feedback"]["endScreenScore"] for one in alternatives(first)] == [2, 1, 0]
    assert [one["nextContentId"] for one in alternatives(first)] == [1, 1, 1]
    assert "You asked about the day" in alternatives(first)[0]["feedback"]["subtitle"]
    path = read_path(params, {"userPath": [0, 1, alternatives(second)[0]["nextContentId"], -1]})
    assert [step["title"] for step in path][2:] == ["What happens", "It went well"]


def test_without_the_content_type_the_file_holds_the_content_alone():
    page = new_scenario()

    names, described, _ = opened(page)

    assert sorted(names) == ["content/content.json", "h5p.json"]
    assert described["mainLibrary"] == "H5P.BranchingScenario"
    assert not h5p_offer(page).is_complete
    assert h5p_file(page) == h5p_file(page)


def test_with_the_content_type_the_file_is_complete():
    page = new_scenario()
    installed(*branching_libraries("1.9"))

    names, described, params = opened(page)

    assert h5p_offer(page).is_complete
    assert {"H5P.BranchingScenario-1.9/library.json", "H5P.AdvancedText-1.1/library.json"} <= {
        *names
    }
    assert described["preloadedDependencies"][0]["minorVersion"] == 9
    assert len(steps_of(params)) > 2


def test_a_content_type_that_lacks_what_it_needs_does_not_count():
    page = new_scenario()
    installed(branching_libraries()[-1])

    assert not h5p_offer(page).is_complete
    assert len(opened(page)[0]) == 2


def test_what_stays_behind_is_named():
    plain = h5p_offer(new_scenario()).left_out
    rich = new_scenario(rich_material())
    rich.mode = Mode.ASSESSED

    told = h5p_offer(rich).left_out

    assert any("unsafe choice" in words for words in plain)
    assert not any("Meters" in words for words in plain)
    for part in ("Meters", "Conditions", "clock", "own words", "debrief", "unsafe choice"):
        assert any(part in words for words in told), part
    assert "left-out" not in " ".join(told)


def test_a_draft_that_cannot_be_played_can_be_looked_at():
    page = new_scenario()
    page.scenes, page.ends = broken_streams(plan={"text": "", "options": []})

    assert h5p_offer(page).left_out == []


def test_a_story_that_stops_has_an_end_for_it():
    story = branching_story(new_scenario(rich_material()))

    stop = story.endings[-1]
    assert stop.title == "Somebody could come to harm"
    assert any(choice.next == stop.key for scene in story.scenes for choice in scene.choices)
    assert story.scenes[0].key == RICH["start"]
    assert "Nothing is described." in story.intro
    assert "Rosa · 16, Level 3 Sport · quietly" in story.scenes[0].text


@pytest.mark.parametrize("path", SHIPPED[::6], ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_way_through_a_shipped_scenario_ends(path: Path):
    steps = steps_of(branching_content(branching_story(shipped(path))).params)

    seen, waiting = set(), [0]
    while waiting:
        at = waiting.pop()
        if at < 0 or at in seen:
            continue
        seen.add(at)
        step = steps[at]
        is_question = "BranchingQuestion" in step["type"]["library"]
        following = alternatives(step) if is_question else [step]
        assert following
        waiting += [one["nextContentId"] for one in following]
        assert is_question or step["feedback"]["title"]
    assert seen == set(range(len(steps)))
