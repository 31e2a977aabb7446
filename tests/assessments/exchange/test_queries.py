"""Out as Twee and in again is the same scenario; what cannot be carried is named."""

from pathlib import Path

import pytest
import yaml
from django.core.exceptions import ValidationError

from assessments.exchange.queries import incoming_of, material_of, not_carried, twee_of
from assessments.scenarios.models import ScenarioPage
from content.material.shapes import StepMaterial
from content.twine.passages import StoryErrors
from tests.factories.scenarios import new_scenario, scenario_material

pytestmark = pytest.mark.django_db

MATERIAL = Path(__file__).resolve().parents[3] / "content/material"
SHIPPED = sorted(MATERIAL.glob("*/*/scenario-*.yaml"))
FOREIGN = """:: StoryTitle
The bus

:: StoryData
{"ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC", "start": "Late again", "format": "SugarCube"}

:: Late again
<<set $trust to 3>>Rosa is late again.
[[Ask what got in the way->The talk]]
[[Start the lesson->The end]]

:: The talk
'The bus,' she says. [[Look at the timetable->The end]]

:: The end [good]
She is on time on Monday.
"""


def shipped(path: Path) -> ScenarioPage:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    names = ("id", "title", "slug", "minutes", "codes", "summary", "required")
    material = StepMaterial(
        kind="scenario", data=data, path=path, **{name: data[name] for name in names}
    )
    return new_scenario(material)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_shipped_scenario_comes_back_from_twee_as_it_was(path):
    page = shipped(path)

    incoming = incoming_of(twee_of(page))

    again = ScenarioPage(title=page.title)
    again.fill_from_material(
        StepMaterial(kind="scenario", data=incoming.material, path=path, id=page.material_id,
                     title=page.title, slug=page.slug, minutes=page.minutes,
                     codes=list(page.codes), summary=page.summary, required=page.required)
    )  # fmt: skip
    assert incoming.notices == []
    assert incoming.faults == []
    assert incoming.title == page.title
    assert again.content == page.content
    for name in ("mode", "counting", "prompts", "content_warning", "way_out", "asks_confidence"):
        assert getattr(again, name) == getattr(page, name)


def test_twee_is_the_same_at_every_export():
    page = new_scenario()

    assert twee_of(page) == twee_of(page)
    assert material_of(page)["codes"] == ["S2", "a"]


def test_a_story_made_elsewhere_is_a_draft_with_a_report():
    incoming = incoming_of(FOREIGN)

    assert incoming.title == "The bus"
    assert (incoming.scenes, incoming.ends) == (2, 1)
    assert any("<<set" in notice.message for notice in incoming.notices)
    assert incoming.faults  # points and comments are still to be written


def test_twine_html_is_read_as_what_it_is():
    page = (
        '<tw-storydata name="Bus" startnode="1" ifid="D674C58C-DEFA-4F70-B7A2-27742230C0FC">'
        '<tw-passagedata pid="1" name="Start">Late. [[Ask-&gt;End]]</tw-passagedata>'
        '<tw-passagedata pid="2" name="End" tags="good">Well.</tw-passagedata></tw-storydata>'
    )

    incoming = incoming_of(f"<html><body><script>alert(1)</script>{page}</body></html>")

    assert (incoming.title, incoming.scenes, incoming.ends) == ("Bus", 1, 1)


@pytest.mark.parametrize("text", ["no passage at all", ":: StoryData\n{broken"])
def test_what_cannot_be_read_is_refused_whole(text):
    with pytest.raises(StoryErrors):
        incoming_of(text)


def test_a_story_of_ours_that_says_what_no_scenario_can_hold_is_refused():
    twee = twee_of(new_scenario()).replace("= S2: 1, a: 1", "= S2: 1\n  when: trust over 4")

    with pytest.raises((ValidationError, StoryErrors)):
        incoming_of(twee)


def test_media_and_clocks_that_stay_behind_are_named():
    page = new_scenario(scenario_material())
    assert not_carried(page.graph).twee == []
    scenes = page.scenes.get_prep_value()
    scenes[0]["value"] |= {"seconds": 30, "late": "b", "own_words": True}
    page.scenes = scenes

    assert not_carried(page.graph).elsewhere == [
        "The clock: everybody takes the time needed.",
        "Own words are asked for and never kept.",
    ]
