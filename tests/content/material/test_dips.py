from textwrap import dedent

import pytest

from content.material.dips import read_dips
from content.material.shapes import MaterialErrors

TEXT = """\
    dips:
      - key: week-3
        title: Week 3 wobble
        from_week: 3
        until_week: 4
        why: The first work is due.
        tactic: |-
          Find the quiet ones.

          > "How is it for you?"
        lesson: MOT-L2
      - key: january
        title: January return
        from_week: 18
        until_week: 19
        why: The routine is broken.
        tactic: Ask each {learner} what is done.
    """


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "dips.yaml"
    path.write_text(dedent(TEXT), encoding="utf-8")
    return path


def errors_with(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(MaterialErrors) as refused:
        read_dips(path)
    return [(error.line, error.message) for error in refused.value.errors]


def test_read_dips_in_order(file):
    first, second = read_dips(file)

    assert (first.key, first.from_week, first.until_week) == ("week-3", 3, 4)
    assert first.tactic == 'Find the quiet ones.\n\n> "How is it for you?"'
    assert (first.lesson, second.lesson) == ("MOT-L2", "")
    assert (first.line_of("why"), second.line_of("title")) == (6, 13)


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    why: The first work is due.\n", "", 2, "“why” is missing"),
        ("key: week-3", "key: Week 3", 2, "small letters"),
        ("key: january", "key: week-3", 12, "already used in line 2"),
        ("from_week: 18", "from_week: eighteen", 14, "whole number"),
        ("from_week: 18", "from_week: 4", 14, "“Week 3 wobble” has some of these weeks"),
        ("{learner}", "{lerner}", 17, "Unknown word {lerner}"),
        ("lesson: MOT-L2", "lessons: MOT-L2", 11, "A dip has no “lessons”"),
        ("title: January return", "title: 7", 13, "put 7 in quotes"),
    ],
)
def test_read_dips_says_what_is_wrong_and_where(file, old, new, line, words):
    errors = errors_with(file, old, new)

    assert [found for found in errors if found[0] == line and words in found[1]], errors


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("other: []", "“dips” is missing"),
        ("dips: 3", "“dips” is a list"),
        ("dips: [week-3]", "keys and values only"),
        ("- a", "starts with keys and values"),
    ],
)
def test_read_dips_wants_a_list_of_dips(file, text, words):
    file.write_text(text, encoding="utf-8")

    with pytest.raises(MaterialErrors, match=words):
        read_dips(file)


def test_read_dips_says_that_a_file_is_missing(tmp_path):
    with pytest.raises(MaterialErrors, match="missing"):
        read_dips(tmp_path / "dips.yaml")
