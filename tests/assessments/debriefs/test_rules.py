"""What a run says when it is looked back on. No database."""

import pytest
from django.core.exceptions import ValidationError

from assessments.debriefs.rules import answers, peers, reading, sharing
from assessments.debriefs.rules.expert import expert_choices
from assessments.debriefs.rules.pairing import paired
from assessments.debriefs.rules.reported import reported_in_words
from assessments.scenarios.blocks.graphs import graph_of
from assessments.scenarios.blocks.material import content_from_material
from assessments.scenarios.rules.graph import Gauge
from assessments.scenarios.rules.paths import expert_path
from assessments.scenarios.rules.play import opening_state, turns_of
from assessments.scenarios.rules.scoring import Status
from tests.factories.debriefs import rich_material


@pytest.fixture(scope="module")
def graph():
    data = rich_material().data
    content = content_from_material(data)
    return graph_of({**content, "situation": "", "codes": ["S2", "a"], "unsafe": ""})


def turns(graph, *choices):
    return turns_of(graph, [tuple(choice.split(".")) for choice in choices])


def pairs_of(graph, *choices, whole=True):
    own, expert = turns(graph, *choices), turns_of(graph, expert_path(graph))
    return paired(own, expert, expert_choices(graph, own, expert), whole=whole)


# Side by side -------------------------------------------------------------------


def test_the_same_path_never_parts(graph):
    pairs = pairs_of(graph, "meet.a", "plan.a")

    assert [(pair.scene.key, pair.is_same, pair.parts) for pair in pairs] == [
        ("meet", True, False),
        ("plan", True, False),
    ]


def test_a_scene_of_her_own_lies_between_parting_and_meeting(graph):
    pairs = pairs_of(graph, "meet.b", "wait.a", "plan.a")

    assert [(p.scene.key, bool(p.own), bool(p.expert), p.parts, p.meets) for p in pairs] == [
        ("meet", True, True, True, False),
        ("wait", True, False, False, False),
        ("plan", True, True, False, True),
    ]
    assert pairs[0].choice.key == "a"
    assert pairs[1].is_same  # what an expert would do in a scene she herself never comes to


def test_another_choice_with_the_same_way_on_is_no_parting(graph):
    pairs = pairs_of(graph, "meet.c", "plan.a")

    assert [(pair.is_same, pair.parts) for pair in pairs] == [(False, False), (True, False)]
    assert [pair.grade.value for pair in pairs] == ["unsafe", "best"]


def test_an_ended_run_shows_where_only_the_expert_has_been(graph):
    pairs = pairs_of(graph, "meet.b")

    assert [(pair.scene.key, pair.own is None, pair.grade) for pair in pairs][1:] == [
        ("plan", True, None)
    ]
    assert pairs[0].parts


def test_a_run_left_early_shows_nothing_she_has_not_seen(graph):
    pairs = pairs_of(graph, "meet.b", whole=False)

    assert [pair.scene.key for pair in pairs] == ["meet"]


# In short -----------------------------------------------------------------------


def test_asking_counts_what_asks_and_what_tells(graph):
    asking = reading.asking_of(turns(graph, "meet.b", "wait.a"), turns(graph, "meet.a", "plan.a"))

    assert (asking.asked, asking.told, asking.expert_asked, asking.expert_of) == (1, 1, 1, 2)
    assert asking.meaning == "That is as often as on an expert’s path."


@pytest.mark.parametrize(
    ("asked", "of", "starts"), [(0, 2, "A question hands"), (2, 2, "Asking hands")]
)
def test_asking_less_or_more_than_an_expert_has_a_meaning(asked, of, starts):
    assert reading.Asking(asked, of, 1, 2).meaning.startswith(starts)


def test_musts_are_kept_missed_or_taken(graph):
    def states(*choices, whole=True):
        lines = reading.must_lines(graph, turns(graph, *choices), whole=whole)
        return [(line.state.value, line.turn) for line in lines]

    assert states("meet.a", "plan.a") == [("kept", 2), ("kept", 0)]
    assert states("meet.c", "plan.b") == [("broken", 0), ("taken", 1)]
    assert states("meet.a", whole=False) == [("ahead", 0), ("kept", 0)]


def test_a_forbidden_step_is_unsafe_as_a_critical_choice_is(graph):
    unsafe = [reading.is_unsafe(graph, turn) for turn in turns(graph, "meet.c", "plan.b")]

    assert unsafe == [True, False]
    assert reading.is_sure(3)
    assert not reading.is_sure(2)
    assert not reading.is_sure(None)


def test_a_meter_is_drawn_from_start_to_end(graph):
    [line] = reading.meter_lines(
        graph, opening_state(graph), turns(graph, "meet.b", "wait.b", "plan.a")
    )

    assert line.values == (5, 3, 3, 4)
    assert line.in_words == "from steady (5) to low (4)"
    assert line.points == "8.0,44.0 109.3,58.4 210.7,58.4 312.0,51.2"
    assert not line.is_low
    assert line.floor_at == 51.2


def test_a_meter_of_no_turn_is_one_dot():
    line = reading.MeterLine(Gauge("trust"), (5,))

    assert line.dots == [(8, 44.0)]
    assert line.floor_at is None


# Colleagues ---------------------------------------------------------------------


@pytest.mark.parametrize(("count", "people"), [(0, 0), (4, 0), (5, 5), (9, 5), (10, 10), (14, 10)])
def test_colleagues_are_counted_by_fives(count, people):
    split = peers.split_of(["a"] * count)

    assert (split.people if split else 0) == people


def test_one_more_colleague_changes_no_figure():
    before = peers.split_of(["a", "a", "b", "a", "c"])

    assert before == peers.split_of(["a", "a", "b", "a", "c", "b"])
    assert before.percents == {"a": 60, "b": 20, "c": 20}


# Questions, sharing, reporting ---------------------------------------------------


def test_the_scenarios_own_questions_come_before_the_standard_ones():
    assert answers.questions_of(["Why?", " ", "How?"]) == ["Why?", "How?"]
    assert len(answers.questions_of(["1", "2", "3", "4"])) == 3
    assert answers.questions_of([]) == list(answers.STANDARD)


def test_an_answer_has_an_end():
    answers.check_answer("x" * 5_000)
    with pytest.raises(ValidationError, match="5,001"):
        answers.check_answer("x" * 5_001)


def test_answers_become_one_text():
    pairs = [("What?", "This."), ("When?", "Now.")]

    assert answers.joined(pairs) == "What?\nThis.\n\nWhen?\nNow."
    assert answers.joined(pairs, most=10) == "What?\nThi…"


def test_a_run_under_way_is_not_shared_and_nobody_shares_with_herself():
    sharing.check_is_over(Status.ABANDONED)
    sharing.check_reader(1, 2)
    with pytest.raises(ValidationError, match="under way"):
        sharing.check_is_over(Status.OPEN)
    with pytest.raises(ValidationError, match="your own"):
        sharing.check_reader(1, 1)


@pytest.mark.parametrize(
    ("counting", "count", "words"),
    [("best", 1, "The only run"), ("best", 3, "Best of 3 runs"), ("first", 2, "First of 2 runs"),
     ("last", 2, "Last of 2 runs")],
)  # fmt: skip
def test_which_run_is_reported_in_words(counting, count, words):
    assert reported_in_words(counting, count) == words
