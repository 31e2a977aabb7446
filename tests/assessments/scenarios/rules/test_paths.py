"""How many paths there are, the best and the worst, and what they are all worth."""

from dataclasses import replace
from fractions import Fraction

import pytest

from assessments.scenarios.rules.graph import STOP, End, Fact, Gauge, Graph, Must, Way
from assessments.scenarios.rules.paths import (
    PathReport,
    best_continuation,
    expert_path,
    has_safe_best_path,
    path_report,
    worst_path,
)
from assessments.scenarios.rules.play import State, opening_state, turns_of
from tests.assessments.scenarios.rules.stories import (
    at_least,
    happened,
    not_happened,
    option,
    remembering,
    scene,
    two_scenes,
    with_scene,
)


def test_a_report_of_a_short_story():
    """n1: a 0, b 2 of 2; n2: a 2, b 0 of 2. So 50, 0, 100 and 50 per cent."""
    report = path_report(two_scenes())

    assert (report.paths, report.shortest, report.longest, report.minutes) == (4, 2, 2, 1)
    assert (report.best, report.worst) == (
        [("n1", "b"), ("n2", "a")],
        [("n1", "a"), ("n2", "b")],
    )
    spread = report.spread
    assert (spread.is_exact, spread.runs) == (True, 4)
    assert (spread.lowest, spread.median, spread.highest) == (0, 50, 100)
    assert spread.bands == {"strong": 1, "sound": 0, "repeat": 3, "unsafe": 0}
    assert spread.tens == (1, 0, 0, 0, 0, 2, 0, 0, 0, 1)
    assert spread.percent_in("repeat") == 75
    assert spread.percents[5] == 50
    assert report.in_words == [
        "4 paths, each of 2 decisions. The longest takes about one minute.",
        "Results go from 0 % to 100 %, with 50 % in the middle.",
        "Of all paths: 25 % strong, 0 % sound, 75 % repeat, 0 % unsafe.",
    ]


def test_a_draft_without_a_start_or_an_end_has_a_report():
    assert path_report(two_scenes(start="n9")) == PathReport()
    closed = path_report(with_scene(scene("n1", option("a", "n9"), option("b", "n1", 2))))

    assert (closed.paths, closed.spread, closed.best, closed.worst) == (0, None, [], [])
    assert closed.in_words == ["No path comes to an end yet."]


def test_what_leads_nowhere_yet_is_left_out():
    report = path_report(with_scene(scene("n1", option("a", "n9"), option("b", "n2", 2))))

    assert report.paths == 2
    assert report.spread.runs == 2


def test_paths_without_end_are_sampled():
    graph = with_scene(scene("n1", option("a", "n1"), option("b", "n2", 2)))

    report = path_report(graph)

    assert (report.paths, report.is_endless, report.shortest, report.longest) == (
        None, True, 2, None,
    )  # fmt: skip
    assert (report.spread.is_exact, report.spread.runs) == (False, 2000)
    assert report.spread == path_report(graph).spread  # the same dice every time
    # Each round more is two points more that were to be had.
    assert report.spread.lowest < 20
    assert report.spread.highest == 100
    assert 20 < report.spread.percent_in("strong") < 30
    assert report.in_words[0] == (
        "A path comes back, so there is no end of paths. The shortest has 2 decisions."
    )
    assert report.in_words[2].startswith("Of 2,000 runs by chance: ")


def test_the_lowest_and_the_highest_are_known_where_chance_does_not_find_them():
    """Out of a circle of twelve there is one way, with no points; chance never goes round."""
    rounds = [scene(f"c{n}", option("a", f"c{n + 1}", 2), *(
        option(key, "poor", 1) for key in "bcdefgh")) for n in range(12)]  # fmt: skip
    last = scene("c12", option("a", "good", 2), option("b", "c0"))

    report = path_report(two_scenes(start="c0", scenes=(*rounds, last)))

    assert report.is_endless
    assert report.spread.highest == 100


