"""Each part of a scenario on its own, and where its ways lead: what is said of what is wrong."""

from dataclasses import replace
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.rules.checks import Fault, check_graph, graph_faults
from assessments.scenarios.rules.graph import (
    Clip,
    Condition,
    End,
    Fact,
    Gauge,
    Graph,
    Must,
    Opening,
    Scene,
    Way,
)
from tests.assessments.scenarios.rules.stories import (
    at_least,
    at_most,
    happened,
    option,
    remembering,
    scene,
    sound_graphs,
    two_scenes,
    with_scene,
)

PLACE = "Scene “n1”, option “a”"


def told_at_once(*musts: Must) -> Graph:
    graph = with_scene(scene("n1", option("a", "n2", 2, facts=("told",))), musts=musts)
    return remembering(graph, "told")


def faults_of(graph: Graph) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        check_graph(graph)
    return refused.value.messages


def test_a_sound_graph_passes():
    check_graph(two_scenes())


@pytest.mark.parametrize(
    ("graph", "told"),
    [
        (two_scenes(start=""), "No start."),
        (two_scenes(start="n9"), "The start scene “n9” does not exist."),
        (two_scenes(ends=()), "There is no end."),
        (two_scenes(codes=("S1", "K6")), "Declared but never scored: K6."),
        (two_scenes(codes=()), "Scored but not declared: S1."),
        (
            two_scenes(ends=(End("good", "good", "x"), End("poor", "bad", "x"))),
            "End “poor”: “bad” is not one of good, mixed, poor, unsafe.",
        ),
        (
            two_scenes(ends=(End("good", "good", " "), End("poor", "poor", "x"))),
            "End “good” has no text.",
        ),
        (
            two_scenes(ends=(*two_scenes().ends, End("odd", "mixed", "x"))),
            "No path reaches end “odd”.",
        ),
        (
            two_scenes(scenes=(*two_scenes().scenes, Scene("n3", "?", (option("a", "good", 1),)))),
            "No path reaches scene “n3”.",
        ),
        (
            two_scenes(scenes=(*two_scenes().scenes, two_scenes().scenes[1])),
            "The name “n2” is used 2 times.",
        ),
        (with_scene(Scene("n1", "", (option("a", "n2", 1),))), "Scene “n1” has no text."),
        (with_scene(Scene("n1", "?", ())), "Scene “n1” has no options"),
        (with_scene(Scene("n 1", "?", ())), "The name “n 1” will not do."),
        (
            with_scene(Scene("n1", "?", (option("a", "n2"), option("b", "n2")))),
            "Scene “n1”: no option is worth points.",
        ),
        (
            with_scene(Scene("n1", "?", (option("a", "n2", 1), option("a", "n2")))),
            "Scene “n1”: the option “a” is there 2 times.",
        ),
        (
            with_scene(Scene("n1", "?", (option("a!", "n2", 1),))),
            "Scene “n1”, option “a!”: the name will not do.",
        ),
        (
            with_scene(Scene("n1", "?", (option("a", "n7", 1), option("b", "n2")))),
            "Scene “n1”, option “a” leads to “n7”, which does not exist.",
        ),
        (
            with_scene(Scene("n1", "?", (option("a", "", 1), option("b", "n2")))),
            "Scene “n1”, option “a” leads nowhere.",
        ),
        (
            with_scene(Scene("n1", "?", (option("a", "n2", 3),))),
            "Scene “n1”, option “a”: 3 points for S1.",
        ),
        (
            with_scene(Scene("n1", "?", (option("a", "n2", -1), option("b", "n2", 1)))),
            "Scene “n1”, option “a”: -1 points for S1.",
        ),
        (
            with_scene(Scene("n1", "?", (option("a", "n2", 1, text="", out=" ", why=""),))),
            "Scene “n1”, option “a”: the coach's comment is missing.",
        ),
        # Meters
        (two_scenes(meters=(Gauge("mood"),)), "Meter “mood” is not one of trust, ownership"),
        (two_scenes(meters=(Gauge("trust", 11),)), "Meter “trust” starts at 11."),
        (two_scenes(meters=(Gauge("trust", 5, -1),)), "Meter “trust” has its floor at -1."),
        (two_scenes(meters=(Gauge("trust"), Gauge("trust"))), "Meter “trust” is there more than"),
        (
            with_scene(scene("n1", option("a", "n2", 2, effects={"trust": 1}))),
            "Scene “n1”, option “a” changes the meter “trust”, which this scenario does",
        ),
        (
            remembering(
                with_scene(scene("n1", option("a", "n2", 2, effects={"trust": 4}))), trust=5
            ),
            "Scene “n1”, option “a” changes trust by 4. One choice changes it by 3 at most.",
        ),
        # Facts
        (two_scenes(facts=(Fact("told", "x"), Fact("told", "y"))), "The fact “told” is there more"),
        (two_scenes(facts=(Fact("told!", "x"),)), "The fact “told!”: the name will not do."),
        (two_scenes(facts=(Fact("told", " "),)), "The fact “told” has no text."),
        (two_scenes(facts=(Fact("told", "x"),)), "Nothing makes “told” happen."),
        (
            with_scene(scene("n1", option("a", "n2", 2, facts=("told",)))),
            "Scene “n1”, option “a” makes “told” happen, which is not in the list of facts.",
        ),
        # Musts
        (two_scenes(musts=(Must("do", "told", "x"),)), "A “must do” names the fact “told”, which"),
        (two_scenes(musts=(Must("do", "", "x"),)), "A “must do” names no fact."),
        (told_at_once(Must("do", "told", "")), "The “must do” of “told” has no text."),
        (told_at_once(Must("perhaps", "told", "It is.")), "The must “It is.” says neither"),
        (told_at_once(*[Must("do", "told", "x")] * 2), "“told” is there twice as “must do”."),
        (
            told_at_once(Must("do", "told", "x"), Must("avoid", "told", "x")),
            "“told” must be done and must be avoided.",
        ),
        # Conditions
        *(
            (with_scene(scene("n1", option("a", "n2", 2, when=(when,)))), f"{PLACE}: {words}")
            for when, words in [
                (Condition("sometimes"), "the condition to be on offer is not complete."),
                (Condition("at_least", value=4), "the condition to be on offer names no meter."),
                (at_least("trust", 4), "the condition to be on offer asks about the meter “trust”"),
                (
                    at_most("trust", 11),
                    "the condition to be on offer asks for 11.",
                ),
                (Condition("happened"), "the condition to be on offer names no fact."),
                (happened("told"), "the condition to be on offer asks about “told”, which is not"),
            ]
        ),
        (
            with_scene(scene("n1", option("a", "n2", 2, ways=(Way((happened("told"),), "n2"),)))),
            "Scene “n1”, option “a”: a way asks about “told”, which is not in the list of facts.",
        ),
        (
            with_scene(
                scene("n1", option("a", "n2", 2), openings=(Opening((at_least("trust", 1),), "x"),))
            ),
            "Scene “n1”: an opening asks about the meter “trust”, which this scenario does",
        ),
        # Ways, openings, stops, the clock and the panel
        (
            with_scene(scene("n1", option("a", "n2", 2, ways=(Way((), "n7"),)))),
            "Scene “n1”, option “a” leads to “n7”, which does not exist.",
        ),
        (
            with_scene(scene("n1", option("a", "n2", 2, ways=(Way((), ""),)))),
            "Scene “n1”, option “a” leads nowhere.",
        ),
        (
            with_scene(scene("n1", option("a", "n2", 2), openings=(Opening((), " "),))),
            "Scene “n1” has an opening without a text.",
        ),
        (
            with_scene(scene("n1", option("a", "n2", 2), clip=Clip(1, None, " "))),
            "Scene “n1”: the film or sound has no transcript.",
        ),
        (
            with_scene(scene("n1", option("a", "n2", 2), option("b", "", stops=True))),
            "Scene “n1”, option “b” stops the story, but is not unsafe.",
        ),
        (
            with_scene(scene("n1", option("a", "n2", 2), seconds=30)),
            "Scene “n1” has a clock. Choose the option that is taken when the time is up.",
        ),
        (
            with_scene(scene("n1", option("a", "n2", 2), seconds=30, late="z")),
            "Scene “n1”: when the time is up, “z” is taken, which does not exist.",
        ),
        (
            remembering(
                with_scene(
                    scene(
                        "n1",
                        option("a", "n2", 2),
                        option("b", "n2", when=(at_least("trust", 5),)),
                        seconds=30,
                        late="b",
                    )
                ),
                trust=5,
            ),
            "Scene “n1”, option “b” is taken when the time is up, but is not always on offer.",
        ),
        (
            with_scene(scene("n1", option("a", "n2", 2), seconds=-1)),
            "Scene “n1” has a clock of -1 seconds.",
        ),
        (
            with_scene(scene("n1", option("a", "n2", scores={}), panel=True)),
            "Scene “n1”: the panel's votes give no points.",
        ),
        (two_scenes(codes=("S1", "S1")), "Declared more than once: S1."),
    ],
)
def test_a_fault_is_named_with_its_place(graph, told):
    assert any(message.startswith(told) for message in faults_of(graph))


