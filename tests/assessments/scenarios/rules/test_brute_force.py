"""The checker and the paths against every run there is, on stories made by chance."""

from statistics import median_low

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from assessments.scenarios.rules.checks import graph_faults, has_safe_best_path
from assessments.scenarios.rules.checks.notes import graph_notes
from assessments.scenarios.rules.checks.playing import followed
from assessments.scenarios.rules.checks.sights import Guessed, Seen
from assessments.scenarios.rules.graph import Graph
from assessments.scenarios.rules.paths import (
    best_continuation,
    expert_path,
    path_report,
    worst_path,
)
from assessments.scenarios.rules.play import all_hold, options_on_offer, state_after
from assessments.scenarios.rules.scoring import result_of_turns
from tests.assessments.scenarios.rules.brute_force import World, part, played, tally
from tests.assessments.scenarios.rules.stories import stories

many = settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.filter_too_much]
)
STORY = stories()


def messages(graph: Graph) -> list[str]:
    return [fault.message for fault in graph_faults(graph)]


def by_scene(graph: Graph) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {scene.key: [] for scene in graph.scenes}
    for fault in graph_faults(graph):
        told.setdefault(fault.scene, []).append(fault.message)
    return told


# The checker -------------------------------------------------------------------


@many
@given(STORY)
def test_it_knows_what_runs_come_to(graph):
    world, told = World(graph), messages(graph)

    for part_ in [*graph.scenes, *graph.ends]:
        kind = "scene" if part_ in graph.scenes else "end"
        unreached = [one for one in told if one.startswith(f"No path reaches {kind} “{part_.key}”")]
        assert len(unreached) == (part_.key not in world.reached)


@many
@given(STORY)
def test_it_knows_which_conditions_can_hold(graph):
    world, all_told = World(graph), by_scene(graph)
    for scene in graph.scenes:
        states = world.states_at(scene.key)
        told = [one for one in all_told[scene.key] if "it can never be" in one]
        expected = 0
        for opening in scene.openings if states else ():
            expected += not any(all_hold(opening.when, state) for state in states)
        for option in scene.options if states else ():
            if not any(all_hold(option.when, state) for state in states):
                expected += 1
                continue
            after = [
                state_after(state, option)
                for state in states
                if option in options_on_offer(scene, state)
            ]
            for way in () if option.stops else option.ways:
                expected += not any(all_hold(way.when, state) for state in after)

        assert len(told) == expected


@many
@given(STORY)
def test_it_knows_which_conditions_always_hold(graph):
    world, notes = World(graph), graph_notes(graph)
    for scene in graph.scenes:
        states = world.states_at(scene.key)
        told = [
            one for one in notes if one.scene == scene.key and "reads that opening" in one.message
        ]
        expected = [
            o for o in scene.openings if states and all(all_hold(o.when, s) for s in states)
        ]
        assert len(told) == len(expected)
        for option in scene.options:
            here = [
                one.message for one in notes
                if (one.scene, one.option) == (scene.key, option.key)
                and ("it always leads" in one.message or "nobody takes" in one.message)
            ]  # fmt: skip
            assert len(here) == idle_ways(scene, option, states)


def idle_ways(scene, option, states):
    """Ways that are always taken, which ends the matter, or that an earlier one hides."""
    after = [state_after(s, option) for s in states if option in options_on_offer(scene, s)]
    if not after or option.stops:
        return 0
    count = 0
    for place, way in enumerate(option.ways):
        holding = [state for state in after if all_hold(way.when, state)]
        if len(holding) == len(after):
            return count + 1
        earlier = option.ways[:place]
        taken = [s for s in holding if not any(all_hold(other.when, s) for other in earlier)]
        count += bool(holding) and not taken
    return count


@many
@given(STORY)
def test_it_knows_where_nothing_is_on_offer_and_where_a_run_is_stuck(graph):
    world, all_told = World(graph), by_scene(graph)
    for scene in graph.scenes:
        states, told = world.states_at(scene.key), all_told[scene.key]
        bare = any(
            not any(all_hold(option.when, state) for option in scene.options) for state in states
        )
        stuck = any(not world.can_end((scene.key, state)) for state in states)

        assert any("no option is on offer" in one for one in told) == bare
        assert any("comes to an end" in one for one in told) >= stuck
        if states and not stuck:
            assert not any("comes to an end" in one for one in told)


@many
@given(STORY)
def test_it_knows_which_musts_can_be_kept(graph):
    world, told = World(graph), messages(graph)
    ends = [state for key, state in world.turns if graph.end(key)]
    made = {fact for scene in graph.scenes for one in scene.options for fact in one.facts}

    for fact in graph.facts:
        assert any(one.startswith(f"Nothing makes “{fact.key}”") for one in told) == (
            fact.key not in made
        )
    for must in graph.musts:
        is_do = must.kind == "do"
        can_be_kept = any((must.fact in state.facts) == is_do for state in ends)
        complaint = f"comes to an end with “{must.fact}”" if is_do else f"comes to “{must.fact}”"
        expected = bool(ends) and must.fact in made and not can_be_kept
        assert any(complaint in one for one in told) == expected


@many
@given(STORY)
def test_it_knows_whether_there_is_a_safe_best_path(graph):
    assert has_safe_best_path(graph) == World(graph).can_be_strong()


