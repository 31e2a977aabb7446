"""Whose attempts there are, and what stands in them before they are handed in.

Nothing here knows what is right: a screen can only show what its query brings.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, F, JSONField, OuterRef, QuerySet, When
from django.urls import reverse
from django.utils.safestring import SafeString
from wagtail.models import Page

from cms.people.accounts.models import User
from content.markdown import render_inline

from .. import access
from ..models import QuestionResponse, QuizAttempt, QuizPage
from ..rules import Kind, Question, Status


@dataclass(frozen=True)
class QuizOverview:
    attempts: list[QuizAttempt]  # newest first

    @property
    def open_attempt(self) -> QuizAttempt | None:
        return next((attempt for attempt in self.attempts if attempt.is_open), None)

    @property
    def submitted(self) -> list[QuizAttempt]:
        return [attempt for attempt in self.attempts if not attempt.is_open]

    @property
    def best_passed(self) -> QuizAttempt | None:
        passed = [attempt for attempt in self.submitted if attempt.passed]
        return max(passed, key=lambda attempt: (attempt.score, attempt.number), default=None)


def quiz_overview(participant: User, quiz: QuizPage) -> QuizOverview:
    return QuizOverview(
        list(QuizAttempt.objects.filter(access.readable_by(participant), quiz_id=quiz.pk))
    )


def attempts_readable_by(user: Any) -> QuerySet[QuizAttempt]:
    """With what a result page asks: is another attempt at the same quiz still open?"""
    still_open = QuizAttempt.objects.filter(
        participant=OuterRef("participant"), quiz=OuterRef("quiz"), state=Status.OPEN
    )
    return (
        QuizAttempt.objects.filter(access.readable_by(user))
        .select_related("quiz")
        .defer("quiz__questions")
        .annotate(has_open_attempt=Exists(still_open))  # type: ignore[no-redef]
    )


def responses_readable_by(user: Any) -> QuerySet[QuestionResponse]:
    return QuestionResponse.objects.filter(access.responses_readable_by(user)).select_related(
        "attempt", "version"
    )


@dataclass(frozen=True)
class Place:
    """One question's place on the way through an attempt."""

    number: int
    url: str
    is_answered: bool
    is_flagged: bool
    is_current: bool = False


@dataclass(frozen=True)
class Choice:
    """An option as it is shown: by its place on the screen, never by its place in the version."""

    place: int
    text: SafeString
    is_chosen: bool
    given: int | None  # the place a participant gave it, in an order question


@dataclass(frozen=True)
class AskedQuestion:
    attempt_pk: int
    is_open: bool
    quiz_title: str
    quiz_url: str
    kind: Kind
    stem: SafeString
    choices: list[Choice]
    places: list[Place]
    number: int

    @property
    def total(self) -> int:
        return len(self.places)

    @property
    def is_last(self) -> bool:
        return self.number == self.total

    @property
    def is_flagged(self) -> bool:
        return self.places[self.number - 1].is_flagged

    @property
    def done(self) -> int:
        return sum(place.is_answered for place in self.places)

    @property
    def review_url(self) -> str:
        return reverse("quizzes:attempt_review", args=[self.attempt_pk])

    @property
    def previous_url(self) -> str:
        return self.places[self.number - 2].url if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self.review_url if self.is_last else self.places[self.number].url

    def url_to(self, go: str) -> str:
        """Where a button leads: back, review, a question's number, and on by default."""
        named = {"back": self.previous_url, "review": self.review_url}
        numbered = {str(place.number): place.url for place in self.places}
        return named.get(go) or numbered.get(go) or self.next_url


def asked_question(
    user: Any, attempt_pk: int, position: int, typed: Mapping[int, int | None] | None = None
) -> AskedQuestion | None:
    """The question on the screen and the places of the others, in one query; None for strangers.

    `typed` are the numbers of an order that could not be kept: nobody types them twice.
    """
    rows = QuestionResponse.objects.filter(
        access.responses_readable_by(user), attempt=attempt_pk
    ).order_by("position")
    # The words of one question only: those of the others stay in the database.
    content = Case(When(position=position, then=F("version__content")), output_field=JSONField())
    found = list(rows.annotate(asked=content).values(*ASKED_FIELDS))
    here = next((row for row in found if row["position"] == position), None)
    if here is None:
        return None
    question = Question.from_content(here["asked"])
    return AskedQuestion(
        attempt_pk=attempt_pk,
        is_open=here["attempt__state"] == Status.OPEN,
        quiz_title=here["attempt__quiz__title"],
        quiz_url=url_at(here["attempt__quiz__url_path"]),
        kind=question.kind,
        stem=render_inline(question.stem),
        choices=shown_choices(question, here["option_order"], here["answer"] or [], typed),
        places=[place_of(attempt_pk, row, current=position) for row in found],
        number=position,
    )


PLACE_FIELDS = ("position", "answered_at", "is_flagged")
ASKED_FIELDS = (
    *PLACE_FIELDS,
    "option_order",
    "answer",
    "asked",
    "attempt__state",
    "attempt__quiz__title",
    "attempt__quiz__url_path",
)


def url_at(url_path: str) -> str:
    """The address of a page of which only the path is at hand."""
    return Page(pk=0, url_path=url_path).url or ""


def shown_choices(
    question: Question,
    option_order: list[int],
    answer: list[int],
    typed: Mapping[int, int | None] | None,
) -> list[Choice]:
    kept = {
        place: answer.index(option) + 1
        for place, option in enumerate(option_order)
        if option in answer
    }
    return [
        Choice(
            place=place,
            text=render_inline(question.options[option].text),
            is_chosen=place in kept,
            given=(kept if typed is None else typed).get(place),
        )
        for place, option in enumerate(option_order)
    ]


def place_of(attempt_pk: int, row: Mapping[str, Any], current: int | None = None) -> Place:
    number = row["position"]
    return Place(
        number=number,
        url=reverse("quizzes:attempt_question", args=[attempt_pk, number]),
        is_answered=row["answered_at"] is not None,
        is_flagged=row["is_flagged"],
        is_current=number == current,
    )


def attempt_places(attempt: QuizAttempt) -> list[Place]:
    rows = attempt.responses.order_by("position").values(*PLACE_FIELDS)
    return [place_of(attempt.pk, row) for row in rows]


@dataclass(frozen=True)
class ReviewLine:
    place: Place
    stem: SafeString
    given: list[SafeString]
    is_ordered: bool


def review_lines(attempt: QuizAttempt) -> list[ReviewLine]:
    """Every question with the answer given so far, before handing in."""
    responses = attempt.responses.select_related("version").order_by("position")
    return [
        ReviewLine(
            place=place_of(attempt.pk, vars(response)),
            stem=render_inline(question.stem),
            given=given_texts(question, response.answer),
            is_ordered=question.kind == Kind.ORDER,
        )
        for response, question in ((row, row.version.question) for row in responses)
    ]


def given_texts(question: Question, answer: Sequence[int] | None) -> list[SafeString]:
    return [render_inline(question.options[option].text) for option in answer or []]
