"""What the checks say of a quiz: what rules give, each where it is."""

import pytest

from assessments.quizzes.blocks import raw_question
from assessments.quizzes.models import QuizPage
from assessments.quizzes.queries import quiz_findings
from assessments.quizzes.rules import Kind, Option, Question, weak_spots
from content.checks.queries import surroundings
from tests.factories.quizzes import QUESTIONS


def single(*options, stem="What now?", fb="Ask first.", **more):
    """A leading * marks a right option."""
    made = tuple(Option(text.lstrip("*"), text.startswith("*")) for text in options)
    return Question(Kind.SINGLE, stem, made, feedback=fb, **more)


# Rules -----------------------------------------------------------------------


def test_right_options_in_different_places():
    questions = [single("*a", "b", "c"), single("a", "*b", "c"), single("a", "b", "*c")]

    assert weak_spots(questions, shuffles=False) == []


def test_right_options_always_in_the_same_place():
    questions = [single("a", "*b", "c")] * 3

    ((number, words),) = weak_spots(questions, shuffles=False)

    assert (number, words.split(".")[0]) == (0, "The right option is always number 2")
    assert weak_spots(questions, shuffles=True) == []
    assert weak_spots(questions[:2], shuffles=False) == []


def test_wrong_options_without_a_word_of_feedback():
    silent = single("*Ask", "Tell", fb="")
    for_everyone = single("*Ask", "Tell", fb="Ask first.")
    each = Question(
        Kind.SINGLE, "?", (Option("Ask", is_right=True), Option("Tell", feedback="It tempts."))
    )
    order = Question(Kind.ORDER, "?", (Option("a"), Option("b"), Option("c")))

    ((number, words),) = weak_spots([for_everyone, silent, each, order], shuffles=True)

    assert number == 2
    assert "“Tell”" in words


# On a page -------------------------------------------------------------------


def page(*questions, **fields):
    raw = [raw_question(f"Q{n}", question) for n, question in enumerate(questions, start=1)]
    return QuizPage(title="Check", questions=raw, **fields)


def found(quiz):
    return [(str(one.level), one.where, one.message) for one in quiz_findings(quiz, surroundings())]


@pytest.mark.django_db
def test_a_sound_quiz_has_no_findings(framework):
    assert found(page(*QUESTIONS)) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question", "level", "words"),
    [
        (single("Ask", "Tell"), "must", "Question 1: Mark exactly one option as right"),
        (single("*Ask", "Tell", fb="", is_must=True), "must", "must be right needs feedback"),
        (single("*Ask and wait and ask", "Tell"), "should", "longest in 1 of 1"),
        (single("*Ask", "Tell", codes=("S99",)), "should", "S99 is not in the college's"),
        (single("*Ask", "Tell", stem="Ring 07912 345678?"), "must", "telephone number"),
        (single("*Ask", "Tell", stem="Ask the {lerner}?"), "must", "no word for {lerner}"),
        (
            single(
                "*Ask",
                "Tell",
                stem="Which organisational responsibilities necessitate multidisciplinary "
                "collaboration regarding individualised educational provision?",
            ),
            "should",
            "reads at grade",
        ),
    ],
)
def test_a_fault_is_named_at_its_question(framework, question, level, words):
    quiz = page(question)

    first = next(one for one in found(quiz) if words in one[2])

    assert first[0] == level
    assert first[1] in {quiz.questions[0].id, "questions"}


@pytest.mark.django_db
def test_a_quiz_without_questions(framework):
    assert [(level, where) for level, where, _ in found(page())] == [("must", "questions")]
