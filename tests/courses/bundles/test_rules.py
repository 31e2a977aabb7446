import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.bundles import rules
from courses.bundles.rules import Known, differences
from tests.factories.bodies import WORDS


def signed(before, after):
    return [[line.sign + line.text for line in run] for run in differences(before, after).runs]


# Which page --------------------------------------------------------------------


def test_a_page_is_found_by_its_id_before_its_slug():
    known = [Known(1, "TGT-L1", slugs=frozenset({"a"})), Known(2, slugs=frozenset({"b"}))]

    assert rules.pair([("TGT-L1", "b"), ("X", "b")], known) == [1, 2]


def test_a_page_without_an_id_is_found_by_the_one_it_was_given():
    known = [Known(1, derived=frozenset({"TGT-a"}), slugs=frozenset({"a"}))]

    assert rules.pair([("TGT-a", "other")], known) == [1]
    assert rules.pair([("OTHER", "a")], known) == [1]
    assert rules.pair([("OTHER", "other")], known) == [None]


def test_a_page_with_an_id_is_never_found_by_its_slug():
    assert rules.pair([("X", "a")], [Known(1, "TGT-L1", slugs=frozenset({"a"}))]) == [None]


@given(
    st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), max_size=5),
    st.lists(
        st.builds(
            Known,
            st.integers(1, 9),
            st.sampled_from(["", "a", "b"]),
            st.frozensets(st.sampled_from("abc")),
            st.frozensets(st.sampled_from("xyz")),
        ),
        max_size=5,
        unique_by=lambda page: page.pk,
    ),
)
def test_no_page_is_found_twice(wanted, known):
    found = rules.pair(wanted, known)

    pages = [pk for pk in found if pk is not None]
    assert len(found) == len(wanted)
    assert len(set(pages)) == len(pages)


# Order -------------------------------------------------------------------------


def test_where_the_order_stays_a_new_step_stands_behind_its_neighbour():
    assert rules.order_kept([1, 2, 3], [3, -1, 2, 1]) == [1, 2, 3, -1]
    assert rules.order_kept([1, 2, 3], [-1, 1]) == [-1, 1, 2, 3]


@given(st.permutations(range(6)), st.permutations(range(6)))
def test_moving_each_to_the_end_gives_the_wanted_order(stands, wanted):
    order = list(stands)
    for pk in rules.to_move(stands, wanted):
        order.remove(pk)
        order.append(pk)

    assert order == list(wanted)


def test_nothing_is_moved_where_all_stand_right():
    assert list(rules.to_move([1, 2], [1, 2])) == []


# Publishing --------------------------------------------------------------------


def test_only_what_readers_see_in_full_goes_out_again():
    here = {"is_draft": False, "is_module_new": False}

    assert rules.goes_out(**here, is_live=True)
    assert not rules.goes_out(**here, is_live=True, has_changes=True)
    assert not rules.goes_out(**here, is_live=False)
    assert not rules.goes_out(is_draft=True, is_module_new=False, is_live=True)


def test_a_new_module_goes_out_but_for_its_drafts():
    assert rules.goes_out(is_draft=False, is_module_new=True)
    assert not rules.goes_out(is_draft=True, is_module_new=True)


# Differences -------------------------------------------------------------------


def test_changed_words_are_marked_in_their_line():
    (run,) = differences("a\nYou open the screen.\nb\n", "a\nYou open your screen.\nb\n").runs

    gone, come = run[1], run[2]
    assert [piece.text for piece in gone.pieces if piece.is_marked] == ["the"]
    assert [piece.text for piece in come.pieces if piece.is_marked] == ["your"]
    assert (run[0].sign, run[3].sign) == (" ", " ")


def test_lines_that_have_nothing_in_common_are_not_marked():
    (run,) = differences("Entirely different words here\n", "- x: [1]\n").runs

    assert not any(piece.is_marked for line in run for piece in line.pieces)


