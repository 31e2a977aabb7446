"""A moment that is short: only for those who want it, judged by the server's own watch."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from assessments.scenarios.models import ScenarioStep
from assessments.scenarios.rules.runs import GRACE, Clock
from assessments.scenarios.services import (
    choose,
    run_out_of_time,
    save_own_words,
    show_scene,
    start_attempt,
)
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def later(seconds):
    return NOW + timedelta(seconds=seconds)


@pytest.fixture
def timed(rich, mentor, play):
    """At the scene with a clock of 30 seconds, which she has asked for; it has not begun."""
    attempt = start_attempt(scenario=rich, by=mentor, clock=Clock.ON, at=NOW)
    return play(attempt, "open", at=NOW)


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


def late(attempt, by, seconds):
    return run_out_of_time(attempt=attempt, position=2, by=by, at=later(seconds))


def test_the_clock_is_off_unless_she_turns_it_on(rich, mentor, play):
    attempt = play(start_attempt(scenario=rich, by=mentor, at=NOW), "open", at=NOW)

    assert attempt.clock == Clock.OFF
    assert attempt.scene_shown_at == NOW
    with pytest.raises(ValidationError) as refused:
        late(attempt, mentor, 1000)
    assert refused.value.code == "not_late"


def test_a_clock_is_one_of_three(rich, mentor):
    with pytest.raises(ValidationError):
        start_attempt(scenario=rich, by=mentor, clock="fast")


def test_how_she_plays_is_remembered(rich, mentor, play):
    start_attempt(scenario=rich, by=mentor, clock=Clock.EXTRA, comments_wait=True)
    elsewhere = start_attempt(scenario=scenario_page(slug="other"), by=mentor)
    again = start_attempt(scenario=rich, by=mentor, again=True)

    assert (elsewhere.clock, elsewhere.comments_wait) == (Clock.EXTRA, False)
    assert (again.clock, again.comments_wait) == (Clock.EXTRA, True)


def test_before_the_first_choice_she_can_think_again(rich, mentor):
    first = start_attempt(scenario=rich, by=mentor)

    again = start_attempt(scenario=rich, by=mentor, again=True, clock=Clock.ON, comments_wait=True)

    assert again == first
    first.refresh_from_db()
    assert (first.clock, first.comments_wait) == (Clock.ON, True)


def test_a_clock_begins_when_she_is_ready_and_begins_once(timed, mentor):
    assert timed.scene_shown_at is None

    show_scene(attempt=timed, by=mentor, at=later(60))
    show_scene(attempt=timed, by=mentor, at=later(70))

    timed.refresh_from_db()
    assert timed.scene_shown_at == later(60)


def test_a_clock_that_ran_out_while_she_was_away_begins_again(timed, mentor):
    show_scene(attempt=timed, by=mentor, at=NOW)
    show_scene(attempt=timed, by=mentor, at=later(3600))

    timed.refresh_from_db()
    assert timed.scene_shown_at == later(3600)


def test_without_a_clock_there_is_nothing_to_begin(rich, mentor):
    attempt = start_attempt(scenario=rich, by=mentor, clock=Clock.ON, at=NOW)

    show_scene(attempt=attempt, by=mentor, at=later(500))

    attempt.refresh_from_db()
    assert attempt.scene_shown_at == NOW


def test_when_the_time_is_up_the_scene_says_what_happens(timed, mentor):
    show_scene(attempt=timed, by=mentor, at=NOW)

    step = late(timed, mentor, 30)

    assert (step.option_key, step.was_late, step.seconds) == ("wait", True, 30)
    assert step.confidence is None
    assert late(timed, mentor, 31) == step
    assert ScenarioStep.objects.count() == 2


@pytest.mark.parametrize(("clock", "first"), [(Clock.ON, 30 - GRACE), (Clock.EXTRA, 60 - GRACE)])
def test_late_is_what_the_server_says(rich, mentor, play, clock, first):
    attempt = play(start_attempt(scenario=rich, by=mentor, clock=clock, at=NOW), "open", at=NOW)
    with pytest.raises(ValidationError, match="There is time left"):
        late(attempt, mentor, 1000)  # it has not begun
    show_scene(attempt=attempt, by=mentor, at=NOW)
    with pytest.raises(ValidationError, match="There is time left"):
        late(attempt, mentor, first - 1)

    assert late(attempt, mentor, first).was_late


def test_what_was_chosen_before_the_bell_stands(timed, mentor):
    show_scene(attempt=timed, by=mentor, at=NOW)
    chosen = choose(attempt=timed, position=2, option_key="tell", by=mentor, at=later(29))

    assert late(timed, mentor, 31) == chosen
    assert not chosen.was_late
    assert chosen.seconds == 29


def test_after_the_bell_a_choice_still_counts(timed, mentor):
    """Where no script runs there is no countdown, and nothing is lost."""
    show_scene(attempt=timed, by=mentor, at=NOW)

    step = choose(attempt=timed, position=2, option_key="tell", by=mentor, at=later(300))

    assert (step.was_late, step.seconds) == (False, 300)


@pytest.mark.parametrize("position", [0, 3, -1])
def test_late_at_another_place_is_refused(timed, mentor, position):
    show_scene(attempt=timed, by=mentor, at=NOW)

    with pytest.raises(ValidationError):
        run_out_of_time(attempt=timed, position=position, by=mentor, at=later(99))


def test_a_clock_is_nobody_elses(timed, peer):
    for service, more in ((show_scene, {}), (run_out_of_time, {"position": 2})):
        with pytest.raises(PermissionDenied):
            service(attempt=timed, by=peer, **more)


def test_thinking_time_is_the_servers(rich, mentor):
    attempt = start_attempt(scenario=rich, by=mentor, at=NOW)

    first = choose(attempt=attempt, position=1, option_key="open", by=mentor, at=later(40))
    second = choose(attempt=attempt, position=2, option_key="tell", by=mentor, at=later(9000))

    assert (first.seconds, second.seconds) == (40, None)


# On screen


def test_scenario_detail_asks_for_the_clock_where_a_scene_has_one(client, rich, framework):
    assert 'name="clock"' in client.get(rich.url).content.decode()
    plain = scenario_page(slug="plain")
    assert 'name="clock"' not in client.get(plain.url).content.decode()


def test_attempt_create_takes_the_clock_and_the_comments(client, rich, mentor):
    url = reverse("scenarios:attempt_create", args=[rich.pk])

    client.post(url, {"asked": "1", "clock": "extra", "comments_wait": "1"})

    attempt = mentor.scenario_attempts.get()
    assert (attempt.clock, attempt.comments_wait) == (Clock.EXTRA, True)
    assert 'value="extra" id="again-clock-extra" checked' in client.get(rich.url).content.decode()


def test_attempt_create_with_a_made_up_clock_plays_without(client, rich, mentor):
    client.post(
        reverse("scenarios:attempt_create", args=[rich.pk]), {"asked": "1", "clock": "warp"}
    )

    assert mentor.scenario_attempts.get().clock == Clock.OFF


def test_a_timed_scene_waits_for_her(client, timed):
    html = client.get(timed.get_absolute_url()).content.decode()

    assert "This moment has a clock" in html
    assert "He is at home again" not in html
    assert "data-clock" not in html


def test_scene_show_begins_the_countdown(client, timed):
    url = reverse("scenarios:scene_show", args=[timed.pk])

    html = client.post(url, follow=True).content.decode()

    assert "He is at home again" in html
    assert 'data-left="30"' in html
    assert "take the time you need" in html  # said where no script runs
    assert client.get(url).status_code == 405


def test_step_create_late_too_early_changes_nothing(client, timed):
    client.post(reverse("scenarios:scene_show", args=[timed.pk]))

    response = client.post(
        reverse("scenarios:step_create", args=[timed.pk]), {"position": 2, "late": 1}, follow=True
    )

    assert "There is time left" in response.content.decode()
    assert timed.steps.count() == 1


def test_step_create_late_goes_on(client, timed, mentor):
    show_scene(attempt=timed, by=mentor, at=timezone.now() - timedelta(seconds=30))

    response = client.post(
        reverse("scenarios:step_create", args=[timed.pk]), {"position": 2, "late": 1}, follow=True
    )

    html = response.content.decode()
    assert "The time ran out, and this happened" in html
    assert timed.steps.get(position=2).was_late


def test_a_moment_that_passed_while_she_was_away_can_begin_again(client, timed, mentor):
    show_scene(attempt=timed, by=mentor, at=timezone.now() - timedelta(hours=2))

    html = client.get(timed.get_absolute_url()).content.decode()

    assert "The time ran out while you were away" in html
    assert timed.steps.count() == 1


def test_own_words_come_before_the_clock(rich, mentor, client, play):
    attempt = start_attempt(scenario=rich, by=mentor, clock=Clock.ON)

    save_own_words(attempt=attempt, position=1, text="What helps?", by=mentor)

    assert "data-clock" not in client.get(attempt.get_absolute_url()).content.decode()
