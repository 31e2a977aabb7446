from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.rules import (
    MIXED_TEXT,
    TRANSITIONS,
    UNSAFE_TEXT,
    CodeResult,
    End,
    Graph,
    Option,
    Result,
    RunBand,
    Scene,
    Status,
    check_graph,
    check_transition,
    ending_of,
    graph_faults,
    graph_warnings,
    result_of,
    run_label,
)


def option(key: str, target: str, points: int = 0, **fields: object) -> Option:
    values = {"text": f"Say {key}", "out": "Well.", "why": "So.", "critical": False, **fields}
    return Option(key=key, target=target, **{"scores": {"S1": points}, **values})  # type: ignore[arg-type]


def two_scenes(**fields: object) -> Graph:
    graph = Graph(
        start="n1",
        scenes=(
            Scene("n1", "What now?", (option("a", "n2"), option("b", "n2", 2))),
            Scene("n2", "And now?", (option("a", "good", 2), option("b", "poor"))),
        ),
        ends=(End("good", "good", "It went well."), End("poor", "poor", "It did not.")),
        codes=("S1",),
    )
    return replace(graph, **fields)


def with_scene(scene: Scene) -> Graph:
    graph = two_scenes()
    return replace(graph, scenes=(scene, *graph.scenes[1:]))


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
    ],
)
def test_a_fault_is_named_with_its_place(graph, told):
    assert any(message.startswith(told) for message in faults_of(graph))


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
    assert "Scene “n1”: a path comes back to it." in graph_warnings(graph)
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


def test_the_longest_option_is_noticed_when_it_is_too_often_right():
    graph = with_scene(
        Scene("n1", "?", (option("a", "n2"), option("b", "n2", 2, text="A long and careful one")))
    )
    short = replace(
        graph,
        scenes=tuple(
            Scene(
                s.key, s.text, tuple(replace(o, text="x" * (9 - 3 * o.points)) for o in s.options)
            )
            for s in graph.scenes
        ),
    )

    assert "The best option is the longest in 2 of 2 (n1, n2)." in graph_warnings(graph)
    assert graph_warnings(short) == []


def test_a_best_option_in_one_place_is_noticed():
    graph = two_scenes(
        scenes=(
            Scene("n1", "?", (option("a", "n2", 2), option("b", "n2"))),
            two_scenes().scenes[1],
        )
    )

    assert "The best option is always number 1. The screen shuffles them." in graph_warnings(graph)


def test_smaller_things_are_noticed():
    scene = Scene("n1", "?", (option("a", "n2", 1, critical=True, scores={"S1": 1, "b": 0}),))

    notes = graph_warnings(with_scene(scene))

    assert "Scene “n1” has one option, so there is nothing to decide." in notes
    assert "Scene “n1”, option “a” is unsafe but worth points." in notes
    assert "No option is worth points for b." in notes


def test_points_count_on_the_scenes_visited_only():
    graph = two_scenes()
    detour = replace(
        graph,
        scenes=(
            Scene("n1", "?", (option("a", "good", 1), option("b", "n2", 2))),
            graph.scenes[1],
        ),
    )

    result = result_of(detour, [("n1", "a")])

    assert (result.earned, result.available, result.percent) == (1, 2, 50)


def test_available_is_the_highest_per_code():
    scene = Scene(
        "n1",
        "?",
        (
            option("a", "n2", scores={"S1": 2, "S2": 0}),
            option("b", "n2", scores={"S1": 0, "S2": 1}),
        ),
    )
    graph = replace(with_scene(scene), codes=("S2", "S1"))

    result = result_of(graph, [("n1", "a"), ("n2", "a")])

    assert result.codes == (CodeResult("S2", 0, 1), CodeResult("S1", 4, 4))
    assert result.percent == 80
    assert [code.is_sound for code in result.codes] == [False, True]


@pytest.mark.parametrize(
    ("earned", "available", "band"),
    [
        (4, 5, RunBand.STRONG),
        (799, 1000, RunBand.SOUND),
        (3, 5, RunBand.SOUND),
        (599, 1000, RunBand.REPEAT),
        (0, 5, RunBand.REPEAT),
    ],
)
def test_bands_begin_where_they_say(earned, available, band):
    assert Result((CodeResult("S1", earned, available),), is_unsafe=False).band == band


def test_a_critical_choice_is_repeat_whatever_the_score():
    scene = Scene("n1", "?", (option("a", "n2", 2), option("b", "n2", 2, critical=True)))

    result = result_of(with_scene(scene), [("n1", "b"), ("n2", "a")])

    assert result.percent == 100
    assert result.is_unsafe
    assert result.band == RunBand.REPEAT
    assert run_label(result.band, result.is_unsafe) == "Repeat: unsafe choice"


def test_a_choice_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError, match="“z” is not a choice in scene “n1”"):
        result_of(two_scenes(), [("n1", "z")])


