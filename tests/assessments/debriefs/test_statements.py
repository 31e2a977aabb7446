"""One's own runs as xAPI: the shape a learning record takes, and nothing of anybody else."""

import json
import re
import uuid
from datetime import datetime

import pytest
from django.urls import reverse

from assessments.debriefs.rules.statements import duration, shortened
from tests.factories.debriefs import SEALED, debrief_answer, run_over

pytestmark = pytest.mark.django_db
EXPORT = reverse("debriefs:runs_export")
DURATION = re.compile(r"PT(?=\d)(\d+H)?(\d+M)?(\d+S)?")
IRI = re.compile(r"https?://[^\s<>\"]+")


def exported(client):
    return json.loads(client.get(EXPORT).content)


def check_language_map(value):
    assert value
    assert all(key == "en-GB" and isinstance(words, str) and words for key, words in value.items())


def check_extensions(value):
    assert value
    assert all(IRI.fullmatch(key) for key in value)


def check_activity(activity):
    assert set(activity) == {"objectType", "id", "definition"}
    assert activity["objectType"] == "Activity"
    assert IRI.fullmatch(activity["id"])
    definition = activity["definition"]
    check_language_map(definition["name"])
    assert IRI.fullmatch(definition["type"])
    if "interactionType" in definition:
        assert definition["interactionType"] == "choice"
        ids = [choice["id"] for choice in definition["choices"]]
        assert len(ids) == len(set(ids))
        for choice in definition["choices"]:
            check_language_map(choice["description"])


def check_result(result):
    assert set(result) <= {
        "score", "success", "completion", "response", "duration", "extensions"
    }  # fmt: skip
    if "score" in result:
        score = result["score"]
        assert -1 <= score["scaled"] <= 1
        assert score["min"] <= score["raw"] <= score["max"]
    if "duration" in result:
        assert DURATION.fullmatch(result["duration"])
    if "extensions" in result:
        check_extensions(result["extensions"])


def check_statement(statement):
    """As 1.0.3 asks of one that is sent to a learning record store."""
    assert set(statement) <= {
        "id", "actor", "verb", "object", "result", "context", "timestamp"
    }  # fmt: skip
    assert str(uuid.UUID(statement["id"])) == statement["id"]
    actor = statement["actor"]
    assert set(actor) == {"objectType", "name", "account"}  # one way to know the person, no more
    assert set(actor["account"]) == {"homePage", "name"}
    assert IRI.fullmatch(statement["verb"]["id"])
    check_language_map(statement["verb"]["display"])
    check_activity(statement["object"])
    check_result(statement.get("result", {}))
    context = statement["context"]
    uuid.UUID(context["registration"])
    check_extensions(context["extensions"])
    for parent in context.get("contextActivities", {}).get("parent", []):
        assert IRI.fullmatch(parent["id"])
    assert datetime.fromisoformat(statement["timestamp"]).tzinfo is not None


def test_every_statement_has_the_shape(client, run, mentor, scenario):
    run_over(mentor, scenario, "c", state="abandoned")
    run_over(mentor, scenario, "a", state="open")

    statements = exported(client)

    for statement in statements:
        check_statement(statement)
    assert len({statement["id"] for statement in statements}) == len(statements)
    assert [statement["verb"]["display"]["en-GB"] for statement in statements] == [
        "started", "chose", "chose", "chose", "finished",
        "started", "chose", "left before the end",
        "started", "chose",
    ]  # fmt: skip


def test_a_decision_names_scene_and_choice_and_says_how_sure(client, mentor, scenario):
    run_over(
        mentor, scenario, "c", "a",
        steps={1: {"seconds": 75, "confidence": 3}, 2: {"seconds": 4, "was_late": True}},
    )  # fmt: skip

    first, second = (one for one in exported(client) if "response" in one.get("result", {})
                     and one["result"]["response"] in {"a", "c"})  # fmt: skip

    assert first["object"]["definition"]["name"] == {"en-GB": "The late bus: At the door"}
    assert first["result"]["duration"] == "PT1M15S"
    assert list(first["result"]["extensions"].values()) == [3]
    assert [c["id"] for c in first["object"]["definition"]["choices"]] == ["a", "b", "c"]
    assert list(second["result"]["extensions"].values()) == [True]


def test_the_end_has_outcome_and_score_and_no_right_answers(client, run):
    statements = exported(client)

    result = statements[-1]["result"]
    assert (result["success"], result["score"]["raw"]) == (run.counts, run.percent)
    assert "correctResponsesPattern" not in json.dumps(statements)


def test_what_she_wrote_and_others_runs_are_not_in_it(client, run, peer, scenario):
    debrief_answer(run)
    run_over(peer, scenario, "a", "a")

    response = client.get(EXPORT)

    text = response.content.decode()
    assert SEALED not in text
    assert {one["actor"]["account"]["name"] for one in json.loads(text)} == {
        str(run.participant_id)
    }
    assert peer.last_name not in text
    assert response["Content-Disposition"].startswith('attachment; filename="scenario-runs-')


def test_the_same_run_taken_out_twice_is_the_same(client, run):
    assert exported(client) == exported(client)


def test_nobody_without_runs_takes_anything_out(client_of, manager, run):
    assert exported(client_of(manager)) == []


@pytest.mark.parametrize("count", [1, 3])
def test_taking_out_costs_the_same(client, mentor, scenario, count, django_assert_num_queries):
    for _ in range(count):
        run_over(mentor, scenario, "a", "a")
    client.get(EXPORT)

    with django_assert_num_queries(5):
        client.get(EXPORT)


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "PT0S"), (59, "PT59S"), (60, "PT1M"), (3725, "PT1H2M5S")]
)
def test_duration(seconds, written):
    assert duration(seconds) == written


def test_a_long_name_is_cut():
    assert shortened("a  b") == "a b"
    assert len(shortened("word " * 80)) <= 120
