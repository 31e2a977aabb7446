"""The checker as the editor asks it: what it answers, to whom, and what it survives."""

import json

import pytest
from django.urls import reverse

from assessments.drafting.queries.checking import story_of
from assessments.drafting.views.answers import MOST_BYTES
from assessments.scenarios.blocks.streams import scene_streams
from assessments.scenarios.models import ScenePack
from tests.assessments.drafting.conftest import option, scene, sent
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db


def test_a_sound_story_has_no_faults_and_a_best_path(post_json, author, scenario):
    answer = post_json(author, "check", sent(scenario))

    assert answer.status_code == 200
    found = answer.json()
    assert found["faults"] == []
    assert found["best"] == [["meet", "a"], ["plan", "a"]]
    assert found["report"]["paths"] == 9
    assert found["report"]["words"]
    assert found["report"]["spread"]["highest"] == 100


def test_a_fault_names_its_scene(post_json, author, scenario):
    scenes = [scene("meet", option("a", "nowhere"))]

    found = post_json(author, "check", sent(scenario, scenes=scenes)).json()

    missing = next(fault for fault in found["faults"] if "nowhere" in fault["message"])
    assert missing["scene"] == "meet"


def test_an_empty_story_is_answered(post_json, author):
    found = post_json(author, "check", {"story": {"start": "", "scenes": [], "ends": []}})

    assert found.status_code == 200
    assert found.json()["faults"]
    assert found.json()["best"] == []


def test_shared_scenes_are_taken_in_and_found_under_their_use(post_json, author, scenario):
    scenes, _ = scene_streams({"scenes": [scene("say", option("a", "told"))], "ends": []}, "pack")
    pack = ScenePack.objects.create(
        title="Taking a disclosure", start="say", scenes=scenes, exits=[{"key": "told", "text": ""}]
    )
    use = {"key": "hear", "pack": pack.pk, "exits": {"told": "lost"}}

    found = post_json(author, "check", sent(scenario, start="hear", scenes=[use])).json()

    fault = next(fault for fault in found["faults"] if "lost" in fault["message"])
    assert fault["scene"] == "hear"


def test_nothing_is_written(client_of, author, scenario, django_assert_num_queries):
    client = client_of(author)

    def ask():
        return client.post(
            reverse("drafting:check"), sent(scenario), content_type="application/json"
        )

    ask()

    # Session, person, three for her rights; of the story nothing, since all of it was sent.
    with django_assert_num_queries(5) as queries:
        ask()
    assert not [q for q in queries if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]


@pytest.mark.parametrize("who", ["mentor", "quality_lead", "dsl", "manager"])
def test_whoever_writes_no_pages_is_refused(request, post_json, scenario, who):
    answer = post_json(request.getfixturevalue(who), "check", sent(scenario))

    assert answer.status_code in {302, 403}


HOSTILE = [
    b"",
    b"\xff\xfe",
    b"[]",
    b"null",
    b"{}",
    b'{"story": []}',
    b'{"story": {"scenes": 5}}',
    b'{"story": {"scenes": [5]}}',
    b'{"story": {"scenes": [{"key": ["a"]}]}}',
    b'{"story": {"start": "", "scenes": [{"key": "a", "options": [{"scores": {"S1": 1e400}}]}]}}',
    b'{"story": {"start": "", "scenes": [], "ends": [{"key": 1}]}}',
    b'{"story": {"start": "", "scenes": [], "ends": [], "meters": [{"meter": "x"}]}}',
    b'{"story": {"start": "", "scenes": [], "ends": []}, "codes": [[]]}',
    b'{"story": {"start": "", "scenes": [], "ends": []}, "situation": {"a": 1}}',
    b'{"story": NaN}',
    b"[" * 100_000,
    b'{"story": ' + b"9" * 5000 + b"}",
    b'{"story": {"start": "' + b"x" * MOST_BYTES + b'"}}',
]


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: repr(body[:40]))
def test_hostile_json_is_answered_with_words(post_json, author, body):
    answer = post_json(author, "check", body)

    assert answer.status_code == 400
    assert answer.json()["error"]


@pytest.mark.parametrize(
    "part",
    [
        {"picture": {"words": "no image yet"}},
        {"clip": {"transcript": "no file yet"}},
        {"speaker": {}},
        {"openings": [{"when": [], "text": ""}]},
        {"panel": True, "panel_codes": []},
    ],
)
def test_half_a_scene_is_no_mistake_of_the_server(post_json, author, scenario, part):
    scenes = [scene("meet", option("a", "good"), **part)]

    assert post_json(author, "check", sent(scenario, scenes=scenes)).status_code == 200


def test_a_meter_that_starts_at_nothing_stays_at_nothing(post_json, author):
    story = {"start": "", "scenes": [], "ends": [], "meters": [{"meter": "trust", "start": 0}]}

    assert story_of({"story": story})["meters"] == [{"meter": "trust", "start": 0}]


def test_a_story_of_500_scenes_is_checked(post_json, author, scenario):
    scenes = [
        scene(f"n{n}", option("a", f"n{n + 1}" if n < 499 else "good"), option("b", "good"))
        for n in range(500)
    ]
    body = json.dumps(sent(scenario, start="n0", scenes=scenes))

    assert post_json(author, "check", body).status_code == 200


def test_another_scenario_may_be_checked_before_it_is_saved(post_json, author):
    page = scenario_page()

    data = sent(page)
    del data["page"]

    assert post_json(author, "check", data).status_code == 200
