"""Statements as people read them, for every type of report."""

import pytest

from content.h5p.results.answers import Answer, read_answer
from content.h5p.results.texts import plain_text

EXTENSION = "https://h5p.org/x-api/"


def told(text):
    return {"en-US": text}


def choices(*texts):
    return [{"id": str(at), "description": told(text)} for at, text in enumerate(texts)]


def statement(kind, response=None, *, patterns=(), question="What now?", score=None, **more):
    library = more.pop("library", None)
    extensions = {EXTENSION + key: value for key, value in more.pop("extensions", {}).items()}
    success = {"success": more.pop("success")} if "success" in more else {}
    return {
        "object": {
            "definition": {
                "interactionType": kind,
                "description": told(question),
                "correctResponsesPattern": list(patterns),
                "extensions": extensions,
                **more,
            }
        },
        "result": {"response": response, **success}
        | ({"score": {"raw": score[0], "max": score[1]}} if score else {}),
        "context": {
            "contextActivities": {"category": [{"id": f"http://h5p.org/libraries/{library}"}]}
        },
    }


DRINKS = choices("Tea", "<p>Coffee &amp; milk</p>", "Water")
WORDS = choices("A", "nice", "type")
PLACES, THINGS = choices("Sea", "Land"), choices("Whale", "Cow")
ROWS = [
    (statement("choice", "0[,]2", patterns=["0[,]1"], choices=DRINKS, score=(1, 2)),
     ("choice", ("Tea", "Water"), ("Tea", "Coffee & milk"), False)),
    (statement("choice", "1", patterns=["1"], choices=DRINKS, score=(1, 1)),
     ("choice", ("Coffee & milk",), ("Coffee & milk",), True)),
    (statement("choice", "", patterns=["1"], choices=DRINKS, score=(0, 1)),
     ("choice", (), ("Coffee & milk",), False)),
    (statement("choice", "7", patterns=["1"], choices=DRINKS, success=True),
     ("choice", ("7",), ("Coffee & milk",), True)),
    # A branching question: numbers, and nothing that would be right.
    (statement("choice", 1, choices=DRINKS, extensions={"no-correct-answer": 1}, score=(0, 1)),
     ("choice", ("Coffee & milk",), (), None)),
    (statement("choice", 1.0, patterns=[0, 1], choices=DRINKS),
     ("choice", ("Coffee & milk",), ("Tea", "Coffee & milk"), None)),
    (statement("choice", "1", patterns=["1"], choices=WORDS, extensions={"line-breaks": [2]},
               score=(1, 1)),
     ("long-choice", ("nice",), ("nice",), True)),
    (statement("fill-in", "fire[,]", patterns=["{case_matters=false}fire[,]monday"], score=(1, 2)),
     ("fill-in", ("fire", "–"), ("fire", "monday"), False)),
    (statement("fill-in", "a[,]b", patterns=["{case_matters=true}{order_matters=false}x[,]y"],
               extensions={"alternatives": [["x", "<i>ex</i>"], ["y"]]}, score=(0, 2)),
     ("fill-in", ("a", "b"), ("x / ex", "y"), False)),
    (statement("fill-in", "a", patterns=["x[,]y", "x[,]z"]),
     ("fill-in", ("a",), ("x", "y / z"), None)),
    (statement("matching", "0[.]1[,]1[.]0", patterns=["0[.]0[,]1[.]1"], source=THINGS,
               target=PLACES, score=(0, 2)),
     ("matching", ("Cow → Sea", "Whale → Land"), ("Whale → Sea", "Cow → Land"), False)),
    (statement("matching", "w[.]s", source=[{"id": "w", "description": told("Whale")}],
               target=[{"id": "s", "description": told("Sea")}]),
     ("matching", ("Whale → Sea",), (), None)),
    (statement("matching", "nonsense", patterns=["a[.]b"]), ("matching", (), ("a → b",), None)),
    (statement("true-false", "true", patterns=["false"], score=(0, 1)),
     ("true-false", ("True",), ("False",), False)),
    (statement("true-false", False, patterns=["false"], score=(1, 1)),
     ("true-false", ("False",), ("False",), True)),
    (statement("sequencing", "1[,]0", patterns=["0[,]1"], choices=DRINKS, score=(0, 1)),
     ("sequencing", ("Coffee & milk", "Tea"), ("Tea", "Coffee & milk"), False)),
    (statement("likert", "1", scale=choices("Never", "Often")), ("likert", ("Often",), (), None)),
    (statement("numeric", 4, patterns=["4"]), ("numeric", ("4",), ("4",), None)),
    (statement("compound", "0", score=(2, 2)), ("compound", (), (), True)),
    # A page of a documentation tool, an open question in a film.
    (statement("fill-in", "I saw <b>her</b>[,]and left", library="H5P.StandardPage-1.5"),
     ("long-fill-in", ("I saw her", "and left"), (), None)),
    (statement("fill-in", "Because.", extensions={"h5p-machine-name": "H5P.FreeTextQuestion"},
               score=(1, 1)),
     ("long-fill-in", ("Because.",), (), None)),
    (statement("long-fill-in", "Goal", patterns=[]), ("long-fill-in", ("Goal",), (), None)),
    (statement("performance", "done"), ("performance", ("done",), (), None)),
    ({}, ("", (), (), None)),
    ({"object": 4, "result": [], "context": "x"}, ("", (), (), None)),
    (statement("choice", {"a": 1}, patterns=[[1], None], choices=[7, {"id": None}]),
     ("choice", (), (), None)),
]  # fmt: skip


@pytest.mark.parametrize(("raw", "expected"), ROWS)
def test_an_answer_is_read(raw, expected):
    answer = read_answer(raw)

    assert (answer.kind, answer.given, answer.expected, answer.is_right) == expected


@pytest.mark.parametrize(
    ("definition", "question"),
    [
        ({"description": told("<p>One <b>two</b></p><p>three</p>")}, "One two three"),
        ({"description": {"de": "Was?"}}, "Was?"),
        ({"description": "plain"}, "plain"),
        ({"description": told(""), "name": told("Its name")}, "Its name"),
        ({"description": told("Oslo is in __________."), "interactionType": "fill-in"},
         "Oslo is in _____."),
        ({}, ""),
        ({"description": [1]}, ""),
    ],
)  # fmt: skip
def test_the_question_is_plain_text(definition, question):
    assert read_answer({"object": {"definition": definition}}).question == question


def test_much_is_cut():
    answer = read_answer(statement("other", "[,]".join(["y" * 3_000] * 500), question="q " * 9_000))

    assert isinstance(answer, Answer)
    assert len(answer.question) <= 2_000
    assert (len(answer.given), len(answer.given[0])) == (200, 2_000)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("one<br>two<li>three</li>", "one two three"),
        ("<script>alert(1)</script>x<style>p{}</style>y", "xy"),
        ("if a <x> b", "if a <x> b"),
        ("5 < 6 and 7 > 2", "5 < 6 and 7 > 2"),
        ("un<b>closed", "unclosed"),
        ("a\x00b", "ab"),
        ("longer than it may be", "longer tha…"),
        (None, ""),
    ],
)
def test_markup_becomes_plain_text(markup, text):
    assert plain_text(markup, 11 if markup and "longer" in markup else 200) == text
