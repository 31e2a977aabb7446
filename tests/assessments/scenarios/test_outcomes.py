"""The end of a run: safe stops, safety steps, meters too low, and which run is told of."""

import pytest

from assessments.scenarios.rules.graph import STOP
from assessments.scenarios.rules.scoring import RunBand
from assessments.scenarios.services import start_attempt
from assessments.standards.models import Evidence
from courses.progress.models import StepCompletion, StepVisit
from tests.factories.courses import enrolment
from tests.factories.pages import publish
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


def html_of(client, attempt):
    return client.get(attempt.get_absolute_url()).content.decode()


@pytest.fixture
def run(mentor, play):
    return lambda scenario, *options: play(start_attempt(scenario=scenario, by=mentor), *options)


def test_a_safe_stop_ends_the_run_at_once(client, rich, mentor, run):
    enrolment(mentor, rich.get_parent().specific)

    attempt = run(rich, "secret")

    assert (attempt.end_key, attempt.band, attempt.is_unsafe) == (STOP, RunBand.REPEAT, True)
    assert attempt.statements == [["S2", 0]]
    assert not Evidence.objects.exists()
    assert not StepCompletion.objects.exists()
    html = html_of(client, attempt)
    assert "We stop here" in html
    assert "You have promised what nobody can keep." in html
    assert "would be unsafe in real life" in html
    assert 'href="/safeguarding/"' in html
    assert "Your supervisor has time for it." in html
    assert "Take to supervision" in html
    assert "This has to happen" not in html  # nobody can say what would have been done later


def test_a_missed_safety_step_is_named(client, rich, run):
    attempt = run(rich, "open", "wait", "a")

    html = html_of(client, attempt)

    assert (attempt.is_unsafe, attempt.band) == (True, RunBand.REPEAT)
    assert "This has to happen in every run, and did not" in html
    assert "Tell the designated safeguarding lead the same day." in html
    assert "A safety step asks for another run" in html
    assert "One of your choices would be unsafe" not in html  # no choice was: a step was missed
    assert "Trust ended" not in html


def test_a_meter_that_ended_too_low_is_named(client, rich, run):
    attempt = run(rich, "tell", "tell", "a")

    html = html_of(client, attempt)

    assert (attempt.percent, attempt.is_unsafe, attempt.band) == (83, False, RunBand.REPEAT)
    assert "Trust ended very low, at 2 of 10." in html
    assert "What was left too low asks for another run" in html
    assert "Rosa is <em>safe</em> tonight" not in html  # no better end than the run


def test_points_of_a_panel_are_plain_numbers(client, rich, run):
    html = html_of(client, run(rich, "open", "tell", "guess"))

    assert "1.33 of 2" in html
    assert "Fraction" not in html
    assert "88&nbsp;%" in html


def test_statements_stand_with_the_run(rich, run):
    assert run(rich, "open", "tell", "guess").statements == [["S2", 100], ["a", 66]]


def test_the_debrief_is_the_next_thing(client, rich, run):
    attempt = run(rich, "open", "tell", "a")

    assert f"/scenarios/attempts/{attempt.pk}/debrief/" in html_of(client, attempt)


@pytest.mark.parametrize(
    ("counting", "results"),
    [
        ("best", [None, "75 %, sound", "100 %, strong", "100 %, strong"]),
        ("first", [None, "50 %, repeat", "50 %, repeat", "50 %, repeat"]),
        ("last", [None, "75 %, sound", "100 %, strong", "50 %, repeat"]),
    ],
)
def test_her_manager_is_told_of_the_run_that_counts(framework, mentor, run, counting, results):
    scenario = scenario_page(counting=counting)
    enrolment(mentor, scenario.get_parent().specific)
    told = []

    for options in (["a", "b"], ["b", "a"], ["a", "a"], ["c", "a"]):
        run(scenario, *options)
        told.append(StepCompletion.objects.values_list("result", flat=True).first())

    assert told == results
    assert StepVisit.objects.get().attempts == 4


def test_a_new_round_of_the_module_begins_with_its_own_first_run(framework, mentor, run):
    scenario = scenario_page(counting="first")
    module = scenario.get_parent().specific
    enrolment(mentor, module)
    run(scenario, "b", "a")
    enrolment(mentor, module, cycle=2)

    run(scenario, "a", "a")

    results = StepCompletion.objects.order_by("enrolment__cycle").values_list("result", flat=True)
    assert list(results) == ["75 %, sound", "100 %, strong"]


def test_a_bad_run_never_finishes_a_step(framework, mentor, run):
    scenario = scenario_page(counting="last")
    enrolment(mentor, scenario.get_parent().specific)

    run(scenario, "b", "b")

    assert not StepCompletion.objects.exists()


def test_the_first_and_the_best_run_are_shown(client, framework, mentor, run):
    scenario = scenario_page(counting="first")
    for options in (["b", "a"], ["a", "a"], ["c", "a"]):
        run(scenario, *options)

    html = client.get(scenario.url).content.decode()

    assert "75&nbsp;%, your first" in html
    assert "100&nbsp;%, your best" in html
    assert "Your first run is the one that is reported" in html


def test_a_change_of_counting_is_told_with_the_next_run(framework, mentor, run):
    scenario = scenario_page()
    enrolment(mentor, scenario.get_parent().specific)
    run(scenario, "a", "a")
    scenario.counting = "last"
    publish(scenario)

    run(scenario, "b", "a")

    assert StepCompletion.objects.get().result == "75 %, sound"