def test_far_apart_changes_are_runs_of_their_own():
    lines = [str(number) for number in range(40)]
    other = lines.copy()
    other[3], other[30] = "three", "thirty"

    runs = signed("\n".join(lines), "\n".join(other))

    assert [run for run in runs if "+three" in run] == [
        [" 1", " 2", "-3", "+three", " 4", " 5"],
    ]
    assert len(runs) == 2


def test_a_new_text_is_new_lines_only():
    assert signed("", "one\n\ntwo\n") == [["+one", "+", "+two"]]
    assert differences("a\n", "a\n").runs == []


def test_long_and_endless_texts_are_told_apart():
    assert differences("", "x\n" * 30).is_long
    assert not differences("", "x\n" * 3).is_long
    assert differences("", "x\n" * 10_000).is_too_long


@given(WORDS, WORDS)
def test_the_signs_lead_from_one_text_to_the_other(before, after):
    old, new = rules.lines_of(before), rules.lines_of(after)
    found = differences(before, after)

    assert found.removed == len(old) - kept_in(found, old)
    gone = [line.text for run in found.runs for line in run if line.sign == "-"]
    come = [line.text for run in found.runs for line in run if line.sign == "+"]
    assert sorted(without(old, gone)) == sorted(without(new, come))


def kept_in(found, old):
    return len(old) - sum(line.sign == "-" for run in found.runs for line in run)


def without(lines, taken):
    rest = list(lines)
    for line in taken:
        rest.remove(line)
    return rest


# Ids inside a block ------------------------------------------------------------


def items(*pairs):
    return [{"type": "item", "value": {"text": text}, "id": own} for own, text in pairs]


def test_items_that_say_the_same_keep_their_ids():
    old = [{"type": "sort", "id": "b", "value": {"items": items(("1", "x"), ("2", "y"))}}]
    new = [{"type": "sort", "id": "b", "value": {"items": items(("d0", "y"), ("d1", "z"))}}]

    kept = rules.with_ids_kept(new, old)

    assert [(item["id"], item["value"]["text"]) for item in kept[0]["value"]["items"]] == [
        ("2", "y"),
        ("d1", "z"),
    ]


def test_an_item_that_was_changed_keeps_the_id_of_its_place():
    old = [{"type": "sort", "id": "b", "value": {"items": items(("1", "x"), ("2", "y"))}}]
    new = [{"type": "sort", "id": "b", "value": {"items": items(("d0", "x"), ("d1", "Y"))}}]

    kept = rules.with_ids_kept(new, old)

    assert [item["id"] for item in kept[0]["value"]["items"]] == ["1", "2"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ([("1", "\u2028"), ("2", "")], [("1", ""), ("2", "")]),  # a file keeps no blanks
        ([("1", "x"), ("2", "y")], [("1", "y"), ("2", "new"), ("3", "x")]),
        ([("1", "x"), ("2", "y"), ("3", "z")], [("4", "z"), ("3", "new"), ("5", "newer")]),
    ],
)
def test_no_two_items_get_one_id(before, after):
    old = [{"type": "sort", "id": "b", "value": {"items": items(*before)}}]
    new = [{"type": "sort", "id": "b", "value": {"items": items(*after)}}]

    kept = [item["id"] for item in rules.with_ids_kept(new, old)[0]["value"]["items"]]

    assert len(set(kept)) == len(after)


def test_items_of_other_blocks_are_left_alone():
    new = [{"type": "sort", "id": "c", "value": {"items": items(("d0", "x"))}}]

    assert rules.with_ids_kept(new, []) == new


def test_sources_that_say_the_same_are_the_same():
    old = [{"type": "source", "id": "1", "value": {"title": "A"}}]
    new = [{"type": "source", "id": "d", "value": {"title": title}} for title in ("B", "A")]

    assert [block["id"] for block in rules.sources_kept(new, old)] == ["d", "1"]
