from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import DebriefAnswer, PathShare


def answers_about(person: Any) -> Iterator[Passage]:
    rows = DebriefAnswer.objects.filter(attempt__participant=person)
    for row in rows.select_related("attempt__scenario"):
        yield Passage(
            object_id=str(row.pk),
            part="answer",
            title=row.attempt.scenario.title,
            words=labelled((row.question, row.text)),
            on=day_of(row.written_at),
            author=person,
        )
    shares = PathShare.objects.filter(attempt__participant=person)
    for share in shares.select_related("attempt__scenario", "reader"):
        words = labelled(
            ("Path shown to", share.reader),
            ("From", share.shared_at),
            ("Taken back", share.withdrawn_at),
        )
        title = share.attempt.scenario.title
        yield Passage(str(share.pk), "share", title, words, day_of(share.shared_at), person)


def answers_aged(day: date) -> QuerySet[DebriefAnswer]:
    return DebriefAnswer.objects.filter(written_at__date__lt=day)


register(
    RecordClass(
        key="scenario_debrief",
        label="Scenarios: debriefs",
        why="For her own thinking after a scenario, and to whom she showed her path.",
        counted_from=CountedFrom.WRITTEN,
        months=24,
        about=answers_about,
        aged=answers_aged,
        subject="attempt__participant",
        remove=remove_whole,
    )
)
