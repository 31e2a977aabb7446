"""What a player sends: refused, or kept as a statement of ours."""

import json
from contextlib import suppress
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.h5p.names import LibraryName
from content.h5p.problems import Refused
from content.h5p.results.durations import seconds_in
from content.h5p.results.statements import check_statement
from content.h5p.semantics.uses import Part, SubContent, Uses

ACTIVITY = "https://waymark.example/activities/7"
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
ID = UUID("11111111-2222-3333-4444-555555555555")
ACTOR = {"objectType": "Agent", "account": {"homePage": "https://waymark.example", "name": "x1"}}
CHILD, QUESTION = "aaaaaaaa-0000-4000-8000-000000000001", "aaaaaaaa-0000-4000-8000-000000000002"
SUB, LOCAL = "http://h5p.org/x-api/h5p-subContentId", "http://h5p.org/x-api/h5p-local-content-id"
CHOICE = {
    "answers": [{"correct": True}, {"correct": False}, {"correct": True}],
    "behaviour": {"singlePoint": False},
}
SET = {
    "questions": [
        {"library": "H5P.MultiChoice 1.16", "subContentId": CHILD, "params": CHOICE},
        {
            "library": "H5P.SingleChoiceSet 1.11",
            "subContentId": "aaaaaaaa-0000-4000-8000-000000000003",
            "params": {"choices": [{"subContentId": QUESTION, "answers": ["right", "wrong"]}]},
        },
    ]
}


def sent(verb="answered", sub="", **changes):
    """As MultiChoice sends it; `changes` are of result."""
    return {
        "actor": {"name": "Somebody else", "mbox": "mailto:boss@example.org"},
        "id": "99999999-9999-9999-9999-999999999999",
        "timestamp": "1999-01-01T00:00:00Z",
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}", "display": {"en-US": verb}},
        "object": {
            "id": f"{ACTIVITY}?subContentId={sub}" if sub else ACTIVITY,
            "objectType": "Activity",
            "definition": {
                "type": "http://adlnet.gov/expapi/activities/cmi.interaction",
                "name": {"en-US": "What <em>now</em>?\n"},
                "description": {"en-US": "<p>Choose.</p>"},
                "interactionType": "choice",
                "correctResponsesPattern": ["0[,]2"],
                "choices": [{"id": 0, "description": {"en-US": "This"}}],
                "extensions": {LOCAL: 7, **({SUB: sub} if sub else {})},
            },
        },
        "context": {
            "contextActivities": {
                "category": [{"id": "http://h5p.org/libraries/H5P.MultiChoice-1.16"}]
            }
        },
        "result": {
            "score": {"min": 0, "max": 2, "raw": 2, "scaled": 1},
            "completion": True,
            "success": True,
            "duration": "PT3.62S",
            "response": "0[,]2",
            **changes,
        },
    }


def check(raw, *, kind="MultiChoice", params=CHOICE, uses=None):
    return check_statement(
        raw, activity_id=ACTIVITY, library=LibraryName(f"H5P.{kind}", 1, 16), params=params,
        uses=uses, actor=ACTOR, stored_at=NOW, statement_id=ID,
    )  # fmt: skip


def test_a_statement_is_ours_and_judged_again():
    checked = check(sent(response="0", score={"raw": 2, "max": 2}))

    assert checked.statement["id"] == str(ID)
    assert checked.statement["actor"] == ACTOR
    assert checked.statement["timestamp"] == checked.statement["stored"] == NOW.isoformat()
    assert (checked.verb, checked.interaction, checked.title) == ("answered", "choice", "What now?")
    assert (checked.score, checked.max_score) == (Decimal(1), Decimal(2))
    assert (checked.is_recomputed, checked.is_top, checked.finishes) == (True, True, True)
    assert (checked.seconds, checked.response) == (3, "0")
    result = checked.statement["result"]
    assert result["score"] == {"min": 0, "max": 2, "raw": 1, "scaled": 0.5}
    assert result["success"] is False
    assert checked.statement["object"]["definition"]["choices"][0]["id"] == "0"
    assert "mailto" not in json.dumps(checked.statement)


def with_object(**changes):
    raw = sent()
    raw["object"] |= changes
    return raw


def without(*keys):
    raw = sent()
    for key in keys:
        del raw[key]
    return raw


