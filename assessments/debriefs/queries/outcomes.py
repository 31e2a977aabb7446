"""Somebody's outcomes by statement, for her line manager: never a path."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from assessments.debriefs.rules.reported import reported_in_words
from assessments.scenarios.models import ScenarioAttempt
from assessments.scenarios.queries.plays import UNREAD
from assessments.scenarios.rules.runs import reported_run
from assessments.scenarios.rules.scoring import SOUND, RunBand, Status
from assessments.standards.queries import statement_titles
from cms.people.accounts.models import User


@dataclass(frozen=True)
class StatementOutcome:
    code: str
    title: str
    percent: int

    @property
    def is_sound(self) -> bool:
        return self.percent >= SOUND


@dataclass(frozen=True)
class Outcome:
    """Of one scenario. Whether a repeat is asked for, not why (domain.md 2.3, rule 6)."""

    title: str
    runs: int
    reported: str
    band: str
    is_safe: bool
    ended_at: datetime | None
    statements: list[StatementOutcome]


def outcomes_of(person: User) -> list[Outcome]:
    """Of finished runs; the scenario finished last comes first."""
    attempts = (
        ScenarioAttempt.objects.filter(participant=person, state=Status.ENDED)
        .select_related("scenario")
        .defer(*UNREAD)
        .order_by("-ended_at", "-pk")
    )
    runs: dict[int, list[ScenarioAttempt]] = defaultdict(list)
    for attempt in attempts:
        runs[attempt.scenario_id].append(attempt)
    titles = statement_titles()
    return [_outcome(own, titles) for own in runs.values()]


def _outcome(runs: list[ScenarioAttempt], titles: dict[str, str]) -> Outcome:
    scenario = runs[0].scenario
    run = reported_run(runs, scenario.counting)
    assert run is not None
    return Outcome(
        title=scenario.title,
        runs=len(runs),
        reported=reported_in_words(scenario.counting, len(runs)),
        band=str(RunBand(run.band).label),
        is_safe=run.counts,
        ended_at=run.ended_at,
        statements=[
            StatementOutcome(code, titles.get(code, ""), percent)
            for code, percent in run.statements
        ],
    )
