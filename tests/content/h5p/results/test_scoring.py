"""Scores worked out from responses, by the rules of the content types themselves."""

from decimal import Decimal

import pytest

from content.h5p.names import LibraryName
from content.h5p.results.blanks import is_near, solutions_in
from content.h5p.results.marked_words import is_answer, words_in
from content.h5p.results.scores import Score
from content.h5p.results.scoring import (
    can_recompute,
    can_recompute_whole,
    recompute,
    recompute_compound,
    recompute_whole,
)
from content.h5p.results.subjects import inner_contents


def answers(*marks, **behaviour):
    """“+” is a right answer, “-” a wrong one."""
    return {"answers": [{"correct": mark == "+"} for mark in marks], "behaviour": behaviour}


def blanks(*texts, **behaviour):
    return {"questions": list(texts), "behaviour": behaviour}


def words(text):
    return {"textField": text}


def choices(*counts):
    return {
        "choices": [
            {"question": f"Q{at}", "answers": [f"a{one}" for one in range(count)]}
            for at, count in enumerate(counts)
        ]
    }


def score(raw, most):
    return Score(Decimal(raw), Decimal(most))


ONE, POINTS = answers("-", "+", "-"), answers("+", "-", "+", "-", singlePoint=False)
ALL = answers("+", "-", "+")  # all or nothing is the default
HALF = answers("+", "+", "-", singlePoint=True, passPercentage=50)
NONE_RIGHT = answers("-", "-", singlePoint=False)
HEAVY = {
    "answers": [{"correct": True, "weight": 3}, {"correct": True}, {"correct": False, "weight": 2}],
    "behaviour": {"singlePoint": False},
}
CAPITAL = "<p>Oslo is the capital of *Norway/Norge:It is cold*.</p>"
ANY_CASE = {"caseSensitive": False}
FORGIVING = {"caseSensitive": False, "acceptSpellingErrors": True}
NICE = "<p>A *nice*, *flexible* type.</p>"  # A(0) nice(1) flexible(2) type(3)

