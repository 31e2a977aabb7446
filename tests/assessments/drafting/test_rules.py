"""Links by the clock, runs from anywhere, and every path walked at once. No database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError

from assessments.drafting.rules.links import (
    MOST_OPEN,
    LinkState,
    check_can_be_played,
    check_number,
    end_of,
    state_of,
)
from assessments.drafting.rules.trying import begin, choices_of, read_run, turns_of_run
from assessments.drafting.rules.walks import walk
from assessments.scenarios.blocks.graphs import graph_of
from tests.assessments.drafting.conftest import option, scene

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
TRUST = {"kind": "at_least", "meter": "trust", "value": 7}
TOLD = {"kind": "happened", "fact": "told"}


def graph(*scenes, start="one", **more):
    ends = [{"key": "good", "band": "good", "text": "Well."}]
    content = {"situation": "", "start": start, "codes": ["S2"], "unsafe": "", "ends": ends}
    return graph_of({**content, "scenes": list(scenes), **more})


def story():
    return graph(
        scene(
            "one",
            option("a", "two", effects={"trust": 2}),
            option("b", "two", facts=["told"]),
        ),
        scene("two", option("a", "good"), option("b", "good", when=[TRUST])),
        meters=[{"meter": "trust", "start": 5}],
        facts=[{"key": "told", "text": "You told the DSL"}],
    )


# Links


@pytest.mark.parametrize(
    ("days", "withdrawn", "state"),
    [
        (0, None, LinkState.OPEN),
        (13, None, LinkState.OPEN),
        (14, None, LinkState.ENDED),
        (2, 1, LinkState.WITHDRAWN),
        (20, 1, LinkState.WITHDRAWN),
    ],
)
def test_a_link_is_open_for_a_fortnight_unless_withdrawn(days, withdrawn, state):
    taken_back = NOW + timedelta(days=withdrawn) if withdrawn else None

    assert state_of(end_of(NOW), taken_back, NOW + timedelta(days=days)) == state


def test_there_must_be_something_to_play():
    with pytest.raises(ValidationError, match="no first scene"):
        check_can_be_played(False)
    check_can_be_played(True)


def test_there_are_not_many_links_at_once():
    check_number(MOST_OPEN - 1)
    with pytest.raises(ValidationError, match="Withdraw one"):
        check_number(MOST_OPEN)


# Runs


def test_a_run_begins_at_the_start_with_what_the_story_says():
    run = begin(story())

    assert (run.scene, run.state.meters, run.state.facts) == ("one", (("trust", 5),), frozenset())


def test_a_run_may_begin_anywhere_with_anything():
    run = begin(story(), "two", {"trust": 9}, ["told"])

    assert (run.scene, run.state.meters, run.state.facts) == ("two", (("trust", 9),), {"told"})


@pytest.mark.parametrize(
    ("scene_key", "meters", "facts"),
    [
        ("nowhere", {"trust": "7"}, ["never"]),
        (7, [7], 7),
        (None, {"trust": True, "other": 3}, [["told"]]),
        ({}, {"trust": 7.5}, "told"),
    ],
)
def test_what_does_not_fit_is_as_at_the_start(scene_key, meters, facts):
    assert begin(story(), scene_key, meters, facts) == begin(story())


def test_meters_stay_between_their_ends():
    assert begin(story(), "one", {"trust": 99}).state.meter("trust") == 10
    assert begin(story(), "one", {"trust": -99}).state.meter("trust") == 0


def test_a_run_is_carried_by_the_page_and_read_again():
    run = begin(story(), "one", {"trust": 6}).then(("one", "a")).then(("two", "b"))

    assert read_run(story(), run.as_json) == run
    assert [turn.target for turn in turns_of_run(story(), run)] == ["two", "good"]
    assert run.one_back().choices == (("one", "a"),)


@pytest.mark.parametrize(
    "choices",
    [
        "one",
        [["one"]],
        [["one", 1]],
        [["one", "z"]],
        [["two", "a"]],  # the story was not there
        [["one", "b"], ["two", "b"]],  # trust is too low for it
        [["one", "a"], ["two", "a"], ["good", "a"]],
    ],
)
def test_a_run_that_was_tampered_with_is_refused(choices):
    with pytest.raises(ValidationError):
        read_run(story(), {**begin(story()).as_json, "choices": choices})


def test_every_option_is_there_to_be_tried():
    assert choices_of(story()) == {("one", "a"), ("one", "b"), ("two", "a"), ("two", "b")}


# Every path


def walked(graph, scene_key="one", **given):
    run = begin(graph, scene_key, **given)
    return walk(graph, run.scene, run.state)


def test_a_sound_story_is_walked_through():
    found = walked(story())

    assert found.is_whole
    assert (found.scenes, found.options) == (2, 4)
    assert (found.stopped, found.missed) == ((), ())


def test_an_option_that_nobody_is_offered_from_here_is_named_with_why():
    found = walked(story(), "two")

    assert [note.message for note in found.missed] == [
        "Scene “one” is not reached.",
        "Scene “two”, option “b” is never on offer: trust at least 7 never holds here.",
    ]


def test_with_another_meter_it_is_on_offer():
    found = walked(story(), "two", meters={"trust": 8})

    assert [note.message for note in found.missed] == ["Scene “one” is not reached."]


@pytest.mark.parametrize(
    ("scenes", "message"),
    [
        ([scene("one")], "Scene “one” has no options"),
        ([scene("one", option("a", "gone"))], "leads to “gone”, which is not there"),
        ([scene("one", option("a", ""))], "leads to nowhere yet"),
        ([scene("one", option("a", "one"))], "a run can come to no end"),
        (
            [scene("one", option("a", "gone", ways=[{"when": [TOLD], "target": "good"}]))],
            "leads to “gone”",
        ),
    ],
)
def test_where_a_run_would_stand_still_is_named(scenes, message):
    found = walked(graph(*scenes))

    assert any(message in note.message and note.scene == "one" for note in found.stopped)


def test_the_safe_stop_is_an_end():
    found = walked(graph(scene("one", option("a", "good", critical=True, stops=True))))

    assert found.stopped == ()
    assert [note.message for note in found.missed] == ["End “good” is not reached."]


def test_a_walk_ends_in_good_time():
    meters = [{"meter": meter} for meter in ("trust", "ownership", "safety", "time")]
    whens = [[{"kind": "at_least", "meter": one["meter"], "value": 9}] for one in meters]
    ring = [
        scene(f"n{n}", *(
            option(f"o{m}", f"n{(n + 1) % 30}", effects={one["meter"]: 1}, when=whens[m] if n == 3
                   else [])
            for m, one in enumerate(meters)
        ))
        for n in range(30)
    ]  # fmt: skip

    found = walk(graph(*ring, start="n0", meters=meters), "n0", begin(
        graph(*ring, start="n0", meters=meters)).state, most=500)  # fmt: skip

    assert not found.is_whole
    assert found.missed == ()  # nothing is said of what was not looked at
