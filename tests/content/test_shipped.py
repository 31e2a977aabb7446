from types import SimpleNamespace

from content.shipped import CREATED, KEPT, UPDATED, action_for, write_words


def loaded(**words):
    row = SimpleNamespace()
    write_words(row, words)
    return row


def test_what_is_missing_is_created():
    assert action_for(None, {"title": "One"}) == CREATED


def test_what_is_as_it_came_is_left_or_renewed():
    row = loaded(title="One")

    assert action_for(row, {"title": "One"}) == ""
    assert action_for(row, {"title": "Two"}) == UPDATED


def test_what_was_edited_here_is_kept_and_named_only_when_there_is_something_new():
    row = loaded(title="One")
    row.title = "Mine"

    assert action_for(row, {"title": "One"}) == ""
    assert action_for(row, {"title": "Two"}) == KEPT
    assert action_for(row, {"title": "Mine"}) == ""


def test_a_row_without_a_mark_is_nobody_elses():
    own = SimpleNamespace(title="Mine", material_hash="")

    assert action_for(own, {"title": "One"}) == KEPT
