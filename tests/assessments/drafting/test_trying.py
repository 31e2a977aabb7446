"""A draft played by its author: from anywhere, with anything, and without a trace."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from assessments.drafting.queries.trying import kept_try
from assessments.drafting.rules.trying import begin
from assessments.drafting.services import keep_try, note_tried
from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.models import ScenarioAttempt, ScenarioStep
from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from cms.people.editors.services import keep_groups_in_step
from tests.assessments.drafting.conftest import option, scene, sent
from tests.factories.people import RoleGrantFactory

pytestmark = pytest.mark.django_db

TRUST = {"kind": "at_least", "meter": "trust", "value": 7}


@pytest.fixture
def client(client_of, author):
    return client_of(author)


@pytest.fixture
def kept(author, scenario):
    run = begin(scenario.graph)
    token = keep_try(page=scenario, content=scenario.content, title="T", run=run, by=author)
    return kept_try(author, token)


def address(kept):
    return reverse("drafting:try_detail", args=[kept.token])


def run_on(response):
    return response.context["screen"].run


def press(client, kept, response=None, **pressed):
    run = run_on(response).as_text if response else begin(graph_of(kept.content)).as_text
    return client.post(address(kept), {"run": run, **pressed})


def test_a_story_is_kept_and_opened_by_its_author(post_json, author, client, scenario):
    answer = post_json(author, "try_create", {**sent(scenario), "scene": "plan"})

    assert answer.status_code == 200
    html = client.get(answer.json()["url"]).content.decode()
    assert "The first bus comes after the lesson has begun." in html
    assert "Nothing is recorded" in html


def test_meters_and_facts_are_as_chosen(post_json, author, client, scenario):
    scenes = [scene("meet", option("a", "good", when=[TRUST]), option("b", "good"))]
    facts = [{"key": "told", "text": "You told the DSL"}]
    meters = [{"meter": "trust", "start": 5}]
    story = sent(scenario, scenes=scenes, meters=meters, facts=facts)

    low = post_json(author, "try_create", story).json()["url"]
    high = post_json(
        author, "try_create", {**story, "meters": {"trust": 8}, "facts": ["told"]}
    ).json()["url"]

    assert "Only when trust at least 7" in client.get(low).content.decode()
    html = client.get(high).content.decode()
    assert "Only when" not in html
    assert 'value="8"' in html
    assert "You told the DSL" in html


def test_a_story_that_was_never_saved_can_be_tried(post_json, author, client, scenario):
    answer = post_json(author, "try_create", {**sent(scenario), "page": None})

    assert client.get(answer.json()["url"]).status_code == 200


@pytest.mark.parametrize("page", ["1", -1, True, 999_999, 2**40, [1]])
def test_a_page_that_is_not_there_is_said(post_json, author, scenario, page):
    answer = post_json(author, "try_create", {**sent(scenario), "page": page})

    assert (answer.status_code, answer.json()["error"]) == (400, "This page is no longer there.")


def test_without_a_scene_there_is_nothing_to_try(post_json, author, scenario):
    answer = post_json(author, "try_create", sent(scenario, scenes=[]))

    assert answer.status_code == 400
    assert "Write a scene first" in answer.json()["error"]


@pytest.mark.parametrize("who", ["mentor", "quality_lead", "manager"])
def test_nobody_else_keeps_a_story(request, post_json, scenario, who):
    answer = post_json(request.getfixturevalue(who), "try_create", sent(scenario))

    assert answer.status_code in {302, 403}


def test_only_its_author_opens_it(client_of, admin, kept):
    RoleGrantFactory.create(holder=admin, role=Role.TRAINER)
    keep_groups_in_step(people=[admin])

    assert client_of(admin).get(address(kept)).status_code == 404
    with pytest.raises(PermissionDenied):
        note_tried(kept=kept, choice=("meet", "a"), by=admin)


def test_a_token_of_nobody_is_told_kindly(client):
    response = client.get(reverse("drafting:try_detail", args=["x" * 43]))

    assert response.status_code == 404
    assert "This try is over" in response.content.decode()


# Playing


def test_a_choice_leads_on_with_the_comment_of_the_coach(client, kept):
    response = press(client, kept, choice="a")

    html = response.content.decode()
    assert "You asked about the day, not the person." in html
    assert "The first bus comes after the lesson has begun." in html
    assert run_on(response).choices == (("meet", "a"),)


def test_the_end_is_shown_with_its_result(client, kept):
    response = press(client, kept, press(client, kept, choice="a"), choice="a")

    html = response.content.decode()
    assert "Rosa comes to every lesson of the week." in html
    assert "100&nbsp;%" in html


def test_one_choice_back_and_from_the_beginning(client, kept):
    second = press(client, kept, press(client, kept, choice="a"), choice="b")

    assert run_on(press(client, kept, second, back="1")).choices == (("meet", "a"),)
    assert run_on(press(client, kept, second, again="1")).choices == ()


def test_a_jump_goes_to_any_scene(client, kept):
    response = press(client, kept, begin="1", scene="plan")

    assert run_on(response).scene == "plan"
    assert "The first bus comes after the lesson has begun." in response.content.decode()


def test_a_jump_to_nowhere_is_refused_beside_the_field(client, kept):
    response = press(client, kept, begin="1", scene="nowhere")

    assert response.context["begin"].errors["scene"]
    assert run_on(response).scene == "meet"


def test_it_says_what_has_been_tried(client, kept):
    first = press(client, kept, choice="a")
    press(client, kept, choice="a")  # once more is no more
    second = press(client, kept, first, choice="b")

    assert "<strong>2 of 6</strong>" in second.content.decode()


def test_every_path_is_tried_on_request(client, kept):
    html = press(client, kept, walk="1").content.decode()

    assert "Every path comes to an end" in html


def test_a_hole_in_the_story_is_shown(client, author, scenario):
    content = {**scenario.content, "scenes": [scene("meet", option("a", "gone"))]}
    run = begin(scenario.graph)
    token = keep_try(page=None, content=content, title="T", run=run, by=author)
    kept = kept_try(author, token)

    assert "which is not there" in press(client, kept, walk="1").content.decode()
    assert "leads nowhere" in press(client, kept, choice="a").content.decode()


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"run": "", "choice": "a"},
        {"run": "{", "choice": "a"},
        {"run": "[" * 50_000, "choice": "a"},
        {"run": json.dumps({"choices": [["plan", "a"]]}), "choice": "a"},
        {"run": json.dumps({"scene": "meet", "choices": []}), "choice": "z"},
    ],
)
def test_a_run_that_was_tampered_with_begins_again(client, kept, posted):
    response = client.post(address(kept), posted)

    assert response.status_code == 200
    assert "It begins again here" in response.content.decode()
    assert run_on(response).choices == ()


def test_no_record_is_left(client, kept):
    events = AuditEvent.objects.count()
    press(client, kept, press(client, kept, choice="a"), choice="a")

    assert ScenarioAttempt.objects.count() == ScenarioStep.objects.count() == 0
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("turns", [1, 2])
def test_a_turn_asks_the_database_for_the_person_alone(
    client, kept, turns, django_assert_max_num_queries
):
    response = press(client, kept, choice="a")
    with django_assert_max_num_queries(11):
        press(client, kept, *([response] if turns == 2 else []), choice="a")