ROWS = [
    # One right answer among several.
    ("MultiChoice", ONE, "1", (1, 1)),
    ("MultiChoice", ONE, "0", (0, 1)),
    ("MultiChoice", ONE, "", (0, 1)),
    ("MultiChoice", ONE, None, (0, 1)),
    ("MultiChoice", ONE, "0[,]1", None),  # radio buttons cannot do that
    ("MultiChoice", ONE, "3", None),
    ("MultiChoice", ONE, "-1", None),
    ("MultiChoice", ONE, "1.0", None),
    ("MultiChoice", ONE, "¹", None),
    ("MultiChoice", ONE, "999999999999", None),
    ("MultiChoice", ONE, "one", None),
    ("MultiChoice", answers("+", "+", type="single"), "1", (1, 1)),
    ("MultiChoice", answers("-", "-", type="single"), "", (0, 1)),
    # A point each, one less for each that is wrong.
    ("MultiChoice", POINTS, "0[,]2", (2, 2)),
    ("MultiChoice", POINTS, "2[,]0", (2, 2)),
    ("MultiChoice", POINTS, "0", (1, 2)),
    ("MultiChoice", POINTS, "0[,]1", (0, 2)),
    ("MultiChoice", POINTS, "0[,]1[,]2", (1, 2)),
    ("MultiChoice", POINTS, "1[,]3", (0, 2)),
    ("MultiChoice", POINTS, "0[,]0", None),  # twice is not two points
    ("MultiChoice", POINTS, "0,2", None),
    ("MultiChoice", answers("+", "-", type="multi", singlePoint=False), "0[,]1", (0, 1)),
    ("MultiChoice", HEAVY, "0[,]1", (4, 4)),
    ("MultiChoice", HEAVY, "0[,]2", (1, 4)),
    # All or nothing, and where half is enough.
    ("MultiChoice", ALL, "0[,]2", (1, 1)),
    ("MultiChoice", ALL, "0", (0, 1)),
    ("MultiChoice", ALL, "0[,]1[,]2", (0, 1)),
    ("MultiChoice", HALF, "0", (1, 1)),
    ("MultiChoice", HALF, "2", (0, 1)),
    # No answer is right, so none should be chosen.
    ("MultiChoice", NONE_RIGHT, "", (1, 1)),
    ("MultiChoice", NONE_RIGHT, None, (1, 1)),
    ("MultiChoice", NONE_RIGHT, "0", (0, 1)),
    ("MultiChoice", answers("-", "-"), "", (1, 1)),
    ("MultiChoice", {}, "0", None),
    ("MultiChoice", {"answers": "none", "behaviour": 4}, "", None),
    ("TrueFalse", {"correct": "true"}, "true", (1, 1)),
    ("TrueFalse", {"correct": "true"}, "false", (0, 1)),
    ("TrueFalse", {"correct": "false"}, "false", (1, 1)),
    ("TrueFalse", {"correct": "false"}, "", (0, 1)),
    ("TrueFalse", {}, "false", (1, 1)),
    ("TrueFalse", {"correct": True}, "true", (1, 1)),
    ("TrueFalse", {"correct": "true"}, "True", None),
    ("TrueFalse", {"correct": "true"}, "1", None),
    # Blanks: alternatives, tips, case, spaces, entities, empty asterisks.
    ("Blanks", blanks(CAPITAL), "Norway", (1, 1)),
    ("Blanks", blanks(CAPITAL), "Norge", (1, 1)),
    ("Blanks", blanks(CAPITAL), "  Norge\xa0", (1, 1)),
    ("Blanks", blanks(CAPITAL), "norway", (0, 1)),
    ("Blanks", blanks(CAPITAL, **ANY_CASE), "NORWAY", (1, 1)),
    ("Blanks", blanks(CAPITAL), "It is cold", (0, 1)),
    ("Blanks", blanks(CAPITAL), "", (0, 1)),
    ("Blanks", blanks(CAPITAL), None, (0, 1)),
    ("Blanks", blanks("*a* and *b*", "*c*"), "a[,]x[,]c", (2, 3)),
    ("Blanks", blanks("*a* and *b*"), "a", None),
    ("Blanks", blanks("*a*"), "a[,]b", None),  # somebody typed the separator
    ("Blanks", blanks("2 ** 2 = *4*", ""), "4", (1, 1)),
    ("Blanks", blanks("*a* * open"), "a", (1, 1)),
    ("Blanks", blanks("*R&amp;D / research*"), "R&D", (1, 1)),
    ("Blanks", blanks("*R&amp;D / research*"), "research", (1, 1)),
    ("Blanks", blanks("*/nothing*"), "", (1, 1)),  # nothing at all is one of the answers
    ("Blanks", blanks("No blank."), "", None),
    ("Blanks", {}, "a", None),
    # Small mistakes in spelling, where the author forgives them.
    ("Blanks", blanks("*responsibility*", **FORGIVING), "resposibilty", (1, 1)),
    ("Blanks", blanks("*responsibility*", **FORGIVING), "resposibily", (0, 1)),
    ("Blanks", blanks("*mentor*", **FORGIVING), "metnor", (1, 1)),
    ("Blanks", blanks("*mentor*", **FORGIVING), "meentorr", (0, 1)),
    ("Blanks", blanks("*cat*", **FORGIVING), "cot", (0, 1)),
    ("Blanks", blanks("*cats*", **FORGIVING), "Cat", (1, 1)),
    ("Blanks", blanks("*mentor*", caseSensitive=True, acceptSpellingErrors=True), "MENTOR", (0, 1)),
    ("MarkTheWords", words(NICE), "1[,]2", (2, 2)),
    ("MarkTheWords", words(NICE), "1", (1, 2)),
    ("MarkTheWords", words(NICE), "1[,]0", (0, 2)),
    ("MarkTheWords", words(NICE), "0[,]3", (0, 2)),
    ("MarkTheWords", words(NICE), "", (0, 2)),
    ("MarkTheWords", words(NICE), "4", None),
    ("MarkTheWords", words("Nothing here."), "", (1, 1)),
    ("MarkTheWords", words("Nothing here."), "0", (0, 1)),
    ("MarkTheWords", words(""), "", None),
    ("MarkTheWords", {"textField": 7}, "", None),
    ("SingleChoiceSet", choices(3), "0", (1, 1)),
    ("SingleChoiceSet", choices(3), "2", (0, 1)),
    ("SingleChoiceSet", choices(3), "3", None),
    ("SingleChoiceSet", choices(2, 2, 0), "0[,]1", (1, 2)),
    ("SingleChoiceSet", choices(2, 2), "0", None),
    ("SingleChoiceSet", choices(2, 2), None, (0, 2)),
    ("SingleChoiceSet", {}, "0", None),
    ("Essay", {}, "anything", None),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "params", "response", "expected"), ROWS)
def test_a_response_is_worth_what_the_type_gives_for_it(kind, params, response, expected):
    found = recompute(f"H5P.{kind}", params, response)

    assert found == (score(*expected) if expected else None)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two *words*, *here*.", ["Two", "*words*", "*here*"]),
        ("<p>One<b>two</b></p>three", ["One", "two", "three"]),
        ("a <br/>*b*<!-- *no* --> c", ["a", "*b*", "c"]),
        ("(“*quoted*”) &amp; ...", ["*quoted*", "&"]),
        ("<script>*x*</script>y", ["y"]),
        ("say&nbsp;*New&nbsp;York* now", ["say", "*New", "York*", "now"]),
        ("say *New&nbsp;York* now", ["say", "*New\xa0York*", "now"]),
    ],
)
def test_words_that_can_be_marked(text, found):
    assert words_in(text) == found


@pytest.mark.parametrize(
    ("word", "expected"),
    [("*a*", True), ("*a*'", True), ("**", False), ("***", False), ("**a**", True), ("*a", False),
     ("a*", False), ("*a**", False), ("a", False), ("****", False), ("*2**3*", True)],
)  # fmt: skip
def test_asterisks_make_an_answer(word, expected):
    assert is_answer(word) is expected


