"""Codes, the log of a room, its phases and its sums: no database."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from assessments.rooms.rules import (
    AFTER,
    CODE_LENGTH,
    LETTERS,
    OPEN_FOR,
    THE_END,
    TRANSITIONS,
    Phase,
    Stage,
    branch_of,
    branches_of,
    check_transition,
    clean_code,
    entry_back_to,
    most_chosen,
    new_code,
    new_voter,
    number_in,
    phase_at,
    spaced,
    stage_of,
    stamp_of,
)

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
LOG = [
    ["meet", "a", {"a": 3, "b": 1}],
    ["plan", "b", {"b": 2}],
    ["plan", "!2"],
    ["plan", "a", {}],
    ["meet", "!1"],
]


def test_a_code_has_no_look_alikes_and_no_words():
    codes = {new_code() for _ in range(500)}

    assert len(codes) > 490
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert set("".join(codes)) <= set(LETTERS)
    assert not set("0O1IL5S2Z8BAEIU") & set(LETTERS)
    assert len(LETTERS) ** CODE_LENGTH > 10**8


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("cdf 346", "CDF346"), (" CDF-346 ", "CDF346"), ("", ""), ("ÄCDF", "CDF"), ("<b>", "B")],
)
def test_a_code_is_read_as_people_type_it(typed, meant):
    assert clean_code(typed) == meant


def test_a_code_is_shown_in_two_halves():
    assert spaced("CDF346") == "CDF 346"


def test_a_voter_is_random_and_fits_its_column():
    assert len(new_voter()) == 32
    assert new_voter() != new_voter()


@pytest.mark.parametrize("new", Phase)
@pytest.mark.parametrize("current", Phase)
def test_a_phase_follows_only_as_the_table_says(current, new):
    if new in TRANSITIONS[current]:
        check_transition(current, new)
        return
    with pytest.raises(ValidationError) as refused:
        check_transition(current, new)

    assert refused.value.code == ("over" if current is Phase.OVER else "moved")


def test_the_table_is_total_and_nothing_follows_the_end():
    assert set(TRANSITIONS) == set(Phase)
    assert TRANSITIONS[Phase.OVER] == frozenset()


@pytest.mark.parametrize(
    ("phase", "scene", "stage"),
    [
        (Phase.GATHERING, "meet", Stage.GATHERING),
        (Phase.VOTING, "meet", Stage.VOTING),
        (Phase.SHOWING, "meet", Stage.SPLIT),
        (Phase.SHOWING, AFTER, Stage.AFTER),
        (Phase.SHOWING, THE_END, Stage.END),
        (Phase.OVER, AFTER, Stage.OVER),
    ],
)
def test_the_stage_is_what_the_screen_shows(phase, scene, stage):
    assert stage_of(phase, scene) is stage


def test_a_room_is_over_after_its_hours():
    assert phase_at(Phase.VOTING, NOW, NOW + OPEN_FOR - timedelta(seconds=1)) is Phase.VOTING
    assert phase_at(Phase.VOTING, NOW, NOW + OPEN_FOR) is Phase.OVER


def test_another_state_has_another_stamp():
    assert stamp_of(1, "voting") == stamp_of(1, "voting")
    assert stamp_of(1, "voting") != stamp_of(1, "showing")


def test_the_log_is_read_as_branches():
    first, second, third = branches_of(LOG)

    assert first.pairs == [("meet", "a"), ("plan", "b")]
    assert second.pairs == [("meet", "a"), ("plan", "a")]
    assert [decision.number for decision in second.own] == [2]
    assert second.own[0].place == 4
    assert (third.pairs, third.forked_at) == ([], 1)
    assert first.decisions[0].votes == {"a": 3, "b": 1}


def test_the_last_branch_is_the_one_the_room_is_on():
    assert branch_of([]).pairs == []
    assert branch_of(LOG[:4]).pairs == [("meet", "a"), ("plan", "a")]


def test_it_goes_back_to_a_decision_of_this_branch():
    assert entry_back_to(LOG[:4], 2) == ["plan", "!2"]
    for number in (0, -1, 3):
        with pytest.raises(ValidationError) as refused:
            entry_back_to(LOG[:4], number)
        assert refused.value.code == "unknown_decision"


@given(st.lists(st.integers(min_value=0, max_value=4), max_size=30))
def test_whatever_is_played_places_rise_and_branches_begin_alike(moves):
    """0 decides, any other number goes back to that decision where it can."""
    log: list[list] = []
    for turn, move in enumerate(moves):
        if 0 < move <= len(branch_of(log).decisions):
            log.append(entry_back_to(log, move))
        else:
            log.append([f"n{len(branch_of(log).decisions)}", "ab"[turn % 2], {}])

    branches = branches_of(log)

    own = [decision.place for branch in branches for decision in branch.own]
    assert own == sorted(set(own))
    assert len(own) == sum(1 for entry in log if len(entry) == 3)
    for before, after in pairwise(branches):
        shared = after.forked_at - 1
        assert before.decisions[:shared] == after.decisions[:shared]
    for branch in branches:
        assert [d.number for d in branch.decisions] == list(range(1, len(branch.decisions) + 1))


@pytest.mark.parametrize(
    ("votes", "most"),
    [
        ({}, []),
        ({"a": 0}, []),
        ({"a": 2, "b": 1}, ["a"]),
        ({"a": 2, "b": 2, "c": 1}, ["a", "b"]),
    ],
)
def test_the_most_chosen_may_be_several_or_none(votes, most):
    assert most_chosen(votes) == most


@pytest.mark.parametrize(
    ("text", "number"), [("3", 3), ("", 0), ("-1", 0), ("³", 0), ("x", 0), ("99999", 0)]
)
def test_a_place_is_a_number_or_none(text, number):
    assert number_in(text) == number