LOW = Result((CodeResult("S1", 1, 4),), is_unsafe=False)
HIGH = Result((CodeResult("S1", 4, 4),), is_unsafe=False)


def test_a_good_end_is_shown_as_mixed_below_60():
    mixed = End("mixed", "mixed", "Half of it.")

    own = ending_of(two_scenes(ends=(*two_scenes().ends, mixed)), "good", LOW)
    standard = ending_of(two_scenes(), "good", LOW)

    assert (own.band, own.text) == ("mixed", "Half of it.")
    assert (standard.band, standard.text) == ("mixed", MIXED_TEXT)


@pytest.mark.parametrize(
    ("key", "result", "text"),
    [("good", HIGH, "It went well."), ("poor", HIGH, "It did not."), ("poor", LOW, "It did not.")],
)
def test_other_ends_are_shown_as_they_are(key, result, text):
    ending = ending_of(two_scenes(), key, result)

    assert (ending.text, ending.unsafe_text) == (text, "")


def test_the_unsafe_text_follows_the_end():
    unsafe = replace(HIGH, is_unsafe=True)
    with_end = two_scenes(ends=(*two_scenes().ends, End("stop", "unsafe", "Stop here.")))

    assert ending_of(two_scenes(), "good", unsafe).text == "It went well."
    assert ending_of(two_scenes(), "good", unsafe).unsafe_text == UNSAFE_TEXT
    assert ending_of(two_scenes(unsafe_text="Ring."), "good", unsafe).unsafe_text == "Ring."
    assert ending_of(with_end, "good", unsafe).unsafe_text == "Stop here."
    assert ending_of(with_end, "stop", unsafe).unsafe_text == ""  # it has just been said


def test_an_unknown_end_is_refused():
    with pytest.raises(ValidationError, match="“n2” is not an end"):
        ending_of(two_scenes(), "n2", HIGH)


def test_transitions_are_total():
    for current in Status:
        for new in Status:
            if new in TRANSITIONS[current]:
                check_transition(current, new)
            else:
                with pytest.raises(ValidationError, match="This run is over"):
                    check_transition(current, new)


@st.composite
def sound_graphs(draw: st.DrawFn) -> Graph:
    """Scenes in a row, each option leading on: acyclic, all reached, and best at the end."""
    size = draw(st.integers(1, 6))
    codes = ["S1", "S2", "a"]
    scenes = []
    for place in range(size):
        onward = f"n{place + 1}" if place + 1 < size else "good"
        best = option("best", onward, scores={draw(st.sampled_from(codes)): 2})
        others = [
            option(
                f"o{n}",
                draw(st.sampled_from([f"n{m}" for m in range(place + 1, size)] + ["good", "poor"])),
                scores={draw(st.sampled_from(codes)): draw(st.integers(0, 0))},
                critical=draw(st.booleans()),
            )
            for n in range(draw(st.integers(0, 3)))
        ]
        scenes.append(Scene(f"n{place}", "?", tuple(draw(st.permutations([best, *others])))))
    exit_ = option("exit", "poor", scores={"S1": 0})
    scenes[0] = replace(scenes[0], options=(*scenes[0].options, exit_))
    graph = Graph("n0", tuple(scenes), (End("good", "good", "x"), End("poor", "poor", "x")))
    return replace(graph, codes=tuple(sorted(graph.scored)))


def a_walk(graph: Graph, data: st.DataObject) -> list[tuple[str, str]]:
    key, walk = graph.start, []
    while scene := graph.scene(key):
        chosen = data.draw(st.sampled_from(scene.options))
        walk.append((scene.key, chosen.key))
        key = chosen.target
    return walk


@given(sound_graphs())
def test_sound_graphs_pass(graph):
    assert graph_faults(graph) == []


@given(sound_graphs(), st.data())
def test_a_score_is_between_nothing_and_all(graph, data):
    result = result_of(graph, a_walk(graph, data))

    assert 0 <= result.earned <= result.available
    assert 0 <= result.percent <= 100
    assert all(0 <= code.earned <= code.available for code in result.codes)
    assert sum(code.available for code in result.codes) > 0


@given(sound_graphs())
def test_the_best_path_is_strong(graph):
    result = result_of(graph, [(scene.key, "best") for scene in graph.scenes])

    assert (result.percent, result.band) == (100, RunBand.STRONG)


@given(sound_graphs(), st.data())
def test_an_unsafe_walk_never_counts(graph, data):
    walk = a_walk(graph, data)
    chosen = [graph.scene(scene).option(key) for scene, key in walk]  # type: ignore[union-attr]

    result = result_of(graph, walk)

    assert result.is_unsafe == any(one.critical for one in chosen if one)
    assert not (result.is_unsafe and result.band != RunBand.REPEAT)


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