def test_a_fault_names_the_scene_and_the_option():
    graph = with_scene(scene("n1", option("a", "n7", 1), option("b", "n2")))

    assert Fault(
        "Scene “n1”, option “a” leads to “n7”, which does not exist.", "n1", "a"
    ) in graph_faults(graph)


def test_faults_stand_in_the_order_of_the_story():
    graph = two_scenes(
        codes=("K6", "S1"),
        scenes=(
            scene("n1", option("a", "n2", 2, out="")),
            scene("n2", option("a", "good", 2), option("b", "poor", text="")),
        ),
    )

    assert [(fault.scene, fault.option) for fault in graph_faults(graph)] == [
        ("", ""),
        ("n1", "a"),
        ("n2", "b"),
    ]


def test_points_of_a_panel_may_be_parts():
    scores = [{"S1": Fraction(2, 3)}, {"S1": Fraction(2)}]
    options = [option("ab"[n], "n2", scores=scores[n], votes=n + 2) for n in range(2)]

    check_graph(with_scene(scene("n1", *options, panel=True)))


def test_a_choice_that_stops_the_story_need_not_lead_anywhere():
    stop = option("b", "", critical=True, stops=True)

    check_graph(with_scene(scene("n1", option("a", "n2", 2), stop)))


def test_every_fault_is_told_at_once():
    graph = two_scenes(
        codes=("K6",),
        scenes=(
            Scene("n1", "?", (option("a", "nowhere"), option("b", "n2", 7))),
            two_scenes().scenes[1],
        ),
    )

    messages = faults_of(graph)

    assert len(messages) == 4


