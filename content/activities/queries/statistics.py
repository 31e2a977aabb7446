"""How an activity is answered, over everybody and naming nobody."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from content.h5p.results.answers import read_answer

from ..models import Activity, ActivityAttempt, ActivityStatement
from ..rules import Status
from ..rules.attempts import is_right
from ..rules.items import LEAST_PEOPLE, Asked, Items, Reply, average_percent, item_statistics
from .results import is_question

READ = ("attempt__participant", "sub_content_id", "title", "score", "max_score", "statement")


@dataclass(frozen=True)
class Statistics:
    attempts: int
    people: int
    finished: int  # people
    average: int | None  # per cent, of first finished attempts
    items: Items

    @property
    def is_enough(self) -> bool:
        return self.finished >= LEAST_PEOPLE


def statistics_of(activity: Activity) -> Statistics:
    attempts = ActivityAttempt.objects.filter(activity=activity)
    people = attempts.values("participant").distinct().count()
    first = list(first_finished(activity).only("score", "max_score"))
    items = item_statistics(_replies(activity))
    percents = [percent for one in first if (percent := one.percent) is not None]
    return Statistics(
        attempts=attempts.count(),
        people=people,
        finished=len(first),
        average=average_percent(percents, items),
        items=items,
    )


def first_finished(activity: Activity) -> QuerySet[ActivityAttempt]:
    """One attempt of each person who finished one, whichever version and page it was."""
    finished = ActivityAttempt.objects.filter(activity=activity, state=Status.FINISHED)
    earlier = finished.filter(participant=OuterRef("participant")).filter(
        Q(finished_at__lt=OuterRef("finished_at"))
        | Q(finished_at=OuterRef("finished_at"), pk__lt=OuterRef("pk"))
    )
    return finished.filter(~Exists(earlier))


def _replies(activity: Activity) -> Iterator[Reply]:
    rows = ActivityStatement.objects.filter(
        attempt__in=first_finished(activity), verb="answered"
    ).order_by("pk")
    for row in rows.select_related("attempt").only(*READ).iterator(chunk_size=500):
        answer = read_answer(row.statement)
        if is_question(answer):
            question = answer.question or row.title
            asked = Asked(row.sub_content_id, answer.kind, question, answer.expected)
            right = is_right(row.score, row.max_score, answer.is_right)
            yield Reply(row.attempt.participant_id, asked, answer.given, right)
