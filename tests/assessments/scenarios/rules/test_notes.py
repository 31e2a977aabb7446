"""What a trainer should look at, though nothing of it keeps a scenario from being published."""

from dataclasses import replace

import pytest

from assessments.scenarios.rules.checks import (
    Fault,
    best_option,
    graph_faults,
    graph_notes,
)
from assessments.scenarios.rules.graph import Graph, Opening, Picture, Way
from tests.assessments.scenarios.rules.stories import (
    at_least,
    at_most,
    happened,
    not_happened,
    option,
    remembering,
    scene,
    two_scenes,
    with_scene,
)


def words_of(graph: Graph) -> list[str]:
    return [note.message for note in graph_notes(graph)]


def test_the_longest_option_is_noticed_when_it_is_too_often_right():
    graph = with_scene(
        scene("n1", option("a", "n2"), option("b", "n2", 2, text="A long and careful one"))
    )
    short = replace(
        graph,
        scenes=tuple(
            scene(s.key, *(replace(o, text="x" * (9 - 3 * int(o.points))) for o in s.options))
            for s in graph.scenes
        ),
    )

    assert "The best option is the longest in 2 of 2 (n1, n2)." in words_of(graph)
    assert words_of(short) == []


def test_a_best_option_in_one_place_is_noticed():
    graph = with_scene(scene("n1", option("a", "n2", 2), option("b", "n2")))

    assert "The best option is always number 1. The screen shuffles them." in words_of(graph)


def test_the_best_option_is_the_safe_one_with_most_points():
    one = scene("n1", option("a", "n2", 2, critical=True), option("b", "n2", 1), option("c", "n2"))

    assert best_option(one).key == "b"


SHORT = {"text": "x"}  # no longer than the best one
FIRST = (option("a", "n2", **SHORT), option("b", "n2", 2, **SHORT))


@pytest.mark.parametrize(
    ("graph", "note"),
    [
        (
            with_scene(scene("n1", option("a", "n2", 1))),
            Fault("Scene “n1” has one option, so there is nothing to decide.", "n1"),
        ),
        (
            with_scene(scene("n1", *FIRST, option("c", "n2", 1, critical=True))),
            Fault("Scene “n1”, option “c” is unsafe but worth points.", "n1", "c"),
        ),
        (
            with_scene(scene("n1", *FIRST, option("c", "n2", scores={"b": 0}))),
            Fault("No option is worth points for b."),
        ),
        (
            with_scene(scene("n1", *FIRST, option("c", "n1"))),
            Fault("Scene “n1”: a path comes back to it.", "n1"),
        ),
        (
            two_scenes(
                scenes=(
                    scene("n1", *FIRST),
                    scene("n2", option("a", "good", 2), option("b", "n3")),
                    scene("n3", option("a", "n1"), option("b", "n2", 1)),
                )
            ),
            Fault("Scene “n1”: a path comes back to it by way of n2, n3.", "n1"),
        ),
        (
            remembering(
                with_scene(scene("n1", *FIRST, option("c", "n2", facts=("told",)))), "told"
            ),
            Fault("The fact “told” is remembered, but no condition and no must asks about it."),
        ),
        (remembering(two_scenes(), trust=5), Fault("No option changes the meter “trust”.")),
        (
            with_scene(scene("n1", *FIRST, picture=Picture(1))),
            Fault(
                "Scene “n1”: the picture has no words, so it is only decoration. If it shows "
                "something that matters, say it in words.",
                "n1",
            ),
        ),
        (
            with_scene(scene("n1", *FIRST, own_words=True)),
            Fault(
                "Scene “n1” asks what she would say, but has no examples of what others said to "
                "put beside it.",
                "n1",
            ),
        ),
        (
            with_scene(
                scene("n1", FIRST[0], replace(FIRST[1], votes=2), panel=True),
            ),
            Fault("Scene “n1”: the panel has 2 votes. Ask 3 people or more.", "n1"),
        ),
        (
            with_scene(
                scene(
                    "n1", *FIRST, option("c", "", critical=True, stops=True, ways=(Way((), "n2"),))
                )
            ),
            Fault(
                "Scene “n1”, option “c” stops the story, so its ways are never taken. Remove them.",
                "n1",
                "c",
            ),
        ),
    ],
)
def test_what_deserves_a_look_is_told_with_its_place(graph, note):
    assert note in graph_notes(graph)


def test_a_scene_that_is_hard_to_read_is_told():
    text = (
        "Notwithstanding considerable organisational difficulties, the multidisciplinary "
        "safeguarding partnership anticipates comprehensive documentation of every "
        "conversation immediately afterwards."
    )

    (note,) = [
        note for note in graph_notes(with_scene(scene("n1", *FIRST, text=text)))
        if "reads at grade" in note.message
    ]  # fmt: skip

    assert note.scene == "n1"
    assert note.message.endswith("reaches everybody: shorter sentences, everyday words.")


def remembered(last):
    first = scene("n1", option("a", "n2", 2, facts=("told",), effects={"trust": 1}, **SHORT),
                  option("b", "n2", **SHORT))  # fmt: skip
    return remembering(two_scenes(scenes=(first, last)), "told", trust=5)


def test_conditions_that_always_hold_are_told():
    graph = remembered(
        scene(
            "n2",
            option("a", "good", 2, ways=(Way((at_least("trust", 5),), "poor"),)),
            option("b", "good"),
            openings=(
                Opening((at_most("trust", 6),), "She waits."),
                Opening((), "It rains."),
                Opening((happened("told"),), "She nods."),
            ),
        )
    )

    assert [note for note in graph_notes(graph) if note.scene == "n2"] == [
        Fault(
            "Scene “n2”: it is always so that trust is at most 6, so everybody reads that opening. "
            "Make it part of the text.",
            "n2",
        ),
        Fault(
            "Scene “n2”: nothing is asked, so everybody reads that opening. Make it part of the "
            "text.",
            "n2",
        ),
        Fault(
            "Scene “n2”, option “a”: it is always so that trust is at least 5 once it is chosen, "
            "so it always leads to “poor”. Lead there without a condition.",
            "n2",
            "a",
        ),
    ]


def test_a_way_behind_another_that_is_always_taken_first_is_told():
    ways = (Way((happened("told"),), "poor"), Way((at_least("trust", 6),), "good"))
    graph = remembered(scene("n2", option("a", "good", 2, ways=ways), option("b", "poor")))

    assert Fault(
        "Scene “n2”, option “a”: nobody takes the way to “good”, as a way before it is always "
        "taken. Change their order or their conditions.",
        "n2",
        "a",
    ) in graph_notes(graph)


def test_two_ways_of_which_one_is_always_taken_are_no_matter():
    ways = (Way((happened("told"),), "good"), Way((not_happened("told"),), "poor"))
    last = scene("n2", option("a", "good", 2, **SHORT), option("b", "poor", ways=ways, **SHORT))

    assert [note for note in graph_notes(remembered(last)) if note.scene == "n2"] == []


def test_what_deserves_a_look_stops_nothing():
    graph = remembering(with_scene(scene("n1", option("a", "n2", 2), picture=Picture(1))), trust=5)

    assert graph_notes(graph)
    assert graph_faults(graph) == []


def test_a_broken_scenario_is_still_looked_at():
    graph = with_scene(scene("n1", option("a", "n9", 1)))

    assert "Scene “n1” has one option, so there is nothing to decide." in words_of(graph)