def test_what_is_accepted_in_each_blank():
    text = "*a / b:tip: more* ** *<b>c</b>* *d"

    assert list(solutions_in(text)) == [["a", "b"], ["<b>c<", "b>"]]


def test_an_endless_answer_is_compared_in_no_time():
    long = tuple(range(20_000))

    assert is_near(long, (*long[:-1], -1))
    assert not is_near(long, tuple(reversed(long)))


def library(name):
    return LibraryName(f"H5P.{name}", 1, 1)


def inner(kind, key, params, version="1.16"):
    return {"library": f"H5P.{kind} {version}", "subContentId": key, "params": params}


SET = {
    "choices": [
        {"subContentId": "q1", "question": "?", "answers": ["r", "w"]},
        {"subContentId": "q2", "question": "?", "answers": ["r", "w"]},
    ]
}
QUESTIONS = {
    "questions": [
        inner("MultiChoice", "A", ONE | {"media": {"type": inner("Image", "pic", {})}}),
        inner("TrueFalse", "B", {"correct": "true"}),
        inner("SingleChoiceSet", "C", SET),
        inner("AdvancedText", "T", {"text": "Read this."}),
    ]
}
DRAWN = QUESTIONS | {"poolSize": 1}
COLUMN = {"content": [{"content": inner("QuestionSet", "S", QUESTIONS)}]}
FULL = {"a": "1", "{B}": "true", "q1": "0", "q2": "1"}


@pytest.mark.parametrize(
    ("params", "kind", "responses", "reported", "expected"),
    [
        (QUESTIONS, "QuestionSet", FULL, None, (3, 4)),
        (QUESTIONS, "QuestionSet", FULL, (4, 4), (3, 4)),  # ours counts where all is answered
        (COLUMN, "Column", FULL, (3, 4), (3, 4)),
        (QUESTIONS, "QuestionSet", {"A": "1"}, (1, 4), (1, 4)),  # the rest was left alone
        (QUESTIONS, "QuestionSet", {"A": "1"}, (4, 4), None),  # or it was not reported: who knows
        (QUESTIONS, "QuestionSet", {}, (4, 4), None),
        (QUESTIONS, "QuestionSet", FULL | {"A": "9"}, (3, 4), None),
        (QUESTIONS | {"poolSize": 2}, "QuestionSet", FULL, (3, 4), None),  # which two?
        (QUESTIONS | {"poolSize": 4}, "QuestionSet", FULL, (3, 4), (3, 4)),
        (COLUMN, "BranchingScenario", FULL, (3, 4), None),
        (SET, "SingleChoiceSet", {"q1": "0", "q2": "0"}, None, (2, 2)),
        (SET, "SingleChoiceSet", {"q1": "0"}, (2, 2), None),
        ({"questions": [inner("DragText", "D", {})]}, "QuestionSet", {"D": "x"}, (1, 1), None),
        ({"questions": []}, "QuestionSet", {}, (0, 1), None),
        ({"choices": [{"answers": ["r", "w"]}]}, "SingleChoiceSet", {}, (1, 1), None),
    ],
)
def test_a_whole_is_the_sum_of_its_questions(params, kind, responses, reported, expected):
    found = recompute_whole(
        library(kind), params, None, responses, reported=score(*reported) if reported else None
    )

    assert found == (score(*expected) if expected else None)


@pytest.mark.parametrize(
    ("children", "expected"),
    [
        ([score(1, 2), score(0, 1)], (1, 3)),
        ([score(1, 2), None], None),
        ([], None),
    ],
)
def test_a_sum_needs_every_part(children, expected):
    assert recompute_compound(children) == (score(*expected) if expected else None)


@pytest.mark.parametrize(
    ("kind", "params", "expected"),
    [
        ("Blanks", {}, True),
        ("QuestionSet", QUESTIONS, True),
        ("Column", COLUMN, True),
        ("QuestionSet", DRAWN, False),
        ("Column", {"content": [{"content": inner("QuestionSet", "S", DRAWN)}]}, False),
        ("Column", {"content": [{"content": inner("Essay", "E", {})}]}, False),
        ("Column", {"content": [{"content": inner("AdvancedText", "E", {})}]}, False),
        ("InteractiveVideo", QUESTIONS, False),
    ],
)  # fmt: skip
def test_what_can_be_judged_here(kind, params, expected):
    assert can_recompute_whole(library(kind), params) is expected
    assert can_recompute("H5P.MultiChoice")
    assert not can_recompute("H5P.QuestionSet")


def test_inner_activities_are_found_by_their_own_keys_in_order():
    found = inner_contents(COLUMN)

    assert [one.sub_content_id for one in found.sub_contents] == ["S", "A", "pic", "B", "C", "T"]
    assert [part.place.rpartition("/")[2] for part in found.parts] == ["0", "1"]
