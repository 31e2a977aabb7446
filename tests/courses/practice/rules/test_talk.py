import math

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.rules.talk import Press, read_talk


def talk(*presses, stopped_at):
    return read_talk([Press(who, at) for who, at in presses], stopped_at=stopped_at)


def test_shares_are_of_the_time_in_which_somebody_talked():
    reading = talk(("me", 0), ("them", 68), ("quiet", 100), stopped_at=120)

    assert (reading.me_seconds, reading.them_seconds, reading.silence_seconds) == (68, 32, 20)
    assert (reading.me_share, reading.them_share) == (0.68, pytest.approx(0.32))
    assert (reading.me_percent, reading.them_percent) == (68, 32)
    assert reading.sentence == (
        "You talked 68 % of the time. In a coaching talk many people aim for well under half."
    )


@pytest.mark.parametrize(
    ("me", "them", "sentence"),
    [
        (30, 90, "You talked 25 % of the time. You left most of the room to them."),
        (0, 100, "You talked 0 % of the time. You left most of the room to them."),
        (10, 10, "You talked 50 % of the time. That was under a minute of talk: "
                 "try a longer one before you read much into it."),
        (0, 0, "Nobody talked. Press who begins, and the other when they take over."),
    ],
)  # fmt: skip
def test_a_talk_is_read_in_a_plain_sentence(me, them, sentence):
    assert talk(("me", 0), ("them", me), stopped_at=me + them).sentence == sentence


def test_a_pause_in_a_turn_begins_no_new_one():
    reading = talk(
        ("me", 0), ("quiet", 10), ("me", 14), ("them", 20), ("quiet", 25), ("me", 27),
        stopped_at=30,
    )  # fmt: skip

    assert reading.turns == 3
    assert reading.longest_silence == 4
    assert reading.silences == 1  # two seconds are the gap between two sentences


def test_a_thumb_that_slips_costs_nothing():
    """The same press twice, or a press for no time at all, changes neither shares nor turns."""
    plain = talk(("me", 0), ("them", 10), stopped_at=20)

    assert talk(("me", 0), ("me", 4), ("them", 10), ("them", 10), stopped_at=20) == plain
    assert talk(("me", 0), ("quiet", 10), ("me", 10), ("them", 10), stopped_at=20) == plain


def test_silence_that_is_pressed_twice_is_one_silence():
    reading = talk(("me", 0), ("quiet", 5), ("quiet", 9), stopped_at=15)

    assert (reading.longest_silence, reading.silences) == (10, 1)


def test_the_clock_starts_with_the_first_press():
    assert talk(("them", 100), stopped_at=130).total_seconds == 30


def test_no_press_at_all_is_a_talk_in_which_nobody_talked():
    reading = talk(stopped_at=10)

    assert (reading.total_seconds, reading.turns, reading.longest_silence) == (0, 0, 0)
    assert reading.sentence.startswith("Nobody talked.")


@pytest.mark.parametrize(
    ("presses", "stopped_at", "message"),
    [
        ([("me", 10), ("them", 5)], 20, "not in the order of the clock"),
        ([("me", 10)], 5, "not in the order of the clock"),
        ([("tutor", 0)], 5, "A press is for"),
        ([("me", math.nan)], 5, "no time"),
        ([("me", 0)], math.inf, "no time"),
        ([("me", 0)], 3 * 3600 + 1, "more than 3 hours"),
    ],
)
def test_what_no_clock_gives_is_refused(presses, stopped_at, message):
    with pytest.raises(ValidationError, match=message):
        talk(*presses, stopped_at=stopped_at)


SPELLS = st.lists(
    st.tuples(st.sampled_from(["me", "them", "quiet"]), st.integers(0, 200)), max_size=40
)


@given(SPELLS, st.integers(0, 10_000))
def test_shares_and_seconds_add_up(spells, start):
    presses, now = [], start
    for who, seconds in spells:
        presses.append((who, now))
        now += seconds

    reading = talk(*presses, stopped_at=now)

    assert reading.talk_seconds + reading.silence_seconds == now - start
    assert reading.total_seconds == now - start
    assert reading.me_share + reading.them_share == (1 if reading.talk_seconds else 0)
    assert reading.me_percent + reading.them_percent == (100 if reading.talk_seconds else 0)
    assert 0 <= reading.longest_silence <= reading.silence_seconds
    assert reading.turns <= sum(who != "quiet" for who, _ in spells)
