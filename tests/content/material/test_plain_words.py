from textwrap import dedent

import pytest

from content.material.plain_words import read_plain_words
from content.material.shapes import MaterialErrors

TEXT = """\
    words:
      - jargon: leverage
        plain: use
      - jargon: IQA
        plain: a second person who checks the marking
        note: It is the marking that is checked.
    """


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "plain_words.yaml"
    path.write_text(dedent(TEXT), encoding="utf-8")
    return path


def test_read_plain_words_in_order(file):
    first, second = read_plain_words(file)

    assert (first.jargon, first.plain, first.note) == ("leverage", "use", "")
    assert second.note == "It is the marking that is checked."
    assert second.line_of("plain") == 5


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("    plain: use\n", "", 2, "“plain” is missing"),
        ("jargon: IQA", "jargon: Leverage", 4, "“Leverage” stands in line 2 already"),
        ("note: It", "hint: It", 6, "A word has no “hint”"),
        ("plain: use", "plain: yes", 3, "in quotes"),
    ],
)
def test_read_plain_words_says_what_is_wrong_and_where(file, old, new, line, words):
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(MaterialErrors) as refused:
        read_plain_words(file)

    found = [(error.line, error.message) for error in refused.value.errors]
    assert [one for one in found if one[0] == line and words in one[1]], found
