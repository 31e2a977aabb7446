"""What a run is worth."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.rules.graph import End, Graph, Scene
from assessments.scenarios.rules.scoring import (
    MIXED_TEXT,
    TRANSITIONS,
    UNSAFE_TEXT,
    CodeResult,
    Result,
    RunBand,
    Status,
    check_transition,
    ending_of,
    result_of,
    run_label,
)
from tests.assessments.scenarios.rules.stories import (
    option,
    sound_graphs,
    two_scenes,
    with_scene,
)


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
    assert Result((CodeResult("S1", earned, available),), chose_unsafe=False).band == band


def test_a_critical_choice_is_repeat_whatever_the_score():
    scene = Scene("n1", "?", (option("a", "n2", 2), option("b", "n2", 2, critical=True)))

    result = result_of(with_scene(scene), [("n1", "b"), ("n2", "a")])

    assert result.percent == 100
    assert result.is_unsafe
    assert result.band == RunBand.REPEAT
    assert run_label(result.band, result.is_unsafe) == "Repeat: unsafe"


def test_a_choice_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError, match="“z” is not a choice in scene “n1”"):
        result_of(two_scenes(), [("n1", "z")])


LOW = Result((CodeResult("S1", 1, 4),), chose_unsafe=False)
HIGH = Result((CodeResult("S1", 4, 4),), chose_unsafe=False)


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
    unsafe = replace(HIGH, chose_unsafe=True)
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


def a_walk(graph: Graph, data: st.DataObject) -> list[tuple[str, str]]:
    key, walk = graph.start, []
    while scene := graph.scene(key):
        chosen = data.draw(st.sampled_from(scene.options))
        walk.append((scene.key, chosen.key))
        key = chosen.target
    return walk


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
