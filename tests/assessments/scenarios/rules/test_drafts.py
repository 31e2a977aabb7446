"""A story that is being written may be broken in any way: it is told so, and nothing breaks."""

from dataclasses import replace
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.scenarios.rules.checks import graph_faults, graph_notes
from assessments.scenarios.rules.graph import Condition, Gauge, Graph, Must, Way
from assessments.scenarios.rules.paths import best_continuation, path_report
from assessments.scenarios.rules.play import State
from tests.assessments.scenarios.rules.stories import stories

BROKEN_CONDITIONS = [
    Condition(""), Condition("at_least"), Condition("at_most", meter="mood", value=4),
    Condition("at_least", meter="trust", value=99), Condition("happened"),
    Condition("not_happened", fact="never"), Condition("sometimes", meter="trust"),
]  # fmt: skip
OF_AN_OPTION = [
    lambda one, dice: replace(one, target=""),
    lambda one, dice: replace(one, target="n77"),
    lambda one, dice: replace(one, key=dice.choice(["", "a", "a b"])),
    lambda one, dice: replace(one, stops=True, target=""),
    lambda one, dice: replace(one, effects={"mood": 2, "trust": 40}),
    lambda one, dice: replace(one, facts=("never", "")),
    lambda one, dice: replace(one, scores={}),
    lambda one, dice: replace(one, scores={"S1": -2, "": 7}),
    lambda one, dice: replace(one, when=(dice.choice(BROKEN_CONDITIONS),)),
    lambda one, dice: replace(one, ways=(Way((dice.choice(BROKEN_CONDITIONS),), "good"),)),
    lambda one, dice: replace(one, ways=(Way((), ""),)),
    lambda one, dice: replace(one, text="", out="", why=""),
]
OF_A_SCENE = [
    lambda one, dice: replace(one, options=()),
    lambda one, dice: replace(one, key=dice.choice(["", "n0", "good", "!stop"])),
    lambda one, dice: replace(one, text=" ", seconds=30, late="z"),
    lambda one, dice: replace(one, panel=True, own_words=True),
]
OF_A_STORY = [
    lambda graph, dice: replace(graph, start=dice.choice(["", "n77", "good"])),
    lambda graph, dice: replace(graph, ends=()),
    lambda graph, dice: replace(graph, ends=graph.ends * 2),
    lambda graph, dice: replace(graph, scenes=()),
    lambda graph, dice: replace(graph, meters=(Gauge("mood", 55), *graph.meters * 2)),
    lambda graph, dice: replace(graph, facts=graph.facts * 2),
    lambda graph, dice: replace(graph, musts=(Must("", "", ""), Must("do", "never", "x"))),
    lambda graph, dice: replace(graph, codes=("", "S1", "S1")),
]


def broken(graph: Graph, dice: Random) -> Graph:
    for _ in range(dice.randint(1, 4)):
        kind = dice.random()
        if kind < 0.2 or not graph.scenes:
            graph = dice.choice(OF_A_STORY)(graph, dice)
            continue
        scenes = list(graph.scenes)
        place = dice.randrange(len(scenes))
        scene = scenes[place]
        if kind < 0.4 or not scene.options:
            scenes[place] = dice.choice(OF_A_SCENE)(scene, dice)
        else:
            options = list(scene.options)
            at = dice.randrange(len(options))
            options[at] = dice.choice(OF_AN_OPTION)(options[at], dice)
            scenes[place] = replace(scene, options=tuple(options))
        graph = replace(graph, scenes=tuple(scenes))
    return graph


@settings(max_examples=400, deadline=None)
@given(stories(), st.integers(0, 2**32))
def test_whatever_is_broken_is_looked_at(graph, seed):
    draft = broken(graph, Random(seed))

    for told in (*graph_faults(draft), *graph_notes(draft)):
        assert told.message
        assert not told.scene or told.scene in {scene.key for scene in draft.scenes}
    assert path_report(draft).in_words
    for scene in draft.scenes[:2]:
        best_continuation(draft, scene.key, State())
