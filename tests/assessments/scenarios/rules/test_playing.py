"""What can happen while a scenario is played: what is said when a condition, a must or a way out
can never come to be."""

from dataclasses import replace

import pytest

from assessments.scenarios.rules.checks import Fault, graph_faults, graph_notes
from assessments.scenarios.rules.checks.notes import TOO_MUCH
from assessments.scenarios.rules.checks.playing import followed
from assessments.scenarios.rules.checks.verdict import NO_BEST_PATH, NO_KEPT_PATH
from assessments.scenarios.rules.graph import End, Fact, Gauge, Must, Opening, Way
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


def telling(last, **fields):
    """n1: a tells, b does not; trust begins at 5, and a adds 2."""
    first = scene(
        "n1", option("a", "n2", 2, facts=("told",), effects={"trust": 2}), option("b", "n2")
    )
    graph = two_scenes(scenes=(first, last), **fields)
    return remembering(graph, "told", trust=5)


def test_conditions_that_sometimes_hold_are_sound():
    graph = telling(
        scene(
            "n2",
            option("a", "good", 2, ways=(Way((not_happened("told"),), "poor"),)),
            option("b", "poor", when=(at_least("trust", 7),)),
            openings=(Opening((at_most("trust", 6),), "She waits."),),
        )
    )

    assert graph_faults(graph) == []
    assert [note.message for note in graph_notes(graph) if "it is always" in note.message] == []


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ((at_least("trust", 8),), "trust is at least 8"),
        ((at_most("trust", 4),), "trust is at most 4"),
        ((at_least("trust", 6), at_most("trust", 2)), "trust is at most 2"),
        (
            (at_least("trust", 6), not_happened("told")),
            "trust is at least 6 and “told” has not happened at the same time",
        ),
    ],
)
def test_a_condition_that_never_holds_is_told_with_its_scene_and_option(when, words):
    offer = telling(scene("n2", option("a", "good", 2), option("b", "poor"),
                          option("c", "poor", when=when)))  # fmt: skip
    way = telling(scene("n2", option("a", "good", 2, ways=(Way(when, "poor"),)),
                        option("b", "poor")))  # fmt: skip
    opening = telling(scene("n2", option("a", "good", 2), option("b", "poor"),
                            openings=(Opening(when, "She nods."),)))  # fmt: skip

    assert graph_faults(offer) == [
        Fault(
            f"Scene “n2”, option “c”: it can never be that {words}, so nobody is offered it.",
            "n2", "c",
        )
    ]  # fmt: skip
    assert graph_faults(way) == [
        Fault(
            f"Scene “n2”, option “a”: it can never be that {words} once it is chosen, so nobody "
            "goes to “poor” from here.",
            "n2", "a",
        )
    ]  # fmt: skip
    assert graph_faults(opening) == [
        Fault(f"Scene “n2”: it can never be that {words}, so nobody reads that opening.", "n2")
    ]


def test_what_a_choice_changes_comes_before_the_way_on():
    way = Way((at_most("trust", 2),), "poor")
    graph = telling(
        scene("n2", option("a", "good", 2, effects={"trust": -3}, ways=(way,)), option("b", "poor"))
    )

    assert graph_faults(graph) == []  # 5 − 3, or 7 − 3


def test_a_scene_behind_a_condition_that_never_holds_is_not_reached():
    graph = with_scene(
        scene("n1", option("a", "n2", 2, ways=(Way((at_least("trust", 9),), "n3"),)))
    )
    graph = remembering(
        replace(
            graph,
            scenes=(*graph.scenes, scene("n3", option("a", "odd", 1))),
            ends=(*graph.ends, End("odd", "mixed", "x")),
        ),
        trust=5,
    )

    assert [fault.message.partition(":")[0] for fault in graph_faults(graph)] == [
        "No path reaches end “odd”",
        "Scene “n1”, option “a”",
        "No path reaches scene “n3”",
    ]


def test_there_is_always_something_on_offer():
    last = scene(
        "n2",
        option("a", "good", 2, when=(at_least("trust", 7),)),
        option("b", "poor", when=(happened("told"),)),
    )

    assert graph_faults(telling(last)) == [
        Fault(
            "Scene “n2”: when trust is 5 and “told” has not happened, no option is on offer. Leave "
            "one option without a condition, or add one for those runs.",
            "n2",
        )
    ]


def test_a_run_that_cannot_come_to_an_end_is_told_with_what_has_happened():
    way = Way((happened("told"),), "good")
    graph = telling(scene("n2", option("a", "n2", 2, ways=(way,))), ends=two_scenes().ends[:1])

    assert graph_faults(graph) == [
        Fault("Scene “n2”: when “told” has not happened, no path comes to an end.", "n2")
    ]


