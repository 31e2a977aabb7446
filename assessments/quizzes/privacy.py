"""Results stay as long as completions do; which answers were given goes after two years."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, in_rows, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import QuestionResponse, QuizAttempt
from .rules import Status


def results_about(person: Any) -> Iterator[Passage]:
    for attempt in QuizAttempt.objects.filter(participant=person).select_related("quiz"):
        words = labelled(
            ("Attempt", attempt.number),
            ("State", attempt.get_state_display()),
            ("Score", attempt.shown_score),
            ("Pass mark", attempt.pass_mark),
            ("Passed", attempt.passed),
            ("Handed in", attempt.submitted_at),
        )
        yield Passage(
            object_id=str(attempt.pk),
            part="result",
            title=attempt.quiz.title,
            words=words,
            on=day_of(attempt.started_at),
            url=attempt.get_absolute_url(),
        )


def answers_about(person: Any) -> Iterator[Passage]:
    """One passage an attempt. Which answer is right is not said: she may sit it again."""
    attempts = QuizAttempt.objects.filter(participant=person).select_related("quiz")
    for attempt in attempts.prefetch_related("responses__version"):
        words = in_rows(_given(response) for response in attempt.responses.all())
        if words:
            yield Passage(
                str(attempt.pk), "answers", attempt.quiz.title, words, day_of(attempt.started_at)
            )


def _given(response: QuestionResponse) -> str:
    question = response.version.question
    chosen = [question.options[place].text for place in response.answer or []]
    return labelled((question.stem, chosen or "no answer"))


def attempts_aged(day: date) -> QuerySet[QuizAttempt]:
    return QuizAttempt.objects.filter(participant__staff_profile__left_on__lt=day)


def responses_aged(day: date) -> QuerySet[QuestionResponse]:
    return QuestionResponse.objects.filter(
        attempt__state=Status.SUBMITTED, attempt__submitted_at__date__lt=day
    )


register(
    RecordClass(
        key="quiz_result",
        label="Quiz results",
        why="To show that a module was passed, and when.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=results_about,
        aged=attempts_aged,
        subject="participant",
        remove=remove_whole,
    ),
    RecordClass(
        key="quiz_answer",
        label="Quiz answers",
        why="For feedback to whoever sat it, and to make the questions better.",
        counted_from=CountedFrom.WRITTEN,
        months=24,
        about=answers_about,
        aged=responses_aged,
        subject="attempt__participant",
        remove=remove_whole,
    ),
)
