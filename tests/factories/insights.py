"""Many runs of a scenario at once, as its rules would have them."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from assessments.scenarios.models import ScenarioAttempt, ScenarioPage, ScenarioStep
from assessments.scenarios.queries import newest_version
from assessments.scenarios.rules.play import turns_of
from assessments.scenarios.rules.scoring import Status, result_of
from cms.people.accounts.models import User
from tests.factories.people import UserFactory

Choices = Sequence[tuple[str, str]]


def people(count: int) -> list[User]:
    return [UserFactory.create() for _ in range(count)]


def played(
    scenario: ScenarioPage,
    choices: Choices,
    *,
    by: Sequence[User],
    number: int = 1,
    seconds: int = 20,
    at: datetime | None = None,
) -> list[ScenarioAttempt]:
    """Everybody makes the same choices; a run that they do not bring to an end is abandoned."""
    version = newest_version(scenario)
    assert version is not None
    graph, moment = version.graph, at or timezone.now()
    target = turns_of(graph, choices)[-1].target if choices else graph.start
    has_ended = graph.scene(target) is None
    result = result_of(graph, choices)
    runs = ScenarioAttempt.objects.bulk_create(
        ScenarioAttempt(
            participant=person,
            scenario=scenario,
            version=version,
            number=number,
            state=Status.ENDED if has_ended else Status.ABANDONED,
            started_at=moment,
            ended_at=moment + timedelta(minutes=5),
            current_scene=target,
            end_key=target if has_ended else "",
            band=result.band if has_ended else "",
            percent=result.percent if has_ended else None,
            is_unsafe=result.is_unsafe and has_ended,
        )
        for person in by
    )
    ScenarioStep.objects.bulk_create(
        ScenarioStep(
            attempt=run,
            position=position,
            scene_key=scene,
            option_key=option,
            seconds=seconds,
            chosen_at=moment + timedelta(seconds=seconds * position),
        )
        for run in runs
        for position, (scene, option) in enumerate(choices, start=1)
    )
    return runs
