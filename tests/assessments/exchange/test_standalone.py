"""The page that plays by itself keeps to the rules of the site: both play side by side."""

import json
import random
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from playwright.sync_api import expect

from assessments.exchange.documents import standalone_page
from assessments.exchange.queries import book_paragraphs, story_data
from assessments.scenarios.rules.play import opening_state, options_on_offer, take
from assessments.scenarios.rules.scoring import ending_of, result_of
from tests.assessments.exchange.test_queries import MATERIAL, shipped

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db]

PLAYED = """([story, choices]) => {
  const run = scenario.play(story, choices);
  const outcome = scenario.result(story, run);
  return {
    place: run.place, ended: run.hasEnded, percent: outcome.percent, band: outcome.band,
    unsafe: outcome.isUnsafe, meters: run.state.meters, facts: [...run.state.facts].sort(),
    broken: outcome.broken.map((must) => must.fact),
    ending: run.hasEnded ? scenario.endingOf(story, run, outcome).html : "",
    warns: run.hasEnded && scenario.endingOf(story, run, outcome).unsafe !== "",
    offered: run.turns.map((turn) => turn.offered.map((option) => option.key)),
  };
}"""
STORIES = [
    *sorted(MATERIAL.glob("induction/*/scenario-*.yaml"))[:4],
    *sorted(MATERIAL.glob("conversations/*/scenario-*.yaml"))[:4],
    *sorted(MATERIAL.glob("patterns/*.yaml")),
]


def random_run(graph, chance):
    """Choices to an end, with what is on offer at each; nobody plays for ever."""
    key, state, choices, offered = graph.start, opening_state(graph), [], []
    while (scene := graph.scene(key)) and len(choices) < 60:
        options = options_on_offer(scene, state)
        turn = take(scene, state, chance.choice(options))
        choices.append((scene.key, turn.option.key))
        offered.append([option.key for option in options])
        key, state = turn.target, turn.after
    return key, state, choices, offered


@pytest.fixture
def player(page, tmp_path):
    script = Path(standalone_page.__code__.co_filename).parent.parent / "templates/exchange"
    page.set_content("<p>Nothing to play.</p>")
    page.add_script_tag(content=(script / "standalone.js").read_text(encoding="utf-8"))
    return page


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_both_play_the_same_runs_to_the_same_end(player, path):
    scenario = shipped(path) if "patterns" not in str(path) else pattern(path)
    graph, story = scenario.graph, story_data(scenario)
    chance = random.Random(path.stem)
    for _ in range(25):
        key, state, choices, offered = random_run(graph, chance)
        result = result_of(graph, choices)

        told = player.evaluate(PLAYED, [story, choices])

        assert told["place"] == key
        assert told["offered"] == offered
        assert (told["percent"], told["band"], told["unsafe"]) == (
            result.percent, result.band, result.is_unsafe,
        )  # fmt: skip
        assert told["meters"] == dict(state.meters)
        assert told["facts"] == sorted(state.facts)
        if told["ended"]:
            assert told["broken"] == [must.fact for must in result.broken]
            try:
                ending = ending_of(graph, key, result)
            except ValidationError:
                continue
            words = ending.text
            assert told["warns"] == bool(ending.unsafe_text)
            assert words[:12].strip("'“”‘’ ")[:6] in told["ending"]


def pattern(path):
    import yaml

    from tests.factories.scenarios import new_scenario, scenario_material

    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return new_scenario(scenario_material(**data))


def test_somebody_plays_it_from_a_file_by_keyboard(page, tmp_path, assert_accessible):
    scenario = shipped(MATERIAL / "induction/tgt/scenario-be-more-organised.yaml")
    file = tmp_path / "story.html"
    file.write_bytes(standalone_page(story_data(scenario), book_paragraphs(scenario.graph)))
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())

    page.keyboard.press("Tab")
    assert_accessible(page)
    page.get_by_role("button", name="Make this choice").click()
    expect(page.get_by_role("alert")).to_have_text("Choose one of the answers to go on.")
    for _ in range(20):
        if page.get_by_role("heading", name="How it ended").count():
            break
        page.get_by_role("radio").first.focus()
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    expect(page.get_by_text("of the points on the path you took")).to_be_visible()
    assert_accessible(page)
    assert asked == [file.as_uri()]
    assert json.dumps(asked).count("http") == 0
