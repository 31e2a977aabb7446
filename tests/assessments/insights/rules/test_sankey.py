from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from assessments.insights.rules.figures import LEFT, Move, Walk
from assessments.insights.rules.sankey import (
    FEW,
    HEIGHT,
    LATER,
    MOST_COLUMNS,
    TOP,
    Flow,
    flows_of,
    river_of,
)
from assessments.scenarios.rules.shares import SMALLEST_GROUP


def walk(person: int, *places: str, ended: bool = True) -> Walk:
    moves = tuple(Move(here, "a", there) for here, there in pairwise(places))
    return Walk(person, moves, places[-1], ended)


def test_runs_that_go_the_same_way_are_one_flow():
    walks = [walk(n, "n1", "n2", "good") for n in range(6)]

    assert flows_of(walks) == [Flow(1, "n1", "n2", 6), Flow(2, "n2", "good", 6)]


def test_a_place_with_four_people_has_no_name():
    walks = [walk(n, "n1", "n2", "good") for n in range(6)]
    walks += [walk(n, "n1", "n3", "good") for n in range(6, 10)]

    assert Flow(1, "n1", FEW, 4) in flows_of(walks)
    assert not any("n3" in (flow.source, flow.target) for flow in flows_of(walks))


def test_a_run_that_was_left_flows_away():
    walks = [walk(n, "n1", "n2", ended=False) for n in range(5)]

    assert flows_of(walks) == [Flow(1, "n1", "n2", 5), Flow(2, "n2", LEFT, 5)]


def test_a_long_story_ends_in_later_turns():
    places = [f"n{number}" for number in range(30)]
    walks = [walk(n, *places, "good") for n in range(5)]

    flows = flows_of(walks)

    assert len(flows) == MOST_COLUMNS - 1
    assert flows[-1].target == LATER


def test_nothing_has_no_river():
    assert river_of([]).bars == ()


routes = st.lists(
    st.lists(st.sampled_from(["n1", "n2", "n3", "n4"]), min_size=1, max_size=6),
    min_size=1, max_size=30,
)  # fmt: skip


@given(routes)
def test_the_river_loses_no_run_and_names_no_few(routes):
    walks = [walk(person, *places, "good") for person, places in enumerate(routes)]

    flows = flows_of(walks)
    river = river_of(flows)

    assert sum(flow.count for flow in flows if flow.turn == 1) == len(walks)
    for flow in flows:
        for turn, place in ((flow.turn, flow.source), (flow.turn + 1, flow.target)):
            at = {
                w.person for w in walks if len(w.moves) >= turn and w.moves[turn - 1].scene == place
            }
            at |= {w.person for w in walks if len(w.moves) == turn - 1 and w.stands_at == place}
            assert place == FEW or len(at) >= SMALLEST_GROUP
    for bar in river.bars:
        assert bar.y >= TOP
        assert bar.height <= HEIGHT + 0.1
