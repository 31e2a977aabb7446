import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.material.groups import Group, Item, read_groups, write_groups
from tests.factories.bodies import TEXT, line, words_or_none

ITEMS = st.builds(Item, TEXT, TEXT, st.booleans())
GROUPS = st.builds(Group, TEXT, TEXT, st.lists(ITEMS, max_size=3))


def kept(group):
    items = [Item(line(item.text), line(item.note), item.is_must) for item in group.items]
    return Group(line(group.name), words_or_none(group.about), items)


@given(TEXT, st.lists(GROUPS, max_size=3))
def test_any_groups_come_back(intro, groups):
    found, again, strays = read_groups(write_groups(intro, groups))

    assert found == words_or_none(intro)
    assert again == [kept(group) for group in groups]
    assert strays == []


@given(st.lists(st.one_of(TEXT, st.sampled_from(["### A", "- B", "- ! C", "  note", "\\", ""]))))
def test_any_text_is_read_and_no_word_of_it_is_lost(lines):
    text = "\n".join(lines)

    intro, groups, strays = read_groups(text)

    parts = [intro, *strays]
    for group in groups:
        parts += [group.name, group.about]
        parts += [word for item in group.items for word in (item.text, item.note)]
    found = "".join("".join(parts).split())
    assert sorted(set(found)) == sorted(set("".join(text.split())) & set(found))
    assert {sign for sign in set(text) if sign.isalnum()} <= set(found)


def test_groups_are_written_as_people_write_them():
    text = write_groups(
        "Sort these.",
        [
            Group("Mentor", "", [Item("Review a target", "It is your job.")]),
            Group("Counsellor", "", [Item("Treat a panic", "", is_must=True)]),
        ],
    )

    assert text == (
        "Sort these.\n\n### Mentor\n- Review a target\n  It is your job.\n\n"
        "### Counsellor\n- ! Treat a panic"
    )


@pytest.mark.parametrize(
    ("text", "written"),
    [("- no item", "\\- no item"), ("### no group", "\\### no group"), ("\\- x", "\\\\- x")],
)
def test_what_looks_like_structure_is_marked_as_text(text, written):
    assert write_groups(text, []) == written
    assert read_groups(written) == (text, [], [])


def test_a_note_may_run_over_lines():
    _, groups, _ = read_groups("### A\n- B\n  one\n  two")

    assert groups[0].items == [Item("B", "one two")]


def test_words_that_belong_to_nothing_are_named():
    assert read_groups("### A\n- B\nlost")[2] == ["lost"]
