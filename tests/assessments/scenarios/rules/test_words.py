"""Small words and figures that every part around scenarios says in the same way."""

import pytest

from assessments.scenarios.rules.conditions import all_written, read_condition
from assessments.scenarios.rules.graph import Must, meter_label
from assessments.scenarios.rules.play import in_mixed_order
from assessments.scenarios.rules.runs import time_in_words
from assessments.scenarios.rules.scoring import UNSAFE_TEXT, ending_of, result_of
from assessments.scenarios.rules.shares import percent_of
from tests.assessments.scenarios.rules.stories import option, remembering, scene, with_scene


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(0, "0 seconds"), (1, "1 second"), (59, "59 seconds"), (60, "1 min"), (75, "1 min 15 s")],
)
def test_time_in_words(seconds, words):
    assert time_in_words(seconds) == words


@pytest.mark.parametrize(
    ("count", "total", "percent"), [(0, 0, 0), (0, 5, 0), (1, 8, 13), (3, 8, 38), (1, 3, 33)]
)
def test_shares_are_rounded_as_people_round(count, total, percent):
    assert percent_of(count, total) == percent


def test_a_draft_may_name_a_meter_that_there_is_not():
    assert (meter_label("trust"), meter_label("luck")) == ("Trust", "luck")


def test_conditions_are_written_as_one():
    conditions = [read_condition(text) for text in ("trust at least 4", "not told")]

    assert all_written(conditions) == "trust at least 4 and not told"


def test_the_order_is_mixed_by_its_seed_and_stays():
    options = [option(key, "n2") for key in "abcdef"]
    orders = {"".join(one.key for one in in_mixed_order(options, "n1", seed)) for seed in range(40)}

    assert len(orders) > 20
    assert in_mixed_order(options, "n1", 7) == in_mixed_order(options[::-1], "n1", 7)


def with_musts(**told):
    """A story whose DSL must be told, and nobody promised secrecy."""
    first = scene(
        "n1",
        option("a", "n2", 2, facts=("told",)),
        option("b", "n2", 2),
        option("c", "n2", critical=True, stops=True, facts=("promised",)),
    )
    musts = (Must("do", "told", "Tell the DSL."), Must("avoid", "promised", "Promise no secrecy."))
    graph = with_scene(first, musts=musts, **told)
    return remembering(graph, "told", "promised", trust=5, floor=0)


def test_of_a_story_that_stopped_no_step_is_missed():
    stopped = result_of(with_musts(), [("n1", "c")])
    left_out = result_of(with_musts(), [("n1", "b"), ("n2", "a")])

    assert ([must.fact for must in stopped.missed], [must.fact for must in stopped.taken]) == (
        [], ["promised"],
    )  # fmt: skip
    assert ([must.fact for must in left_out.missed], left_out.taken) == (["told"], ())


def test_the_usual_text_speaks_of_a_choice_and_stays_away_from_a_missed_step():
    choices = [("n1", "b"), ("n2", "a")]
    usual, own = with_musts(), with_musts(unsafe_text="Ring the DSL.")

    assert UNSAFE_TEXT
    assert ending_of(usual, "good", result_of(usual, choices)).unsafe_text == ""
    assert ending_of(own, "good", result_of(own, choices)).unsafe_text == "Ring the DSL."
