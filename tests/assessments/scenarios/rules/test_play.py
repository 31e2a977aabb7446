"""How a run goes: what is on offer, what a choice changes and where it leads."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.scenarios.rules.conditions import read_condition, written
from assessments.scenarios.rules.graph import STOP, Must, Opening, Way
from assessments.scenarios.rules.memory import Memory
from assessments.scenarios.rules.play import (
    State,
    all_hold,
    meter_in_words,
    opening_state,
    opening_texts,
    options_on_offer,
    state_after,
    take,
    turns_of,
)
from assessments.scenarios.rules.scoring import UNSAFE_TEXT, RunBand, ending_of, result_of
from tests.assessments.scenarios.rules.stories import (
    FACTS,
    at_least,
    at_most,
    happened,
    not_happened,
    option,
    remembering,
    scene,
    stories,
    two_scenes,
    with_scene,
)


def trusting(value: int, *facts: str) -> State:
    return State((("trust", value),), frozenset(facts))


@pytest.mark.parametrize(("before", "change", "after"), [(5, 2, 7), (9, 3, 10), (1, -3, 0)])
def test_a_meter_stays_between_its_ends(before, change, after):
    chosen = option("a", "n2", effects={"trust": change})

    assert state_after(trusting(before), chosen) == trusting(after)


def test_what_has_happened_has_happened():
    chosen = option("a", "n2", facts=("told",))

    assert state_after(trusting(5, "late"), chosen).facts == {"late", "told"}


@pytest.mark.parametrize(
    ("conditions", "is_so"),
    [
        ((), True),
        ((at_least("trust", 5),), True),
        ((at_least("trust", 6),), False),
        ((at_most("trust", 5),), True),
        ((at_most("trust", 4),), False),
        ((happened("told"),), True),
        ((not_happened("told"),), False),
        ((happened("told"), at_least("trust", 6)), False),
        ((at_least("time", 1),), False),  # a meter that is not there is at its lowest
    ],
)
def test_all_conditions_must_hold(conditions, is_so):
    assert all_hold(conditions, trusting(5, "told")) == is_so


def test_what_is_not_on_offer_is_not_shown_unless_nothing_would_be():
    free = option("a", "n2")
    asks = option("b", "n2", when=(at_least("trust", 6),))

    assert options_on_offer(scene("n1", free, asks), trusting(5)) == (free,)
    assert options_on_offer(scene("n1", free, asks), trusting(6)) == (free, asks)
    assert options_on_offer(scene("n1", asks, asks), trusting(5)) == (asks, asks)


def test_the_first_way_that_holds_leads_once_the_choice_has_been_made():
    chosen = option(
        "a",
        "n2",
        effects={"trust": -1},
        ways=(Way((at_most("trust", 4),), "low"), Way((at_most("trust", 9),), "steady")),
    )
    here = scene("n1", chosen)

    assert [take(here, trusting(value), chosen).target for value in (5, 6, 10)] == [
        "low",
        "steady",
        "steady",
    ]
    assert take(here, trusting(10), option("a", "n2")).target == "n2"


def test_a_choice_that_stops_leads_nowhere_else():
    chosen = option("a", "n2", critical=True, stops=True, ways=(Way((), "n2"),))
    graph = with_scene(scene("n1", chosen, option("b", "n2", 2)))
    result = result_of(graph, [("n1", "a")])

    assert turns_of(graph, [("n1", "a")])[-1].target == STOP
    assert (result.is_unsafe, result.band) == (True, RunBand.REPEAT)
    assert ending_of(graph, STOP, result).text == UNSAFE_TEXT


def test_openings_are_read_when_they_fit():
    openings = (Opening((happened("told"),), "She knows."), Opening((), "It rains."))
    one = scene("n1", option("a", "n2"), openings=openings)

    assert opening_texts(one, trusting(5)) == ["It rains."]
    assert opening_texts(one, trusting(5, "told")) == ["She knows.", "It rains."]


def test_a_run_is_replayed_from_its_choices():
    first = scene("n1", option("a", "n2", 1, effects={"trust": 2}, facts=("told",)))
    graph = remembering(with_scene(first), "told", trust=5)

    turns = turns_of(graph, [("n1", "a"), ("n2", "b")])

    assert [turn.before for turn in turns] == [trusting(5), trusting(7, "told")]
    assert turns[-1].target == "poor"
    with pytest.raises(ValidationError, match="“z” is not a choice in scene “n2”"):
        turns_of(graph, [("n1", "a"), ("n2", "z")])


def test_a_missed_must_is_unsafe_and_a_low_meter_is_to_be_repeated():
    first = scene("n1", option("a", "n2", 2, facts=("told",)), option("b", "n2", 2),
                  option("c", "n2", 2, facts=("told",), effects={"trust": -2}))  # fmt: skip
    must = Must("do", "told", "Tell the DSL.")
    graph = remembering(with_scene(first, musts=(must,)), "told", trust=5, floor=4)
    kept, missed, low = (result_of(graph, [("n1", key), ("n2", "a")]) for key in "abc")

    assert (kept.band, kept.percent) == (RunBand.STRONG, 100)
    assert (missed.broken, missed.is_unsafe, missed.band) == ((must,), True, RunBand.REPEAT)
    assert (low.is_unsafe, low.band, low.low) == (False, RunBand.REPEAT, graph.meters)
    assert ending_of(graph, "good", low).band == "mixed"


@pytest.mark.parametrize(
    ("value", "words"),
    [(0, "very low"), (3, "low"), (5, "steady"), (8, "good"), (10, "high")],
)
def test_a_meter_is_said_in_words(value, words):
    assert meter_in_words(value) == words


# Conditions in words, and memories in a number ------------------------------------


def all_conditions(graph):
    for one in graph.scenes:
        yield from (condition for opening in one.openings for condition in opening.when)
        for chosen in one.options:
            yield from chosen.when
            yield from (condition for way in chosen.ways for condition in way.when)


@given(stories())
def test_a_condition_reads_as_it_is_written(graph):
    for condition in all_conditions(graph):
        assert read_condition(written(condition)) == condition


@pytest.mark.parametrize("text", ["", "hope at least 3", "trust at least", "a b", "trust at 3"])
def test_what_is_no_condition_is_refused(text):
    with pytest.raises(ValidationError, match="is not a condition"):
        read_condition(text)


@given(stories(), st.integers(0, 10), st.sets(st.sampled_from(FACTS)))
def test_a_memory_in_a_number_is_a_state(graph, trust, facts):
    memory, state = Memory.of(graph), trusting(trust, *facts)
    number = memory.pack(state)

    assert memory.value(number, "trust") == trust
    assert memory.pack(opening_state(graph)) == graph.meters[0].start
    for one in graph.scenes:
        for chosen in one.options:
            after = memory.change(chosen.effects, chosen.facts).of(number)
            assert after == memory.pack(state_after(state, chosen))
            assert memory.when(chosen.when).holds(number) == all_hold(chosen.when, state)


def test_a_memory_is_said_in_words():
    memory = Memory.of(remembering(two_scenes(), "told", trust=5))
    number = memory.pack(trusting(3))

    assert memory.in_words(number, memory.mask(meters=["trust"], facts=["told"])) == (
        "trust is 3 and “told” has not happened"
    )
    assert memory.in_words(number, 0) == ""