def long_story(scenes: int) -> Graph:
    return two_scenes(
        start="n0",
        scenes=tuple(
            scene(
                f"n{number}",
                option("a", onward, scores={"S1": 2, "S2": 1}),
                option("b", f"n{number + 2}" if number + 2 < scenes else onward, 1),
                option("c", onward, 0),
            )
            for number in range(scenes)
            for onward in [f"n{number + 1}" if number + 1 < scenes else "good"]
        ),
        ends=(End("good", "good", "x"),),
    )


def test_paths_of_a_long_story_are_counted_however_many_they_are():
    report = path_report(long_story(400))

    assert report.paths > 10**100
    assert (report.shortest, report.longest) == (201, 400)
    assert report.in_words[0].startswith("More than a thousand million paths, from 201 to 400 ")
    assert (report.spread.is_exact, report.spread.runs) == (False, 2000)
    assert (report.spread.lowest, report.spread.highest) == (0, 100)
    assert sum(report.spread.percents) == pytest.approx(100, abs=1)


def test_a_sample_is_near_what_is_exact():
    """Each path is as likely as any other, so the two agree."""
    from assessments.scenarios.rules.moments import Moments, in_order
    from assessments.scenarios.rules.paths import spread

    moments = Moments(long_story(12))
    moments.explore()
    moves = dict(moments.explored)
    order = in_order(moves, moments.start)
    exact = spread.spread_of(moments, moves, order)
    sampled = spread._sampled(moments, spread._like_any_path(moves, order))

    assert exact.is_exact
    assert not sampled.is_exact
    assert abs(exact.median - sampled.median) <= 2
    for one, other in zip(exact.percents, sampled.percents, strict=True):
        assert abs(one - other) < 5


def test_a_story_that_remembers_too_much_is_sampled():
    meters = ("trust", "ownership", "safety", "time")
    hub = scene(
        "hub",
        *(option(f"{m}{by}", "hub", effects={m: by}) for m in meters for by in (-1, 1)),
        *(option(m, "good", 2, when=(at_least(m, 9),)) for m in meters),
        option("on", "poor", when=(not_happened("told"),)),
        option("tell", "hub", facts=("told",)),
    )
    graph = two_scenes(start="hub", scenes=(hub,), meters=tuple(Gauge(m, 4, 1) for m in meters))
    graph = replace(graph, facts=(Fact("told", "x"),))

    report = path_report(graph)

    assert (report.paths, report.is_endless, report.shortest) == (None, False, None)
    assert not report.spread.is_exact
    assert report.best[-1][1] in meters
    assert report.in_words[0] == "There are too many ways through this story to count them."


def test_a_run_that_is_stopped_is_unsafe():
    stop = option("c", "", critical=True, stops=True)
    graph = with_scene(scene("n1", option("a", "n2"), option("b", "n2", 2), stop))

    report = path_report(graph)

    assert (report.paths, report.shortest, report.longest) == (5, 1, 2)
    assert report.spread.bands["unsafe"] == 1
    assert report.worst == [("n1", "c")]
    assert turns_of(graph, report.worst)[-1].target == STOP


def test_minutes_count_reading_thinking_and_writing():
    """150 words, 300 and 15 seconds to think are three minutes and a quarter."""
    words = "word " * 150
    graph = two_scenes(
        scenes=(scene("n1", option("a", "good", 2, text=words, out=words, why=" "), text=words),)
    )
    own = replace(graph, scenes=(replace(graph.scenes[0], own_words=True),))

    assert path_report(graph).minutes == 3
    assert path_report(own).minutes == 4
    assert path_report(graph).in_words[0] == "One path of one decision, about 3 minutes."


def test_parts_of_points_are_exact():
    graph = with_scene(
        scene(
            "n1",
            option("a", "n2", scores={"S1": Fraction(2, 3)}),
            option("b", "n2", scores={"S1": Fraction(2)}),
            panel=True,
        )
    )

    # 2⅔ of 4 is 66 %, ⅔ of 4 is 16 %.
    spread = path_report(graph).spread

    assert (spread.lowest, spread.highest) == (16, 100)
    assert spread.tens == (0, 1, 0, 0, 0, 1, 1, 0, 0, 1)


