"""What is kept about mentors: the figures that were released and the comments that are shown.

Of learners nothing is kept that has a person: who was asked is a number, who answered is known
nowhere. So the ticks have no subject who could ask for them, and are deleted by a clock of their
own (`voice.forget_raw`).
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import in_rows, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom

from .models import VoiceCohort, VoiceRelease
from .queries.releases import VoiceSummary, summaries
from .services.removal import remove_cohorts


def figures_about(person: Any) -> Iterator[Passage]:
    releases = VoiceRelease.objects.filter(campaign__cohorts__mentor=person)
    for row in summaries(person, releases):
        title = f"What learners said: {row.title}"
        yield Passage(str(row.campaign), "figures", title, _words_of(row), row.on)
        if row.comments:
            words = in_rows(row.comments)
            yield Passage(str(row.campaign), "comments", title, words, row.on, "Learners")


def _words_of(row: VoiceSummary) -> str:
    lines = [
        labelled((item.wording, f"{item.mean} of 5 ({item.low} to {item.high}), {item.n} answers"))
        for item in row.items
    ]
    head = labelled(
        ("Asked", row.invited),
        ("Answered", row.n),
        ("Hidden, because a figure needs more answers", row.is_hidden),
        ("My supervisor may read it", row.supervisor_reads),
    )
    return in_rows([head, *lines])


def cohorts_aged(day: date) -> QuerySet[VoiceCohort]:
    return VoiceCohort.objects.filter(mentor__staff_profile__left_on__lt=day)


def nobody(_person: Any) -> Iterator[Passage]:
    yield from ()


register(
    RecordClass(
        key="voice_figures",
        label="Learner voice: figures and comments that were released",
        why="To learn from what learners say, and to review practice by it.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=figures_about,
        aged=cohorts_aged,
        subject="mentor",
        remove=remove_cohorts,
    ),
    RecordClass(
        key="voice_answers",
        label="Learner voice: answers as they were given",
        why="To make the figures. They have no subject that could be named: nobody knows whose an "
        "answer is. A job of their own deletes them 90 days after the release.",
        counted_from=CountedFrom.CLOSED,
        months=3,
        about=nobody,
    ),
)