def deep(levels):
    value = "end"
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (None, "statement"),
        ([], "statement"),
        ("{}", "statement"),
        ({}, "verb"),
        (without("verb"), "verb"),
        (sent() | {"verb": "answered"}, "verb"),
        (sent() | {"verb": {"id": "answered"}}, "verb"),
        (sent() | {"verb": {"id": "http://x/"}}, "verb"),
        (sent() | {"verb": {"id": "http://x/not%20one"}}, "verb"),
        (sent() | {"verb": {"id": "http://x/" + "a" * 41}}, "verb"),
        (sent() | {"verb": {"id": ["http://x/answered"]}}, "verb"),
        (without("object"), "object"),
        (sent() | {"object": []}, "object"),
        (with_object(id="https://waymark.example/activities/77"), "object"),
        (with_object(id=ACTIVITY + "/"), "object"),
        (with_object(id=f"{ACTIVITY}?other=1"), "object"),
        (with_object(id=f"{ACTIVITY}?subContentId=7"), "sub-content"),
        (with_object(id=f"{ACTIVITY}?subContentId={CHILD}"), "sub-content"),
        (with_object(definition={"extensions": {SUB: CHILD}}), "sub-content"),
        (with_object(id=f"{ACTIVITY}?subContentId={CHILD}",
                     definition={"extensions": {SUB: QUESTION}}), "sub-content"),
        (sent(score={"raw": "2", "max": 2}), "score"),
        (sent(score={"raw": True, "max": 2}), "score"),
        (sent(score={"raw": 10**9, "max": 2}), "score"),
        (sent(score={"raw": 1, "max": float("inf")}), "statement"),
        (sent(score={"raw": float("nan"), "max": 2}), "statement"),
        (sent(response="a\x00b"), "statement-nul"),
        (sent(**{"a\x00b": 1}), "statement-nul"),
        (sent(response="\ud800"), "statement"),
        (sent(response={1, 2}), "statement"),
        (sent(response="x" * 70_000), "statement-size"),
        (sent(response=deep(30)), "statement-depth"),
        (sent(response=deep(3_000)), "statement-depth"),
    ],
)  # fmt: skip
def test_what_is_no_statement_about_this_activity_is_refused(raw, code):
    with pytest.raises(Refused) as refused:
        check(raw)

    assert refused.value.codes == {code}


@pytest.mark.parametrize(
    ("raw", "kind", "expected"),
    [
        # verb, top, finishes, score, judged here
        (sent("completed", response=None), "QuestionSet", (True, True, 2, False)),
        (sent("attempted", response=None, score=None), "QuestionSet", (True, False, None, False)),
        (sent("progressed", response=None), "QuestionSet", (True, False, 2, False)),
        (sent("passed", response=None), "QuestionSet", (True, True, 2, False)),
        (sent("answered", CHILD), "QuestionSet", (False, False, 2, True)),
        (sent("completed", CHILD, response=None), "QuestionSet", (False, False, 2, False)),
        (sent("interacted", CHILD), "QuestionSet", (False, False, 2, False)),
        (sent("answered", f"{{{CHILD.upper()}}}"), "QuestionSet", (False, False, 2, True)),
        (sent("answered", QUESTION, response="0"), "QuestionSet", (False, False, 1, True)),
        (sent("answered", QUESTION, response="5"), "QuestionSet", (False, False, 2, False)),
        (sent("answered", str(ID)), "QuestionSet", (False, False, 2, False)),  # made up in play
        # A reported score is brought inside what is to be had, and dropped where nothing is.
        (sent(response=None, score={"raw": 5, "max": 2}), "QuestionSet", (True, True, 2, False)),
        (sent(response=None, score={"raw": -5, "max": 2}), "QuestionSet", (True, True, 0, False)),
        (sent(response=None, score={"raw": 5, "max": 0}), "QuestionSet", (True, True, None, False)),
        (sent(response=None, score={"raw": 5}), "QuestionSet", (True, True, None, False)),
        (sent(response=None, score=[]), "QuestionSet", (True, True, None, False)),
    ],
)
def test_what_a_statement_means(raw, kind, expected):
    checked = check(raw, kind=kind, params=SET)

    found = (checked.is_top, checked.finishes, checked.score, checked.is_recomputed)
    assert found == expected
    assert checked.sub_content_id == raw["object"]["id"].partition("subContentId=")[2]


def test_uses_tell_which_activity_is_meant():
    true_false, a_set = (
        LibraryName(f"H5P.{kind}", 1, 8) for kind in ("TrueFalse", "SingleChoiceSet")
    )
    uses = Uses(
        sub_contents=(
            SubContent("x", true_false, CHILD, "", {"correct": "true"}),
            SubContent("set", a_set, str(ID), "", {}),
        ),
        parts=(Part("set/params/choices/0", QUESTION), Part("other/0", str(NOW.date()))),
    )
    params = {"set": {"params": {"choices": [{"answers": ["r", "w"]}]}}}

    child = check(sent(sub=CHILD, response="true"), kind="Column", params=params, uses=uses)
    question = check(sent(sub=QUESTION, response="1"), kind="Column", params=params, uses=uses)

    assert (child.score, child.max_score, child.is_recomputed) == (1, 1, True)
    assert (question.score, question.max_score, question.is_recomputed) == (0, 1, True)


def test_a_chapter_without_a_parent_finishes_nothing_and_nor_does_a_question_without_an_id():
    chapter = check(sent("completed", CHILD, response=None), kind="InteractiveBook", params=SET)
    nameless = sent(response="0")
    nameless["context"]["contextActivities"]["parent"] = [{"id": ACTIVITY}]
    question = check(nameless, kind="SingleChoiceSet", params={"choices": []})

    assert not chapter.finishes
    assert not question.is_top
    assert not question.finishes


