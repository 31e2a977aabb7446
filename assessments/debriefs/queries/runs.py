"""A person's runs: in a list, one of them to look back on, and all of them to take out."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import QuerySet

from assessments.debriefs.rules.statements import Decision, Run
from assessments.scenarios.access import readable_by
from assessments.scenarios.models import ScenarioAttempt, ScenarioStep, ScenarioVersion
from assessments.scenarios.queries.plays import UNREAD
from assessments.scenarios.queries.stories import story_of
from assessments.scenarios.rules.graph import Graph
from assessments.scenarios.rules.play import Turn, turns_of
from assessments.scenarios.rules.scoring import Status
from cms.people.accounts.models import User


def runs_of(user: User, state: str = "") -> QuerySet[ScenarioAttempt]:
    """Her own of every scenario, the newest first."""
    runs = ScenarioAttempt.objects.filter(readable_by(user)).select_related("scenario")
    runs = runs.defer(*UNREAD).order_by("-started_at", "-pk")
    return runs.filter(state=state) if state in Status.values else runs


def own_run(user: User, pk: int) -> ScenarioAttempt | None:
    """With its scenario and the version it was played on."""
    return runs_of(user).select_related("version").filter(pk=pk).first()


@dataclass(frozen=True)
class PlayedRun:
    """A run with what was decided in it."""

    attempt: ScenarioAttempt
    situation: str
    graph: Graph
    steps: list[ScenarioStep]
    turns: list[Turn]


def played(attempt: ScenarioAttempt) -> PlayedRun:
    """`attempt` comes with its version, whose content need not have been read."""
    story = story_of(attempt.version)
    steps = list(attempt.steps.order_by("position"))
    turns = turns_of(story.graph, [(step.scene_key, step.option_key) for step in steps])
    return PlayedRun(attempt, story.situation, story.graph, steps, turns)


def runs_to_take_out(user: User) -> list[Run]:
    """All of somebody's own runs with every decision, the earliest first."""
    runs = list(runs_of(user).order_by("started_at", "pk"))
    steps: dict[int, list[ScenarioStep]] = defaultdict(list)
    for step in ScenarioStep.objects.filter(attempt__in=[run.pk for run in runs]):
        steps[step.attempt_id].append(step)
    versions = ScenarioVersion.objects.in_bulk({run.version_id for run in runs})
    graphs = {pk: version.graph for pk, version in versions.items()}
    return [
        _to_take_out(run, graphs[run.version_id], versions[run.version_id].number, steps[run.pk])
        for run in runs
    ]


def _to_take_out(
    run: ScenarioAttempt, graph: Graph, version: int, steps: list[ScenarioStep]
) -> Run:
    turns = turns_of(graph, [(step.scene_key, step.option_key) for step in steps])
    return Run(
        pk=run.pk,
        scenario=run.scenario_id,
        title=run.scenario.title,
        number=run.number,
        version=version,
        state=run.state,
        started_at=run.started_at,
        ended_at=run.ended_at,
        percent=run.percent,
        counts=run.counts,
        outcome=str(run.outcome),
        codes=tuple((code, percent) for code, percent in run.statements),
        decisions=tuple(
            Decision(turn, step.chosen_at, step.seconds, step.confidence, step.was_late)
            for turn, step in zip(turns, steps, strict=True)
        ),
    )
