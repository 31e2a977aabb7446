import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.practice.rules.sorting import items_of, read_sort
from tests.factories.practice import HARMLESS, WORRYING, sort_value

PLACES = sort_value()["places"]


def placed(**chosen):
    """A reading of the two items, by a word of their text."""
    items = items_of(PLACES, seed="b")
    keys = {item.text: item.key for item in items}
    texts = {"harmless": HARMLESS, "worrying": WORRYING}
    return read_sort(items, {keys[texts[name]]: value for name, value in chosen.items()}, places=2)


def test_nothing_placed_is_neither_right_nor_safe():
    reading = placed()

    assert (reading.right, reading.total, reading.is_safe) == (0, 2, False)
    assert not any(line.is_placed for line in reading.lines)


def test_everything_in_place():
    reading = placed(harmless="0", worrying="1")

    assert reading.is_all_right
    assert reading.is_safe
    assert reading.unsafe == 0


def test_safe_is_what_is_about_safety_whatever_the_rest():
    reading = placed(harmless="1", worrying="1")

    assert reading.is_safe
    assert not reading.is_all_right


def test_unsafe_counts_those_about_safety():
    reading = placed(harmless="0", worrying="0")

    assert (reading.right, reading.unsafe) == (1, 1)


@pytest.mark.parametrize("nonsense", ["2", "-1", "x", "", "1.0", "²", "9" * 40])
def test_a_place_that_is_none_is_not_placed(nonsense):
    reading = placed(worrying=nonsense)

    assert not any(line.is_placed for line in reading.lines)


def test_keys_and_order_tell_nothing_of_the_place():
    places = [{"items": [{"text": f"{name} {number}"} for number in range(9)]} for name in "ab"]

    items = items_of(places, seed="b")

    assert [item.place for item in items] != sorted(item.place for item in items)
    assert items == items_of(places, seed="b")
    assert [item.key for item in items] != [item.key for item in items_of(places, seed="c")]


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=3)))
def test_any_answer_is_read(chosen):
    reading = read_sort(items_of(PLACES, seed="b"), chosen, places=2)

    assert 0 <= reading.right <= reading.total == 2
