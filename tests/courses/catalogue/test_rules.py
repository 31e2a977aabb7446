import pytest
from django.core.exceptions import ValidationError

from courses.catalogue import rules


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("Find it.\n\n  Write it.  \n", ["Find it.", "Write it."]),
        (
            "- Find it.\n* Write it.\n2. Check it.\n• Keep it.",
            ["Find it.", "Write it.", "Check it.", "Keep it."],
        ),
        (["Find it.", " "], ["Find it."]),
        ("1,200 learners", ["1,200 learners"]),
    ],
)
def test_lines_lose_list_marks_and_gaps(text, lines):
    assert rules.clean_lines(text) == lines


@pytest.mark.parametrize("code", ["TGT", "SAF2", "LE"])
def test_a_code_is_short_capitals(code):
    rules.check_code(code)


@pytest.mark.parametrize("code", ["", "T", "tgt", "2TGT", "TARGET SETTING", "T" * 13])
def test_any_other_code_is_refused(code):
    with pytest.raises(ValidationError, match="capital letters"):
        rules.check_code(code)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [
        (0, "0 minutes"),
        (1, "1 minute"),
        (45, "45 minutes"),
        (60, "1 hour"),
        (105, "1 hour 45 minutes"),
        (120, "2 hours"),
    ],
)
def test_minutes_are_said_as_people_say_them(minutes, words):
    assert rules.minutes_in_words(minutes) == words


@pytest.mark.parametrize(
    ("current", "bundle", "ordered"),
    [
        ([1, 2, 3], [1, 2, 3], [1, 2, 3]),
        ([1, 2, 3], [3, 1, 2], [3, 1, 2]),
        ([1, 9, 2, 3], [1, 2, 3], [1, 9, 2, 3]),
        ([1, 9, 2, 3], [2, 1, 3], [2, 1, 9, 3]),
        ([9, 1, 2], [2, 1], [9, 2, 1]),
        ([1, 2, 8, 9], [2, 1], [2, 8, 9, 1]),
    ],
)
def test_a_trainers_own_step_stays_behind_its_neighbour(current, bundle, ordered):
    assert rules.order_with_bundle(current, bundle) == ordered


def test_a_mark_gives_back_its_parts():
    mark = rules.mark_of(bundle="b", page="p")
    dropped = rules.mark_of(bundle="b", page="p", dropped=True)

    assert rules.parts_of_mark(mark) == rules.parts_of_mark(dropped) == ("b", "p")
    assert (rules.is_dropped(mark), rules.is_dropped(dropped)) == (False, True)
    assert rules.parts_of_mark("") == ("", "")
