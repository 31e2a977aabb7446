"""Observations as a kind of record about people (domain.md 2.2, 2.5)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cms.people.privacy.queries.words import labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from . import queries
from .models import Observation, ObservationRating

SIX_YEARS = 72


def passages_about(person: Any) -> Iterator[Passage]:
    """All that was seen, rated and answered about somebody's work, also what is not released yet:
    a draft is data about her."""
    rows = queries.observations().filter(mentor=person.pk).order_by("planned_for", "pk")
    for row in rows.prefetch_related("notes__author", "ratings__criterion"):
        yield _own_words(row)
        yield _observers_words(row)
        for note in row.notes.all():
            yield _passage(row, f"note-{note.pk}", "Note", note.text, note.author)
        for rating in row.ratings.all():
            yield _rating(row, rating)


def _own_words(row: Observation) -> Passage:
    words = labelled(
        ("What to look at", row.focus),
        ("How it went, in your own words", row.reflection),
        ("Your answer", row.get_response_stance_display() if row.response_stance else ""),
        ("Your response", row.response),
        ("Your line manager may read it", row.manager_reads),
        ("Your supervisor may read it", row.supervisor_reads),
        ("It stands as evidence", row.is_evidence),
    )
    return _passage(row, "own", f"{row.get_kind_display()} observation", words, row.mentor)


def _observers_words(row: Observation) -> Passage:
    words = labelled(
        ("State", row.get_state_display()),
        ("Where", row.get_setting_display()),
        ("Recording", row.get_recording_display()),
        ("What worked", row.strengths),
        ("One next step", row.next_step),
        ("By", row.next_step_on),
        ("Questions and talk", queries.talk_of(queries.tally_of(row))),
        ("Why it was called off", row.called_off_reason),
    )
    return _passage(row, "written", f"{row.get_kind_display()} observation", words, row.observer)


def _rating(row: Observation, rating: ObservationRating) -> Passage:
    words = labelled(
        ("Level", rating.get_level_display()), ("What was seen or heard", rating.evidence)
    )
    author = row.second_observer if rating.part == "second" else row.observer
    return _passage(row, f"rating-{rating.pk}", rating.criterion.title, words, author)


def _passage(row: Observation, part: str, title: str, words: str, author: Any) -> Passage:
    return Passage(
        object_id=str(row.pk),
        part=part,
        title=title,
        words=words,
        on=timezone.localdate(row.seen_at or row.planned_for),
        author=author,
        url=row.get_absolute_url(),
    )


def observations_aged(day: date) -> QuerySet[Observation]:
    return Observation.objects.filter(mentor__staff_profile__left_on__lt=day)


register(
    RecordClass(
        key="observation",
        label="Observations of practice",
        why="What somebody saw of a mentor’s work, and what the mentor said to it.",
        counted_from=CountedFrom.LEFT,
        months=SIX_YEARS,
        about=passages_about,
        aged=observations_aged,
        subject="mentor",
        remove=remove_whole,
    )
)