# The expert ----------------------------------------------------------------------


def test_the_expert_keeps_the_musts_even_at_the_cost_of_points():
    first = scene("n1", option("a", "n2", 1, facts=("told",)), option("b", "n2", 2))
    graph = remembering(with_scene(first, musts=(Must("do", "told", "x"),)), "told")

    assert expert_path(graph) == [("n1", "a"), ("n2", "a")]


def test_the_expert_takes_the_higher_percentage_not_the_fewest_points_lost():
    """One decision of 1 of 2 loses one point; five that lose two are 80 %."""
    direct = option("a", "good", 1)
    long = [scene(f"n{n}", option("a", f"n{n + 1}", 2 if n < 5 else 1), option("b", "poor", 2))
            for n in range(2, 6)]  # fmt: skip
    last = scene("n6", option("a", "good", 1), option("b", "poor", 2))
    graph = two_scenes(
        scenes=(scene("n1", direct, option("b", "n2", 2), option("c", "poor", 2)), *long, last)
    )

    assert [key for key, _ in expert_path(graph)] == ["n1", "n2", "n3", "n4", "n5", "n6"]
    assert has_safe_best_path(graph)


def test_the_expert_does_not_go_round_for_points():
    """Each round is worth all of its points, so many rounds would come ever nearer to 100 %."""
    graph = with_scene(
        scene("n1", option("a", "n1", 2), option("b", "n2", 1)),
    )

    assert expert_path(graph) == [("n1", "b"), ("n2", "a")]
    assert has_safe_best_path(graph)  # after a round or two


def test_there_may_be_no_expert_path():
    graph = two_scenes(ends=(End("good", "mixed", "x"), End("poor", "poor", "x")))

    assert expert_path(graph) == []
    assert worst_path(graph) == [("n1", "a"), ("n2", "b")]


# From where somebody stands --------------------------------------------------------


def told_late() -> Graph:
    """In n2 it can still be told; secrecy, once promised in n1, stays promised."""
    return replace(
        two_scenes(
            scenes=(
                scene("n1", option("a", "n2", facts=("secret",)), option("b", "n2", 2)),
                scene(
                    "n2",
                    option("a", "good", 2),
                    option("b", "good", 1, facts=("told",)),
                    option("c", "poor", critical=True),
                ),
            ),
            musts=(Must("do", "told", "x"), Must("avoid", "secret", "x")),
        ),
        facts=(Fact("told", "x"), Fact("secret", "x")),
    )


def test_the_way_on_keeps_what_can_still_be_kept():
    graph = told_late()

    assert best_continuation(graph, "n1", opening_state(graph)) == [("n1", "b"), ("n2", "b")]
    assert best_continuation(graph, "n2", State(facts=frozenset({"secret"}))) == [("n2", "b")]
    assert best_continuation(graph, "n2", State(facts=frozenset({"told"}))) == [("n2", "a")]


def test_where_no_good_end_is_left_the_way_on_is_the_safest():
    last = scene("n2", option("a", "poor", 2, critical=True), option("b", "poor"))
    only = scene("n2", option("a", "poor", 2, critical=True))
    graph = two_scenes(scenes=(two_scenes().scenes[0], last))

    assert best_continuation(graph, "n2", State()) == [("n2", "b")]
    assert best_continuation(replace(graph, scenes=(only,)), "n2", State()) == [("n2", "a")]
    assert best_continuation(graph, "n9", State()) == []


def test_the_way_on_depends_on_what_has_happened():
    way = Way((happened("told"),), "good")
    last = scene("n2", option("a", "poor", 2, ways=(way,)), option("b", "good", 1))
    graph = remembering(
        two_scenes(scenes=(scene("n1", option("a", "n2", 2, facts=("told",))), last)), "told"
    )

    assert best_continuation(graph, "n2", State(facts=frozenset({"told"}))) == [("n2", "a")]
    assert best_continuation(graph, "n2", State()) == [("n2", "b")]
