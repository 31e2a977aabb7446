"""Two tabs at the same moment, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from assessments.scenarios.models import OwnWords, ScenarioAttempt, ScenarioStep, ScenarioWayOut
from assessments.scenarios.rules.runs import Clock
from assessments.scenarios.services import (
    choose,
    run_out_of_time,
    save_own_words,
    show_scene,
    start_attempt,
    take_way_out,
)
from assessments.standards.services import load_framework
from courses.progress.models import StepCompletion, StepVisit
from tests.factories.courses import enrolment
from tests.factories.scenarios import rich_material, scenario_page

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


@pytest.fixture
def rich():
    load_framework()
    return scenario_page(material=rich_material())


def test_a_choice_and_the_bell_at_once_are_one_choice(rich, mentor):
    attempt = start_attempt(scenario=rich, by=mentor, clock=Clock.ON)
    choose(attempt=attempt, position=1, option_key="open", by=mentor)
    show_scene(attempt=attempt, by=mentor, at=timezone.now() - timedelta(seconds=30))

    at_once(
        lambda: choose(attempt=attempt, position=2, option_key="tell", by=mentor),
        lambda: run_out_of_time(attempt=attempt, position=2, by=mentor),
        lambda: run_out_of_time(attempt=attempt, position=2, by=mentor),
    )

    assert ScenarioStep.objects.filter(position=2).count() == 1
    attempt.refresh_from_db()
    assert attempt.current_scene == "after"


def test_own_words_twice_at_once_are_kept_once(rich, mentor):
    attempt = start_attempt(scenario=rich, by=mentor)

    at_once(
        *[
            lambda text=text: save_own_words(attempt=attempt, position=1, text=text, by=mentor)
            for text in ("What helps?", "What would help?")
        ]
    )

    assert OwnWords.objects.count() == 1


def test_the_other_way_twice_at_once_is_taken_once(rich, mentor):
    enrolment(mentor, rich.get_parent().specific)
    answer = "I would tell the DSL the same day and write it down."

    at_once(*[lambda: take_way_out(scenario=rich, answer=answer, by=mentor)] * 3)

    assert ScenarioWayOut.objects.count() == 1
    assert StepCompletion.objects.count() == 1
    assert StepVisit.objects.get().attempts == 1
