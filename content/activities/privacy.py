"""Results stay as long as completions do; answers, paths and saved places go after two years."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from cms.people.privacy.queries.words import day_of, in_rows, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole
from content.h5p.results.answers import read_answer

from .models import ActivityAttempt, ActivitySeat, ActivityStatement
from .queries.results import is_question, shown_score
from .rules import Status


def results_about(person: Any) -> Iterator[Passage]:
    rows = ActivityAttempt.objects.filter(participant=person).select_related("activity")
    for attempt in rows.order_by("pk"):
        words = labelled(
            ("Attempt", attempt.number),
            ("State", attempt.get_state_display()),
            ("Score", shown_score(attempt.score, attempt.max_score)),
            ("Judged", attempt.get_judged_by_display()),
            ("Finished", attempt.finished_at),
        )
        yield Passage(
            object_id=str(attempt.pk),
            part="result",
            title=attempt.activity.title,
            words=words,
            on=day_of(attempt.started_at),
            url=attempt.get_absolute_url(),
        )


def answers_about(person: Any) -> Iterator[Passage]:
    """One passage an attempt: each answer she gave, and the path she took."""
    attempts = ActivityAttempt.objects.filter(participant=person).select_related("activity")
    for attempt in attempts.prefetch_related("statements").order_by("pk"):
        given = [_answered(row) for row in attempt.statements.all()]
        path = [f"{step.get('title', '')}: {step.get('choice', '')}" for step in attempt.path]
        words = in_rows([*given, *path])
        if words:
            yield Passage(
                str(attempt.pk), "answers", attempt.activity.title, words,
                day_of(attempt.started_at),
            )  # fmt: skip


def _answered(row: ActivityStatement) -> str:
    """Nothing for what asked nothing."""
    answer = read_answer(row.statement)
    if row.verb != "answered" or not is_question(answer):
        return ""
    return labelled((answer.question or row.title or "Answer", answer.given or "no answer"))


def places_about(person: Any) -> Iterator[Passage]:
    """What the player keeps is the content’s own, in a form that nobody else can read for sure."""
    rows = ActivitySeat.objects.filter(participant=person).exclude(states={})
    for seat in rows.select_related("activity").order_by("pk"):
        texts = [text for kinds in seat.states.values() for text in kinds.values()]
        words = labelled(("Saved", seat.saved_at), ("As the activity keeps it", texts))
        title = seat.activity.title
        yield Passage(str(seat.pk), "saved place", title, words, day_of(seat.saved_at))


def attempts_aged(day: date) -> QuerySet[ActivityAttempt]:
    return ActivityAttempt.objects.filter(participant__staff_profile__left_on__lt=day)


def statements_aged(day: date) -> QuerySet[ActivityStatement]:
    """All of an attempt together, from the day it was finished."""
    return ActivityStatement.objects.filter(
        Q(attempt__finished_at__date__lt=day)
        | Q(attempt__state=Status.OPEN, stored_at__date__lt=day)
    )


def places_aged(day: date) -> QuerySet[ActivitySeat]:
    return ActivitySeat.objects.filter(saved_at__date__lt=day).exclude(states={})


def remove_attempts(rows: QuerySet[ActivityAttempt]) -> int:
    """A seat without attempts and without a saved place says nothing any more, and goes too."""
    seats = list(rows.order_by().values_list("seat", flat=True).distinct())
    removed = remove_whole(rows)
    ActivitySeat.objects.filter(pk__in=seats, attempts=None, states={}).delete()
    return removed


def remove_statements(rows: QuerySet[ActivityStatement]) -> int:
    """With the path: it holds the choices, and is written once the attempt is finished."""
    attempts = list(rows.order_by().values_list("attempt", flat=True).distinct())
    removed = remove_whole(rows)
    ActivityAttempt.objects.filter(pk__in=attempts, state=Status.FINISHED).update(path=[])
    return removed


def remove_places(rows: QuerySet[ActivitySeat]) -> int:
    """The seat stays while attempts hang on it."""
    keys = list(rows.order_by().values_list("pk", flat=True))
    seats = ActivitySeat.objects.filter(pk__in=keys)
    seats.update(states={}, states_of=None, saved_at=None)
    seats.filter(attempts=None).delete()
    return len(keys)


register(
    RecordClass(
        key="activity_result",
        label="Activity results",
        why="To show that an activity was finished, and when.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=results_about,
        aged=attempts_aged,
        subject="participant",
        remove=remove_attempts,
    ),
    RecordClass(
        key="activity_answer",
        label="Activities: answers and paths",
        why="To look back on what was answered, and to make the activities better.",
        counted_from=CountedFrom.WRITTEN,
        months=24,
        about=answers_about,
        aged=statements_aged,
        subject="attempt__participant",
        remove=remove_statements,
    ),
    RecordClass(
        key="activity_place",
        label="Activities: saved places",
        why="To go on where one stopped, on any device.",
        counted_from=CountedFrom.WRITTEN,
        months=24,
        about=places_about,
        aged=places_aged,
        subject="participant",
        remove=remove_places,
    ),
)