def test_a_loop_without_a_way_out_is_a_fault():
    graph = with_scene(Scene("n1", "?", (option("a", "n1"), option("b", "n2", 2))))
    closed = replace(
        graph,
        scenes=(
            Scene("n1", "?", (option("a", "n2", 1), option("b", "good", 2), option("c", "poor"))),
            Scene("n2", "?", (option("a", "n3", 1),)),
            Scene("n3", "?", (option("a", "n2", 1),)),
        ),
    )

    assert graph_faults(graph) == []
    assert faults_of(closed) == [
        "From scene “n2” no path comes to an end.",
        "From scene “n3” no path comes to an end.",
    ]


def test_the_best_path_must_be_safe():
    """Whoever chooses safely loses the points of the unsafe option, and stays below 80 %."""
    scene = Scene("n1", "?", (option("a", "n2", 0), option("b", "n2", 2, critical=True)))

    assert faults_of(with_scene(scene))[0].startswith("No safe path leads to a good end")


def test_a_good_end_must_not_need_bad_choices():
    graph = two_scenes(
        scenes=(
            Scene("n1", "?", (option("a", "n2", 2), option("b", "n2"))),
            Scene("n2", "?", (option("a", "poor", 2), option("b", "good"))),
        )
    )

    assert faults_of(graph)[0].startswith("No safe path leads to a good end")


def test_an_unsafe_end_need_not_be_led_to():
    ends = (*two_scenes().ends, End("unsafe", "unsafe", "Stop."))

    check_graph(two_scenes(ends=ends))


@given(sound_graphs())
def test_sound_graphs_pass(graph):
    assert graph_faults(graph) == []


PLANTED = {
    "which does not exist": lambda o: replace(o, target="missing"),
    "leads nowhere": lambda o: replace(o, target=""),
    "Give 0, 1 or 2.": lambda o: replace(o, scores={"S1": 5}),
    "what happens is missing": lambda o: replace(o, out=""),
}


@given(sound_graphs(), st.sampled_from(sorted(PLANTED)), st.data())
def test_a_planted_fault_is_found_at_its_place(graph, told, data):
    place = data.draw(st.integers(0, len(graph.scenes) - 1))
    scene = graph.scenes[place]
    at = data.draw(st.integers(0, len(scene.options) - 1))
    options = list(scene.options)
    options[at] = PLANTED[told](options[at])
    scenes = list(graph.scenes)
    scenes[place] = replace(scene, options=tuple(options))

    faults = graph_faults(replace(graph, scenes=tuple(scenes)))

    found = [fault for fault in faults if told in fault.message]
    assert [fault.scene for fault in found] == [scene.key]
    assert f"Scene “{scene.key}”, option “{options[at].key}”" in found[0].message
