"""What is to be mended or looked at again in the questions of a quiz."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError

from content.checks.rules.findings import Around, Check, Kind, Level
from content.checks.rules.pages import text_checks
from content.checks.rules.passages import all_passages
from content.checks.rules.reading import WANTED_GRADE
from content.language.rules import reading_grade

from .. import rules
from ..models import QuizPage
from ..rules import Question
from .results import quiz_warnings

WHOLE = "questions"
# A question is a line or two: the formula, made for whole texts, gets ordinary words beside it.
ORDINARY_WORDS = 12


def quiz_findings(page: QuizPage, around: Around) -> list[Check]:
    """For the checks of pages, which name this (CollegePage.checked_by)."""
    asked = page.asked()
    places = {number: str(block_id) for number, (block_id, _) in enumerate(asked, start=1)}
    questions = [question for _, question in asked]
    spots = rules.weak_spots(questions, shuffles=page.shuffle_options)
    return [
        *faults(asked),
        *(Check(Kind.QUESTIONS, Level.SHOULD, words, WHOLE) for words in quiz_warnings(page)),
        *(
            Check(Kind.QUESTIONS, Level.SHOULD, words, places.get(number, WHOLE))
            for number, words in spots
        ),
        *hard_stems(asked),
        *text_checks(all_passages(page.questions.get_prep_value()), around),
    ]


def faults(asked: list[tuple[str, Question]]) -> Iterator[Check]:
    """Everything that keeps the quiz from being published, each at its question."""
    if not asked:
        yield Check(Kind.QUESTIONS, Level.MUST, "Add at least one question.", WHOLE)
    for number, (block_id, question) in enumerate(asked, start=1):
        try:
            rules.check_question(question)
        except ValidationError as error:
            for message in error.messages:
                words = f"Question {number}: {message}"
                yield Check(Kind.QUESTIONS, Level.MUST, words, str(block_id))


def hard_stems(asked: list[tuple[str, Question]]) -> Iterator[Check]:
    for number, (block_id, question) in enumerate(asked, start=1):
        grade = reading_grade(question.stem, ordinary_words=ORDINARY_WORDS)
        if grade > WANTED_GRADE:
            words = (
                f"Question {number} reads at grade {grade}. Who fails should fail by what they "
                "know: shorter sentences, everyday words."
            )
            yield Check(Kind.READING, Level.SHOULD, words, str(block_id), question.stem)