@many
@given(STORY)
def test_a_rough_look_never_calls_the_possible_impossible(graph):
    moments, is_complete = followed(graph)
    assert is_complete
    seen, guessed = Seen(moments), Guessed(graph)

    assert guessed.reached >= seen.reached
    for must in graph.musts:
        for happened in (True, False):
            assert guessed.can_end_with(must.fact, happened) >= seen.can_end_with(
                must.fact, happened
            )
    for scene in graph.scenes:
        groups = [one.when for one in (*scene.openings, *scene.options)]
        pairs = [(guessed.outlook(when, scene), seen.outlook(when, scene)) for when in groups]
        for option in scene.options:
            for number, way in enumerate(() if option.stops else option.ways):
                rough, exact = (
                    one.outlook_after(way.when, scene, option) for one in (guessed, seen)
                )
                pairs.append((rough, exact))
                assert guessed.can_take(scene, option, number) >= seen.can_take(
                    scene, option, number
                )
        for rough, exact in pairs:
            assert rough.can_hold >= exact.can_hold
            assert rough.can_fail >= exact.can_fail


def rank(graph, run):
    """The best first. Nothing of something comes before nothing of nothing."""
    result = result_of_turns(graph, run)
    return -part(result), not result.available, len(run)


# The paths -----------------------------------------------------------------------


@many
@given(STORY)
def test_paths_are_counted_and_measured(graph):
    world, report = World(graph), path_report(graph)

    assert report.is_endless == world.is_endless
    if world.is_endless:
        assert report.paths is None
        assert report.longest is None
        return
    lengths = [len(run) for run in world.runs()]
    assert report.paths == len(lengths)
    assert report.shortest == min(lengths, default=None)
    assert report.longest == max(lengths, default=None)


@many
@given(STORY)
def test_the_spread_is_that_of_all_runs(graph):
    world = World(graph)
    assume(not world.is_endless)
    runs = world.runs()
    spread = path_report(graph).spread
    if not runs:
        assert spread is None
        return
    counted = tally(graph, runs)
    percents = sorted(percent for (percent, _), times in counted.items() for _ in range(times))

    assert spread.is_exact
    assert spread.runs == len(runs)
    assert (spread.lowest, spread.highest) == (percents[0], percents[-1])
    assert spread.median == median_low(percents)
    for band, count in spread.bands.items():
        assert count == sum(times for (_, one), times in counted.items() if one == band)
    for ten, count in enumerate(spread.tens):
        assert count == sum(min(percent // 10, 9) == ten for percent in percents)


@many
@given(STORY)
def test_the_expert_path_is_the_best_safe_one_and_the_shortest_of_those(graph):
    world = World(graph)
    path = expert_path(graph)
    run = played(graph, path) if path else []

    assert not path or world.is_safe_end(run)
    perfect = world.shortest_perfect()
    if perfect:
        assert result_of_turns(graph, run).percent == 100
        assert len(path) == perfect
    if world.is_endless:
        return
    safe = [one for one in world.runs() if world.is_safe_end(one)]
    assert bool(path) == bool(safe)
    if safe:
        assert rank(graph, run) == min(rank(graph, one) for one in safe)


@many
@given(STORY)
def test_the_worst_path_is_the_lowest_and_the_shortest_of_those(graph):
    world = World(graph)
    path = worst_path(graph)

    assert bool(path) == world.can_end(world.start)
    if not path:
        return
    run = played(graph, path)
    if not world.is_endless:
        key = [(part(result_of_turns(graph, one)), len(one)) for one in world.runs()]
        assert (part(result_of_turns(graph, run)), len(run)) == min(key)


@many
@given(STORY, st.data())
def test_the_best_way_on_is_that_from_where_somebody_stands(graph, data):
    everywhere = sorted(
        (node for node in World(graph).turns if graph.scene(node[0])), key=lambda node: repr(node)
    )
    start = data.draw(st.sampled_from(everywhere))
    world = World(graph, start)

    path = best_continuation(graph, *start)

    assert bool(path) == world.can_end(start)
    if not path or world.is_endless:
        return
    run = played(graph, path, start)
    safe = [one for one in world.runs() if world.is_safe_end(one)]
    if safe:
        assert rank(graph, run) == min(rank(graph, one) for one in safe)
    elif any(not any(turn.option.critical for turn in one) for one in world.runs()):
        assert not any(turn.option.critical for turn in run)


# The stories themselves ------------------------------------------------------------


@pytest.mark.parametrize(
    "is_so",
    [
        lambda graph, world: world.is_endless,
        lambda graph, world: not world.is_endless and len(world.runs()) > 20,
        lambda graph, world: not graph_faults(graph),
        lambda graph, world: world.can_be_strong() and graph.musts and graph.meters[0].floor,
        lambda graph, world: not world.can_end(world.start),
    ],
    ids=["it goes round", "it has many paths", "it is sound", "much is asked", "it has no end"],
)
def test_chance_makes_stories_of_every_kind(is_so):
    """Else what is said above would be said of nothing."""
    found = []

    # The same stories in every run: what chance makes is looked at, not left to it.
    @settings(max_examples=1_000, deadline=None, database=None, derandomize=True,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(STORY)
    def look(graph):
        if not found and is_so(graph, World(graph)):
            found.append(graph)

    look()

    assert found