def test_a_circle_that_is_left_after_some_rounds_is_sound():
    way = Way((at_least("trust", 10),), "good")
    last = scene("n2", option("a", "n2", 2, effects={"trust": 1}, ways=(way,)),
                 option("b", "poor"))  # fmt: skip

    assert graph_faults(telling(last)) == []


# Musts ---------------------------------------------------------------------------

LAST = scene("n2", option("a", "good", 2), option("b", "poor"))


def test_a_must_that_some_runs_keep_is_sound():
    assert graph_faults(telling(LAST, musts=(Must("do", "told", "Tell the DSL."),))) == []


def test_a_must_do_that_no_run_can_keep():
    first = scene("n1", option("a", "n2", 2), option("b", "n3", facts=("told",)))
    out = scene("n3", option("a", "", 0, critical=True, stops=True), option("b", "n3", 1))
    graph = remembering(
        two_scenes(scenes=(first, LAST, out), musts=(Must("do", "told", "x"),)), "told"
    )

    assert (
        "No path comes to an end with “told”, which is a must. Let an option that somebody can "
        "choose make it happen."
    ) in [fault.message for fault in graph_faults(graph)]


def test_a_must_avoid_that_every_run_breaks():
    graph = with_scene(scene("n1", option("a", "n2", 2, facts=("told",))))
    graph = remembering(replace(graph, musts=(Must("avoid", "told", "x"),)), "told")

    assert [fault.message for fault in graph_faults(graph)] == [
        "Every path comes to “told”, which must be avoided. Leave a way without it."
    ]


# The safe best path --------------------------------------------------------------


def test_the_best_path_keeps_the_musts():
    """Whoever takes the points has not told: no safe run comes to 80 %."""
    first = scene("n1", option("a", "n2", facts=("told",)), option("b", "n2", 2))
    graph = remembering(two_scenes(scenes=(first, LAST), musts=(Must("do", "told", "x"),)), "told")

    assert [fault.message for fault in graph_faults(graph)] == [NO_KEPT_PATH]


def test_the_best_path_keeps_the_floors():
    first = scene("n1", option("a", "n2"), option("b", "n2", 2, effects={"trust": -3}))
    graph = two_scenes(scenes=(first, LAST))

    assert graph_faults(remembering(graph, trust=5, floor=2)) == []
    assert [fault.message for fault in graph_faults(remembering(graph, trust=5, floor=3))] == [
        NO_KEPT_PATH
    ]


def test_the_best_path_ends_well():
    last = scene("n2", option("a", "poor", 2), option("b", "good"))

    assert graph_faults(two_scenes(scenes=(two_scenes().scenes[0], last))) == [Fault(NO_BEST_PATH)]


def test_what_was_not_on_offer_is_not_missed():
    """Without trust, the second-best option is worth all there is to be had."""
    last = scene("n2", option("a", "poor", 2, when=(at_least("trust", 6),)), option("b", "good", 1))
    first = scene("n1", option("a", "n2", 2), option("b", "n2", effects={"trust": 2}))

    assert graph_faults(remembering(two_scenes(scenes=(first, last)), trust=5)) == []


# More than can be followed -------------------------------------------------------


def large(*options):
    """Four meters that go up and down in any order, and a fact: 29,282 memories at one scene."""
    meters = ("trust", "ownership", "safety", "time")
    changes = [
        option(f"{meter}{by}", "hub", effects={meter: by}) for meter in meters for by in (-1, 1)
    ]
    hub = scene("hub", *changes, option("on", "n2", 2), option("tell", "hub", facts=("told",)))
    asked = [option(one, "poor", when=(at_least(one, 1), happened("told"))) for one in meters]
    graph = two_scenes(
        scenes=(
            scene("n1", option("a", "hub", 2)),
            hub,
            scene("n2", option("a", "good", 2), *asked, *options),
        ),
        meters=tuple(Gauge(meter, 5) for meter in meters),
    )
    return remembering_too(graph, "told")


def remembering_too(graph, *facts):
    return replace(graph, facts=tuple(Fact(fact, "x") for fact in facts))


def test_a_large_story_is_told_what_can_surely_never_be():
    left = option("b", "poor", when=(happened("left"),))
    sound = large(left, option("c", "n1", 1, facts=("left",)))
    never = large(left, option("c", "", critical=True, stops=True, facts=("left",)))

    assert followed(sound)[1] is False
    assert graph_faults(remembering_too(sound, "told", "left")) == []
    assert graph_faults(remembering_too(never, "told", "left")) == [
        Fault(
            "Scene “n2”, option “b”: it can never be that “left” has happened, so nobody is "
            "offered it.",
            "n2",
            "b",
        )
    ]


def test_a_large_story_is_told_that_not_all_was_checked():
    assert Fault(TOO_MUCH) in graph_notes(large())
    assert Fault(TOO_MUCH) not in graph_notes(two_scenes())
