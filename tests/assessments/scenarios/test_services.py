"""One run from its first choice to what it leaves behind."""

from datetime import datetime, timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from assessments.scenarios.models import (
    ScenarioAttempt,
    ScenarioStep,
    ScenarioVersion,
)
from assessments.scenarios.rules.scoring import RunBand, Status
from assessments.scenarios.services import choose, snapshot_scenario, start_attempt
from assessments.standards.models import Evidence
from assessments.standards.rules import EvidenceKind, Strength
from assessments.standards.services import load_framework
from cms.people.audit.models import AuditEvent, WrittenOnceError
from courses.progress.models import Completion, StepCompletion, StepVisit
from tests.factories.courses import enrolment
from tests.factories.pages import publish
from tests.factories.scenarios import (
    attempt_of,
    broken_streams,
    scenario_material,
    scenario_page,
    tgt_material,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def framework():
    return load_framework()


@pytest.fixture
def scenario():
    return scenario_page()


def play(attempt, *options, at=None):
    """Choose one option after the other, as the person whose run it is."""
    first = attempt.steps.count() + 1
    for position, option in enumerate(options, start=first):
        choose(attempt=attempt, position=position, option_key=option, by=attempt.participant, at=at)
    attempt.refresh_from_db()
    return attempt


def codes_of(attempt):
    rows = Evidence.objects.filter(
        content_type=ContentType.objects.get_for_model(attempt), object_id=attempt.pk
    )
    return sorted(rows.values_list("statement__code", flat=True))


def test_publishing_keeps_a_version(scenario):
    version = scenario.versions.get()

    assert version.number == 1
    assert version.content["start"] == "meet"
    assert [scene["key"] for scene in version.content["scenes"]] == ["meet", "plan"]
    assert len(version.content_hash) == 64


def test_the_same_content_is_the_same_version(scenario):
    scenario.title = "Another title"
    publish(scenario)

    assert scenario.versions.count() == 1


def test_changed_content_is_a_new_version(scenario):
    scenario.situation = "Rosa, 17, arrives late. You have ten minutes."
    publish(scenario)

    assert [version.number for version in scenario.versions.all()] == [1, 2]


def test_a_broken_scenario_published_past_the_form_leaves_the_last_sound_version(scenario, caplog):
    scenario.start = "nowhere"
    publish(scenario)

    assert [version.content["start"] for version in scenario.versions.all()] == ["meet"]
    assert "The start scene “nowhere” does not exist." in caplog.text


def test_a_broken_scenario_is_never_kept(scenario):
    scenario.scenes, scenario.ends = broken_streams(plan={"text": "?", "options": [
        {"id": "a", "text": "Go.", "out": "Gone.", "why": "So.", "score": {"S2": 2}, "next": "moon"}
    ]})  # fmt: skip

    with pytest.raises(ValidationError, match="leads to “moon”, which does not exist"):
        snapshot_scenario(scenario=scenario)


def test_a_version_never_changes(scenario):
    version = scenario.versions.get()

    with pytest.raises(WrittenOnceError):
        version.save()
    with pytest.raises(WrittenOnceError):
        version.delete()
    with pytest.raises(WrittenOnceError):
        ScenarioVersion.objects.update(number=9)


def test_start_begins_at_the_start(scenario, mentor):
    at = timezone.localtime() - timedelta(days=20)

    attempt = start_attempt(scenario=scenario, by=mentor, at=at)

    assert (attempt.number, attempt.state, attempt.current_scene) == (1, Status.OPEN, "meet")
    assert attempt.started_at == at
    assert attempt.version == scenario.versions.get()
    assert AuditEvent.objects.filter(verb="scenario.started", actor=mentor).exists()


def test_start_goes_on_with_the_run_under_way(scenario, mentor):
    attempt = play(start_attempt(scenario=scenario, by=mentor), "a")

    again = start_attempt(scenario=scenario, by=mentor)

    assert again == attempt
    assert again.current_scene == "plan"


def test_starting_again_keeps_the_old_run_as_abandoned(scenario, mentor):
    old = play(start_attempt(scenario=scenario, by=mentor), "a")

    new = start_attempt(scenario=scenario, by=mentor, again=True)

    old.refresh_from_db()
    assert (new.number, new.current_scene) == (2, "meet")
    assert old.state == Status.ABANDONED
    assert old.steps.count() == 1
    assert old.ended_at is not None


def test_starting_again_twice_makes_one_new_run(scenario, mentor):
    play(start_attempt(scenario=scenario, by=mentor), "a")
    first = start_attempt(scenario=scenario, by=mentor, again=True)

    assert start_attempt(scenario=scenario, by=mentor, again=True) == first
    assert ScenarioAttempt.objects.count() == 2


def test_a_run_stays_on_its_version(scenario, mentor):
    attempt = play(start_attempt(scenario=scenario, by=mentor), "a")
    material = scenario_material(start="plan", codes=["S2"])
    del material.data["nodes"]["meet"]
    scenario.fill_from_material(material)
    publish(scenario)

    play(attempt, "a")

    assert attempt.percent == 100
    assert attempt.version.number == 1
    assert start_attempt(scenario=scenario, by=mentor).version.number == 2


def test_start_is_refused_without_a_role_or_a_published_page(scenario, mentor, db):
    outsider = type(mentor).objects.create(email="leaver@x.test", is_superuser=True)
    with pytest.raises(PermissionDenied):
        start_attempt(scenario=scenario, by=outsider)

    scenario.unpublish()
    with pytest.raises(PermissionDenied):
        start_attempt(scenario=scenario, by=mentor)


def test_a_choice_moves_on(scenario, mentor):
    attempt = start_attempt(scenario=scenario, by=mentor)
    at = timezone.localtime() - timedelta(days=3)

    step = choose(attempt=attempt, position=1, option_key="b", by=mentor, at=at)

    attempt.refresh_from_db()
    assert (step.scene_key, step.option_key, step.chosen_at) == ("meet", "b", at)
    assert attempt.current_scene == "plan"
    assert attempt.is_open


def test_the_same_choice_twice_is_one_choice(scenario, mentor):
    attempt = start_attempt(scenario=scenario, by=mentor)

    first = choose(attempt=attempt, position=1, option_key="a", by=mentor)

    assert choose(attempt=attempt, position=1, option_key="a", by=mentor) == first
    assert ScenarioStep.objects.count() == 1


def test_another_choice_for_a_taken_position_changes_nothing(scenario, mentor):
    attempt = play(start_attempt(scenario=scenario, by=mentor), "a")

    with pytest.raises(ValidationError) as refused:
        choose(attempt=attempt, position=1, option_key="c", by=mentor)

    attempt.refresh_from_db()
    assert refused.value.code == "taken"
    assert [step.option_key for step in attempt.steps.all()] == ["a"]
    assert attempt.current_scene == "plan"


@pytest.mark.parametrize(("position", "option"), [(1, "z"), (1, ""), (2, "a"), (0, "a"), (-1, "a")])
def test_a_choice_that_is_not_offered_is_refused(scenario, mentor, position, option):
    attempt = start_attempt(scenario=scenario, by=mentor)

    with pytest.raises(ValidationError) as refused:
        choose(attempt=attempt, position=position, option_key=option, by=mentor)

    assert refused.value.code == "unknown_option"
    assert not attempt.steps.exists()


def test_nobody_else_chooses(scenario, mentor, peer, manager):
    attempt = start_attempt(scenario=scenario, by=mentor)

    for other in (peer, manager):
        with pytest.raises(PermissionDenied):
            choose(attempt=attempt, position=1, option_key="a", by=other)
    assert not attempt.steps.exists()


@pytest.mark.parametrize("state", [Status.ENDED, Status.ABANDONED])
def test_a_run_that_is_over_takes_no_choice(scenario, mentor, state):
    attempt = attempt_of(mentor, scenario, state=state)

    with pytest.raises(ValidationError, match="This run is over"):
        choose(attempt=attempt, position=1, option_key="a", by=mentor)


def test_a_strong_run_counts(scenario, mentor):
    enrolment(mentor, scenario.get_parent().specific)
    at = timezone.make_aware(datetime(2026, 3, 2, 9, 30))

    attempt = play(start_attempt(scenario=scenario, by=mentor, at=at), "a", "a", at=at)

    assert (attempt.state, attempt.end_key, attempt.ended_at) == (Status.ENDED, "good", at)
    assert (attempt.band, attempt.percent, attempt.is_unsafe) == (RunBand.STRONG, 100, False)
    assert StepCompletion.objects.get().result == "100 %, strong"
    assert StepVisit.objects.get().attempts == 1
    assert Completion.objects.get().completed_at == at
    assert codes_of(attempt) == ["S2", "a"]
    row = Evidence.objects.filter(kind=EvidenceKind.SCENARIO).first()
    assert (row.strength, row.occurred_on) == (Strength.ASSESSED, at.date())


def test_a_sound_run_is_evidence_for_its_sound_codes_only(scenario, mentor):
    enrolment(mentor, scenario.get_parent().specific)

    attempt = play(start_attempt(scenario=scenario, by=mentor), "b", "a")

    assert (attempt.band, attempt.percent) == (RunBand.SOUND, 75)
    assert StepCompletion.objects.get().result == "75 %, sound"
    assert codes_of(attempt) == ["S2"]


@pytest.mark.parametrize(
    ("options", "percent", "unsafe"),
    [(["a", "b"], 50, False), (["b", "b"], 25, False), (["c", "a"], 50, True)],
)
def test_a_run_to_repeat_leaves_no_evidence(scenario, mentor, options, percent, unsafe):
    enrolment(mentor, scenario.get_parent().specific)

    attempt = play(start_attempt(scenario=scenario, by=mentor), *options)

    assert (attempt.band, attempt.percent) == (RunBand.REPEAT, percent)
    assert attempt.is_unsafe == unsafe
    assert not StepCompletion.objects.exists()
    assert not Evidence.objects.exists()
    assert StepVisit.objects.get().attempts == 1


def test_the_best_safe_run_counts_and_all_are_kept(scenario, mentor):
    enrolment(mentor, scenario.get_parent().specific)

    for options in (["b", "a"], ["a", "a"], ["c", "b"]):
        play(start_attempt(scenario=scenario, by=mentor), *options)

    assert StepCompletion.objects.get().result == "100 %, strong"
    assert ScenarioAttempt.objects.filter(state=Status.ENDED).count() == 3


def test_without_an_enrolment_it_is_still_practice(scenario, trainer):
    attempt = play(start_attempt(scenario=scenario, by=trainer), "a", "a")

    assert attempt.has_ended
    assert not StepCompletion.objects.exists()


def test_the_audit_says_that_a_run_ended_and_not_how(scenario, mentor):
    play(start_attempt(scenario=scenario, by=mentor), "c", "a")

    event = AuditEvent.objects.get(verb="scenario.finished")

    assert event.detail == {"scenario": scenario.pk, "run": 1}


def test_a_code_the_framework_has_lost_costs_nobody_the_result(scenario, mentor, framework):
    framework.statements.filter(code="a").delete()

    attempt = play(start_attempt(scenario=scenario, by=mentor), "a", "a")

    assert codes_of(attempt) == ["S2"]


@pytest.mark.parametrize("name", ["be-more-organised", "the-target-that-is-too-big"])
def test_the_shipped_scenarios_can_be_played_to_a_strong_end(mentor, name):
    scenario = scenario_page(material=tgt_material(name))
    attempt = start_attempt(scenario=scenario, by=mentor)

    while attempt.is_open:
        scene = attempt.version.graph.scene(attempt.current_scene)
        best = max(scene.options, key=lambda option: option.points)
        play(attempt, best.key)

    assert (attempt.band, attempt.percent, attempt.end_key) == (RunBand.STRONG, 100, "good")