@pytest.mark.parametrize(
    ("response", "pattern", "kept", "patterns"),
    [
        (1, [0, 2], "1", ["0", "2"]),
        (1.0, 0.5, "1", ["0.5"]),
        (True, "true", "true", ["true"]),
        (["a", 2, ["no"]], [], "a[,]2", []),
        ({"a": 1}, [{"a": 1}, None, "b"], None, ["b"]),
        (None, {"a": 1}, None, []),
    ],
)
def test_numbers_become_the_texts_that_xapi_asks_for(response, pattern, kept, patterns):
    raw = sent(response=response)
    raw["object"]["definition"]["correctResponsesPattern"] = pattern

    statement = check(raw, kind="BranchingQuestion").statement

    assert statement["result"].get("response") == kept
    assert statement["object"]["definition"]["correctResponsesPattern"] == patterns


def test_what_nobody_knows_is_left_out_and_what_is_long_is_cut():
    raw = sent(response="x" * 20_000, secret=1, duration="P9999999999D", success="yes")
    raw |= {"attachments": [{}], "authority": {"name": "us"}, "version": "9"}
    raw["object"]["definition"] |= {
        "name": {"de": "n" * 900}, "moreInfo": "https://evil.example", "type": "javascript:x",
        "choices": [{"id": f"c{at}"} for at in range(900)] + [None, {"id": None}],
        "extensions": {"no address": 1, **{f"https://x.example/{at}": at for at in range(30)}},
    }  # fmt: skip
    raw["context"] = {
        "contextActivities": {
            "parent": [{"id": f"{ACTIVITY}?subContentId={CHILD}"}, {"id": f"{ACTIVITY}8"}, 4],
            "other": [{"id": "https://evil.example"}],
            "category": [{"id": "https://evil.example"}],
        },
        "instructor": {"mbox": "mailto:x@example.org"},
    }

    checked = check(raw, kind="Essay")

    kept = json.dumps(checked.statement)
    assert not any(word in kept for word in ("evil", "secret", "attach", "authority", "mailto"))
    definition = checked.statement["object"]["definition"]
    assert definition["name"] == {"en-US": "n" * 255}
    assert (len(definition["choices"]), len(definition["extensions"])) == (500, 20)
    assert "type" not in definition
    assert checked.statement["context"]["contextActivities"] == {
        "parent": [{"id": f"{ACTIVITY}?subContentId={CHILD}", "objectType": "Activity"}]
    }
    assert (len(checked.response), checked.seconds, len(checked.title)) == (16_000, None, 255)
    assert "success" not in checked.statement["result"]


def test_an_answer_is_judged_whole_before_it_is_cut():
    params = {"questions": ["*" + "y" * 20_000 + "*"]}

    checked = check(sent(response="y" * 20_000), kind="Blanks", params=params)

    assert checked.score == 1
    assert len(checked.response) == 16_000


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [
        ("PT3.62S", 3), ("PT1H2M3S", 3723), ("P1DT1S", 86_401), ("P2W", 1_209_600),
        ("PT0S", 0), ("PT5,5S", 5), ("P999999D", 2_592_000), ("P1Y", None), ("P1M", None),
        ("PT", None), ("P", None), ("", None), ("-PT5S", None), ("PT-5S", None), ("3", None),
        ("PTundefinedS", None), ("PT" + "9" * 30 + "S", None), (3, None), (None, None),
    ],
)  # fmt: skip
def test_durations(duration, seconds):
    assert seconds_in(duration) == seconds


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = st.recursive(
    SCALARS | st.sampled_from([ACTIVITY, SUB, CHILD, "0[,]1", "choice", "PT5S", 10**400]),
    lambda inner: st.lists(inner, max_size=4)
    | st.dictionaries(
        st.sampled_from(["id", "en-US", "extensions", "raw", "max", SUB]) | st.text(max_size=8),
        inner, max_size=4,
    ),
    max_leaves=20,
)  # fmt: skip
PLACES = [
    ("verb",), ("object",), ("result",), ("context",), ("verb", "id"), ("object", "id"),
    ("object", "definition"), ("object", "definition", "name"),
    ("object", "definition", "choices"), ("object", "definition", "extensions"),
    ("object", "definition", "correctResponsesPattern"), ("result", "score"),
    ("result", "response"), ("result", "duration"), ("context", "contextActivities"),
    ("context", "contextActivities", "category"), ("context", "contextActivities", "parent"),
]  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(PLACES), JSON), max_size=3), JSON, st.booleans())
def test_whatever_is_sent_is_refused_or_kept_whole(changes, whole, is_whole):
    raw = sent(sub=CHILD)
    for place, value in changes:
        target = raw
        for step in place[:-1]:
            target = target.get(step) if isinstance(target, dict) else None
        if isinstance(target, dict):
            target[place[-1]] = value
    with suppress(Refused):
        checked = check(whole if is_whole else raw, kind="QuestionSet", params=SET)
        assert_sound(checked)


def assert_sound(checked):
    kept = json.dumps(checked.statement, allow_nan=False)
    assert len(kept.encode()) < 400_000
    assert r"\u0000" not in kept
    assert checked.statement["actor"] == ACTOR
    if checked.score is not None:
        assert Decimal(0) <= checked.score <= checked.max_score
