"""Outcomes stay as long as completions do; the path that was taken and her own words go after two
years."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cms.people.privacy.queries.words import day_of, in_rows, labelled
from cms.people.privacy.registry import Passage, RecordClass, register
from cms.people.privacy.rules import CountedFrom
from cms.people.privacy.services.removals import remove_whole

from .models import OwnWords, ScenarioAttempt, ScenarioStep, ScenarioWayOut
from .rules.graph import Graph
from .rules.scoring import Status


def results_about(person: Any) -> Iterator[Passage]:
    for run in ScenarioAttempt.objects.filter(participant=person).select_related("scenario"):
        words = labelled(
            ("Run", run.number),
            ("Outcome", run.outcome),
            ("Per cent", run.percent),
            ("Ended", run.ended_at),
            ("Statements", [f"{code} {percent} %" for code, percent in run.statements]),
        )
        yield Passage(
            object_id=str(run.pk),
            part="result",
            title=run.scenario.title,
            words=words,
            on=day_of(run.started_at),
            url=run.get_absolute_url(),
        )


def paths_about(person: Any) -> Iterator[Passage]:
    """One passage a run: what was chosen, in the words in which it was offered."""
    runs = ScenarioAttempt.objects.filter(participant=person)
    for run in runs.select_related("scenario", "version").prefetch_related("steps"):
        steps = list(run.steps.all())
        if steps:
            graph = run.version.graph
            words = in_rows(_chosen(graph, step) for step in steps)
            yield Passage(str(run.pk), "path", run.scenario.title, words, day_of(run.started_at))


def _chosen(graph: Graph, step: ScenarioStep) -> str:
    scene = graph.scene(step.scene_key)
    option = scene.option(step.option_key) if scene else None
    sure = step.get_confidence_display() if step.confidence else ""
    words = labelled((f"{step.position}", option.text if option else step.option_key))
    return f"{words} ({sure})" if sure else words


def own_words_about(person: Any) -> Iterator[Passage]:
    rows = OwnWords.objects.filter(attempt__participant=person)
    for row in rows.select_related("attempt__scenario"):
        title = row.attempt.scenario.title
        part = f"own words at {row.position}"
        yield Passage(str(row.attempt_id), part, title, row.text, day_of(row.written_at), person)
    for way in ScenarioWayOut.objects.filter(participant=person).select_related("scenario"):
        title = f"{way.scenario.title}, the other way"
        yield Passage(str(way.pk), "other way", title, way.answer, day_of(way.taken_at), person)


def runs_aged(day: date) -> QuerySet[ScenarioAttempt]:
    return ScenarioAttempt.objects.filter(participant__staff_profile__left_on__lt=day)


def steps_aged(day: date) -> QuerySet[ScenarioStep]:
    return ScenarioStep.objects.exclude(attempt__state=Status.OPEN).filter(
        attempt__ended_at__date__lt=day
    )


def own_words_aged(day: date) -> QuerySet[OwnWords]:
    return OwnWords.objects.filter(written_at__date__lt=day)


register(
    RecordClass(
        key="scenario_result",
        label="Scenario results",
        why="To show that a scenario was played to a safe end, and when.",
        counted_from=CountedFrom.LEFT,
        months=72,
        about=results_about,
        aged=runs_aged,
        subject="participant",
        remove=remove_whole,
    ),
    RecordClass(
        key="scenario_path",
        label="Scenarios: the path taken",
        why="To look back on the choices made, and to make the scenarios better.",
        counted_from=CountedFrom.WRITTEN,
        months=24,
        about=paths_about,
        aged=steps_aged,
        subject="attempt__participant",
        remove=remove_whole,
    ),
    RecordClass(
        key="scenario_own_words",
        label="Scenarios: own words",
        why="For her own thinking; nobody else reads them.",
        counted_from=CountedFrom.WRITTEN,
        months=24,
        about=own_words_about,
        aged=own_words_aged,
        subject="attempt__participant",
        remove=remove_whole,
    ),
)
