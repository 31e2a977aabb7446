"""The way through a Branching Scenario, out of what a browser saved of it."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.h5p.results.paths import read_path

SUB = "http://h5p.org/x-api/h5p-subContentId"


def question(key, text, *alternatives, title="Untitled Branching Question"):
    return {
        "type": {
            "library": "H5P.BranchingQuestion 1.0",
            "subContentId": key,
            "metadata": {"title": title},
            "params": {
                "branchingQuestion": {
                    "question": f"<p>{text}</p>",
                    "alternatives": [
                        {"text": said, "nextContentId": to, "feedback": feedback}
                        for said, to, feedback in alternatives
                    ],
                }
            },
        }
    }


def page(key, title, to, feedback=None):
    return {
        "type": {"library": "H5P.AdvancedText 1.1", "subContentId": key,
                 "metadata": {"title": title}, "params": {"text": "<p>Words</p>"}},
        "nextContentId": to,
        "feedback": feedback or {},
    }  # fmt: skip


CONTENT = {
    "branchingScenario": {
        "content": [
            question("q0", "Rosa is late. What now?", ("Ask <b>why</b>", 1, {}), ("Wait", 2, {}),
                     ("Say nothing", 2, {})),
            page("p1", "What happens", 2),
            question("q2", "And then?", ("Go on", -1, {"title": "It went well"}), ("Back", 0, {}),
                     ("Leave", -2, {}), ("Stop", -1, {}), title="The corridor"),
            page("p3", "", -1, {"title": "<p>Own end</p>"}),
        ],
        "endScreens": [
            {"contentId": -1, "endScreenTitle": "<p>Well &amp; done</p>"},
            {"contentId": -2, "endScreenTitle": "Gone"},
        ],
    }
}  # fmt: skip


def answered(*pairs):
    return {
        "statement": {},
        "children": [
            {
                "statement": {
                    "object": {"definition": {"extensions": {SUB: key}}},
                    "result": {"response": response},
                }
            }
            for key, response in pairs
        ],
    }


def steps(path):
    return [(step["node"], step["title"], step["choice"]) for step in path]


FIRST = "Rosa is late. What now?"


@pytest.mark.parametrize(
    ("state", "data", "expected"),
    [
        # The only choice that leads where somebody went.
        ({"userPath": [0, 1, 2, -2]}, None,
         [(0, FIRST, "Ask why"), (1, "What happens", ""), (2, "The corridor", "Leave"),
          (-2, "Gone", "")]),
        # Two choices lead there: what was answered tells which.
        ({"userPath": [0, 2]}, None, [(0, FIRST, ""), (2, "The corridor", "")]),
        ({"userPath": [0, 2]}, answered(("q0", 2)),
         [(0, FIRST, "Say nothing"), (2, "The corridor", "")]),
        ({"userPath": [0, 2], "xAPIData": answered(("q0", "1"))["children"]}, None,
         [(0, FIRST, "Wait"), (2, "The corridor", "")]),
        # Once more round, and back out of a choice: the last answers are those of the path.
        ({"userPath": [0, 2, 0, 2, -1]},
         answered(("q0", 1), ("q2", 1), ("q0", 2), ("q2", 0)),
         [(0, FIRST, "Wait"), (2, "The corridor", "Back"), (0, FIRST, "Say nothing"),
          (2, "The corridor", "Go on"), (-1, "It went well", "")]),
        ({"userPath": [0, 2, -1]}, answered(("q0", 1), ("q0", 2), ("q2", 3)),
         [(0, FIRST, "Say nothing"), (2, "The corridor", "Stop"), (-1, "Well & done", "")]),
        # An answer that does not lead there is not believed.
        ({"userPath": [0, 1]}, answered(("q0", 1)),
         [(0, FIRST, "Ask why"), (1, "What happens", "")]),
        # Ends: of the last step, of the list, as they were shown.
        ({"userPath": [3, -1]}, None, [(3, "Step 4", ""), (-1, "Own end", "")]),
        ({"userPath": [1, -1], "endScreen": {"endScreenTitle": "As shown"}}, None,
         [(1, "What happens", ""), (-1, "As shown", "")]),
        ({"userPath": [1, -9]}, None, [(1, "What happens", ""), (-9, "The end", "")]),
        # From what was answered alone.
        (None, answered(("q0", 0), ("{Q2}", 0.0)),
         [(0, FIRST, ""), (2, "The corridor", "Go on"), (-1, "It went well", "")]),
        # Numbers however they are written; steps there are none are passed over.
        (json.dumps({"userPath": ["0", 1.0, "2", 99, "x", None, True, 1.5, -1]}), None,
         [(0, FIRST, "Ask why"), (1, "What happens", ""), (2, "The corridor", ""),
          (-1, "Well & done", "")]),
        ("{broken", None, []),
        ("[" * 100_000, None, []),
        ([], "data", []),
        (None, None, []),
    ],
)  # fmt: skip
def test_a_path_is_read(state, data, expected):
    assert steps(read_path(CONTENT, state, data)) == expected


def test_points_stand_at_the_last_visit():
    scores = [{"id": 0, "score": 2, "maxScore": 3}, {"id": "2", "score": "1.5"},
              {"id": 1, "score": None}, {"id": 1, "score": float("inf")}, 4]  # fmt: skip
    scoring = {"scores": scores}
    path = read_path(CONTENT, {"userPath": [0, 2, 0, 1, 2, -1], "scoring": scoring})

    assert [step["score"] for step in path] == [None, None, 2, None, 1.5, None]


@pytest.mark.parametrize("way", ["no-score", "static-end-score"])
def test_where_steps_have_no_points_none_are_said(way):
    scenario = {**CONTENT["branchingScenario"], "scoringOptionGroup": {"scoringOption": way}}
    state = {"userPath": [0, -1], "scoring": {"scores": [{"id": 0, "score": 0}]}}

    path = read_path({"branchingScenario": scenario}, state)

    assert [step["score"] for step in path] == [None, None]


def test_a_question_is_known_by_its_shape():
    own = json.loads(json.dumps(CONTENT).replace("H5P.BranchingQuestion", "Own.Question"))

    assert read_path(own, {"userPath": [0, 1]})[0]["choice"] == "Ask why"


def test_inner_params_and_shapes_nobody_expects_are_taken():
    inner = CONTENT["branchingScenario"]

    assert steps(read_path(inner, {"userPath": [0, 1]}))[0] == (0, FIRST, "Ask why")
    for params in (None, [], {"content": 3}, {"branchingScenario": {"content": [None, 4]}}):
        assert isinstance(read_path(params, {"userPath": [0, 1, -1]}), list)


def test_an_endless_path_is_cut():
    assert len(read_path(CONTENT, {"userPath": [0, 1] * 5_000})) == 500


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
KEYS = st.sampled_from([
    "userPath", "scoring", "scores", "id", "score", "xAPIData", "children", "statement", "object",
    "definition", "extensions", SUB, "result", "response", "endScreen", "endScreenTitle",
    "branchingScenario", "content", "type", "library", "params", "branchingQuestion",
    "alternatives", "nextContentId", "feedback", "endScreens", "contentId", "metadata", "title",
])  # fmt: skip
GARBAGE = st.recursive(
    SCALARS
    | st.sampled_from([0, 1, 2, -1, "q0", "H5P.BranchingQuestion 1.0", "\ud800\x00", 10**400]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=100, deadline=None)
@given(
    GARBAGE | st.just(CONTENT),
    GARBAGE | st.fixed_dictionaries({"userPath": st.lists(st.integers(-3, 5) | SCALARS)}),
    GARBAGE | st.builds(answered, st.tuples(st.sampled_from(["q0", "q2", "x"]), SCALARS)),
)
def test_whatever_a_browser_saved_becomes_a_path_that_can_be_kept(params, state, data):
    path = read_path(params, state, data)

    kept = json.dumps(path, allow_nan=False, ensure_ascii=False).encode()
    assert rb"\u0000" not in kept
    for step in path:
        assert set(step) == {"node", "title", "choice", "score"}
        assert isinstance(step["node"], int)
        assert len(step["title"]) <= 255
