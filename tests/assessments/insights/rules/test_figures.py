from assessments.insights.rules.figures import (
    Hidden,
    Move,
    SceneFigures,
    Walk,
    is_enough,
    outcome_shares,
    people_in,
    scene_figures,
)
from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.blocks.material import content_from_material
from tests.factories.scenarios import ENDS, NODES

GRAPH = graph_of(
    {
        "situation": "",
        "codes": ["S2", "a"],
        "unsafe": "",
        **content_from_material({"start": "meet", "nodes": NODES, "ends": ENDS}),
    }
)


def walk(person: int, *choices: tuple[str, str, str], ended: bool = True, **fields) -> Walk:
    moves = tuple(Move(*choice, seconds=10 * person) for choice in choices)
    return Walk(person, moves, moves[-1].target if moves else "meet", ended, **fields)


GOOD = (("meet", "a", "plan"), ("plan", "a", "good"))
PUB = (("meet", "c", "plan"), ("plan", "b", "poor"))


def good_walks(count: int) -> list[Walk]:
    return [walk(n, *GOOD, band="strong") for n in range(1, count + 1)]


def test_four_people_are_too_few_however_often_they_play():
    four = [walk(n % 4, *GOOD, band="strong") for n in range(20)]

    assert people_in(four) == 4
    assert not is_enough(four)
    assert is_enough(good_walks(5))


def test_scenes_that_five_people_came_to_are_told():
    walks = [*good_walks(4), walk(5, ("meet", "b", "plan"), ended=False)]

    meet, plan = scene_figures(GRAPH, walks)

    assert isinstance(meet, SceneFigures)
    assert [(pick.key, pick.count, pick.percent) for pick in meet.picks] == [
        ("a", 4, 80), ("b", 1, 20), ("c", 0, 0),
    ]  # fmt: skip
    assert [pick.grade for pick in meet.picks] == ["best", "acceptable", "unsafe"]
    assert meet.seconds == 30  # the middle one of 10, 20, 30, 40, 50
    assert isinstance(plan, SceneFigures)
    assert (plan.people, plan.visits, plan.left, plan.left_percent) == (5, 5, 1, 20)


def test_a_scene_that_four_people_came_to_is_hidden():
    walks = [*good_walks(4), walk(5, ended=False)]

    meet, plan = scene_figures(GRAPH, walks)

    assert isinstance(meet, SceneFigures)
    assert meet.left == 1
    assert isinstance(plan, Hidden)


def test_shares_count_what_was_not_played_to_an_end():
    walks = [
        *good_walks(2),
        walk(3, *PUB, band="repeat", is_unsafe=True),
        walk(4, ("meet", "a", "plan"), ended=False),
    ]

    shares = {share.name: (share.count, share.percent) for share in outcome_shares(walks)}

    assert shares == {
        "strong": (2, 50), "sound": (0, 0), "repeat": (0, 0), "unsafe": (1, 25), "left": (1, 25),
    }  # fmt: skip
