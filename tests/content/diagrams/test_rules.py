import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.diagrams.rules import NARROW, WIDE, Part, broken, draw

STEPS = [Part("Recognise", "You notice."), Part("Respond", "Listen."), Part("Refer", "Tell.")]


def texts(picture):
    return [words.text for words in picture.words]


def test_a_path_runs_down_on_a_phone_and_across_on_a_desk():
    drawing = draw("path", STEPS)

    assert len({dot.x for dot in drawing.narrow.dots}) == 1
    assert len({dot.y for dot in drawing.wide.dots}) == 1
    assert [dot.is_last for dot in drawing.wide.dots] == [False, False, True]
    assert texts(drawing.narrow) == [
        "Recognise", "You notice.", "Respond", "Listen.", "Refer", "Tell.",
    ]  # fmt: skip


def test_a_path_too_long_to_stand_side_by_side_runs_down_everywhere():
    drawing = draw("path", [Part(f"Step {number}") for number in range(6)])

    assert drawing.wide is drawing.narrow


def test_a_ladder_climbs_from_the_first_part():
    picture = draw("ladder", STEPS).narrow
    places = {words.text: (words.x, words.y) for words in picture.words}

    assert places["Recognise"][0] < places["Respond"][0] < places["Refer"][0]
    assert places["Recognise"][1] > places["Respond"][1] > places["Refer"][1]


def test_branches_stand_side_by_side_and_one_below_the_other_on_a_phone():
    parts = [Part("What?", "Opens.", "Open"), Part("Is it?", "", "Closed")]
    drawing = draw("branches", parts)

    assert texts(drawing.wide) == ["Open", "What? Opens.", "Closed", "Is it?"]
    assert len({dot.y for dot in drawing.wide.dots}) == 1
    assert len({dot.x for dot in drawing.narrow.dots}) == 1


def test_a_label_that_ends_in_a_sign_needs_no_colon():
    parts = [Part("Ask", "One.", "A"), Part("Why?", "It bites.", "B")]

    assert texts(draw("branches", parts).wide) == ["A", "Ask: One.", "B", "Why? It bites."]


@pytest.mark.parametrize("kind", ["path", "ladder", "branches", "nonsense"])
@pytest.mark.parametrize("count", [0, 1])
def test_what_is_hardly_there_is_drawn_all_the_same(kind, count):
    drawing = draw(kind, [Part("One")] * count)

    assert len(drawing.narrow.words) == count


WORDS = st.text(alphabet="abcde fghij", min_size=1, max_size=60).filter(str.strip)
PARTS = st.lists(st.builds(Part, WORDS, WORDS, st.sampled_from(["", "A", "B"])), max_size=9)


@given(st.sampled_from(["path", "ladder", "branches"]), PARTS)
def test_everything_stands_inside_the_picture(kind, parts):
    drawing = draw(kind, parts)

    for picture in (drawing.narrow, drawing.wide):
        assert picture.width in (NARROW, WIDE)
        assert all(0 <= words.y <= picture.height + 1 for words in picture.words)
        assert all(0 <= words.x <= picture.width for words in picture.words)
        numbers = [float(n) for line in picture.lines for n in re.findall(r"-?\d+(?:\.\d+)?", line)]
        assert all(-1 <= number <= max(picture.width, picture.height) + 1 for number in numbers)


@given(WORDS, st.sampled_from(["label", "note"]), st.floats(60, 600))
def test_breaking_lines_loses_no_word(text, style, width):
    assert "".join(" ".join(broken(text, width, style)).split()) == "".join(text.split())
