"""What an attempt came to, for the person who handed it in; and a quiz's proof, for its author."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.safestring import SafeString

from assessments.standards.queries import check_codes
from content.markdown import render_inline
from courses.catalogue.models import LessonPage

from .. import rules
from ..models import QuestionResponse, QuizAttempt, QuizPage
from ..rules import Kind, Question


@dataclass(frozen=True)
class GivenOption:
    text: SafeString
    feedback: SafeString


@dataclass(frozen=True)
class LessonLink:
    title: str
    url: str


@dataclass(frozen=True)
class ResultLine:
    number: int
    stem: SafeString
    kind: Kind
    is_must: bool
    verdict: str  # right | partly | wrong | missing
    given: list[GivenOption]
    right: list[SafeString]  # empty while keys are hidden
    feedback: SafeString
    lesson: LessonLink | None

    @property
    def is_ordered(self) -> bool:
        return self.kind == Kind.ORDER


def result_lines(attempt: QuizAttempt, *, shows_right: bool) -> list[ResultLine]:
    responses = list(attempt.responses.select_related("version").order_by("position"))
    questions = [response.version.question for response in responses]
    lessons = lesson_links(question.lesson for question in questions)
    return [
        ResultLine(
            number=response.position,
            stem=render_inline(question.stem),
            kind=question.kind,
            is_must=question.is_must,
            verdict=verdict(response),
            given=given_options(question, response.answer),
            right=right_texts(question) if shows_right else [],
            feedback=render_inline(question.feedback),
            lesson=lessons.get(question.lesson) if question.lesson else None,
        )
        for response, question in zip(responses, questions, strict=True)
    ]


def verdict(response: QuestionResponse) -> str:
    if response.is_right:
        return "right"
    if response.answer is None:
        return "missing"
    return "partly" if response.points else "wrong"


def given_options(question: Question, answer: Sequence[int] | None) -> list[GivenOption]:
    options = [question.options[index] for index in answer or []]
    return [
        GivenOption(render_inline(option.text), render_inline(option.feedback))
        for option in options
    ]


def right_texts(question: Question) -> list[SafeString]:
    options = (
        question.options
        if question.kind == Kind.ORDER
        else [option for option in question.options if option.is_right]
    )
    return [render_inline(option.text) for option in options]


def lesson_links(pks: Iterable[int | None]) -> dict[int, LessonLink]:
    """Published lessons only: an attempt may be older than a lesson's last day."""
    wanted = {pk for pk in pks if pk}
    if not wanted:
        return {}
    lessons = LessonPage.objects.live().filter(pk__in=wanted).defer("body")
    return {lesson.pk: LessonLink(lesson.title, lesson.url or "") for lesson in lessons}


@dataclass(frozen=True)
class ProofLine:
    """A question with its key, as its author proof-reads it."""

    number: int
    question: Question
    kind: str
    stem: SafeString
    options: list[tuple[SafeString, bool, SafeString]]
    feedback: SafeString
    lesson: LessonLink | None

    @property
    def is_ordered(self) -> bool:
        return self.question.kind == Kind.ORDER


def proof_lines(quiz: QuizPage) -> list[ProofLine]:
    questions = [question for _, question in quiz.asked()]
    lessons = lesson_links(question.lesson for question in questions)
    return [
        ProofLine(
            number=number,
            question=question,
            kind=question.kind.label,
            stem=render_inline(question.stem),
            options=[
                (render_inline(option.text), option.is_right, render_inline(option.feedback))
                for option in question.options
            ],
            feedback=render_inline(question.feedback),
            lesson=lessons.get(question.lesson) if question.lesson else None,
        )
        for number, question in enumerate(questions, start=1)
    ]


def quiz_warnings(quiz: QuizPage) -> list[str]:
    questions = [question for _, question in quiz.asked()]
    codes = {code for question in questions for code in question.codes}
    return rules.warnings(questions, unknown_codes={code for code in codes if is_unknown(code)})


def is_unknown(code: str) -> bool:
    try:
        check_codes([code])
    except ValidationError:
        return True
    return False
