"""Two tabs at the same moment, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from assessments.scenarios.models import ScenarioAttempt, ScenarioStep
from assessments.scenarios.services import choose, start_attempt
from assessments.standards.services import load_framework
from courses.progress.models import StepVisit
from tests.factories.courses import enrolment
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scenario():
    load_framework()
    return scenario_page()


def at_once(*calls):
    """Run each call in a thread of its own, all released at the same moment."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=30)
            return call()
        except ValidationError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_two_different_choices_at_once_are_one_choice(scenario, mentor):
    attempt = start_attempt(scenario=scenario, by=mentor)

    results = at_once(
        *[
            lambda key=key: choose(attempt=attempt, position=1, option_key=key, by=mentor)
            for key in ("a", "b")
        ]
    )

    steps = list(ScenarioStep.objects.all())
    assert len(steps) == 1
    assert "taken" in results
    assert steps[0] in results


def test_the_last_choice_twice_at_once_finishes_once(scenario, mentor):
    enrolment(mentor, scenario.get_parent().specific)
    attempt = start_attempt(scenario=scenario, by=mentor)
    choose(attempt=attempt, position=1, option_key="a", by=mentor)

    results = at_once(*[lambda: choose(attempt=attempt, position=2, option_key="a", by=mentor)] * 3)

    assert len({step.pk for step in results}) == 1
    assert ScenarioStep.objects.count() == 2
    assert StepVisit.objects.get().attempts == 1


def test_two_starts_at_once_are_one_run(scenario, mentor):
    results = at_once(*[lambda: start_attempt(scenario=scenario, by=mentor)] * 3)

    assert len({attempt.pk for attempt in results}) == 1
    assert ScenarioAttempt.objects.count() == 1
