"""A person's runs of one scenario, and what comes after one."""

from dataclasses import dataclass
from typing import Any

from assessments.scenarios.access import readable_by
from assessments.scenarios.models import ScenarioAttempt, ScenarioPage
from courses.catalogue.queries import Outline, module_pk_of, outline
from courses.progress.queries import StepState, next_undone, step_context


@dataclass(frozen=True)
class OwnRuns:
    """Newest first."""

    current: ScenarioAttempt | None
    earlier: list[ScenarioAttempt]
    best: ScenarioAttempt | None
    first: ScenarioAttempt | None  # that ended, where there is more than one

    @property
    def last_was_unsafe(self) -> bool:
        ended = next((run for run in self.earlier if run.has_ended), None)
        return bool(ended and ended.is_unsafe)

    @property
    def comments_wait(self) -> bool:
        """As she had it the last time."""
        last = self.current or next(iter(self.earlier), None)
        return bool(last and last.comments_wait)


def own_runs(user: Any, scenario: ScenarioPage) -> OwnRuns:
    runs = list(ScenarioAttempt.objects.filter(readable_by(user), scenario=scenario.pk))
    ended = [run for run in runs if run.has_ended]
    counting = [run for run in ended if run.counts]
    return OwnRuns(
        current=next((run for run in runs if run.is_open), None),
        earlier=[run for run in runs if not run.is_open],
        best=max(counting, key=lambda run: run.percent or 0, default=None),
        first=ended[-1] if len(ended) > 1 else None,
    )


def last_run(user: Any) -> ScenarioAttempt | None:
    """Of any scenario: how she plays is remembered from it."""
    return ScenarioAttempt.objects.filter(readable_by(user)).order_by("-started_at", "-pk").first()


def module_of(attempt: ScenarioAttempt) -> Outline | None:
    """The module the scenario stands in, from the cache: no query while somebody plays."""
    module_pk = module_pk_of(attempt.scenario)
    return outline(module_pk) if module_pk is not None else None


def what_comes_next(user: Any, attempt: ScenarioAttempt) -> StepState | None:
    """The next step of the module that is still to do, once a run is over."""
    progress = step_context(user, attempt.scenario)["progress"]
    return next_undone(progress, attempt.scenario_id) if progress else None
