"""Playing: what people see, what the browser is told, and what bad luck cannot break."""

import pytest
from django.urls import reverse

from assessments.scenarios.models import ScenarioAttempt, ScenarioStep
from assessments.scenarios.queries import options_in_order
from assessments.scenarios.rules.scoring import Status
from assessments.scenarios.services import choose, start_attempt
from assessments.standards.services import load_framework
from cms.people.accounts.models import User
from tests.factories.courses import enrolment
from tests.factories.scenarios import attempt_of, long_material, scenario_page

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def framework():
    return load_framework()


@pytest.fixture
def scenario():
    return scenario_page()


@pytest.fixture
def attempt(scenario, mentor):
    return start_attempt(scenario=scenario, by=mentor)


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


def number_of(attempt, option_key):
    """The number an option has on this run's screen."""
    attempt.refresh_from_db()
    scene = attempt.version.graph.scene(attempt.current_scene)
    keys = [option.key for option in options_in_order(scene, attempt)]
    return str(keys.index(option_key) + 1)


def post_choice(client, attempt, position, choice, **kwargs):
    url = reverse("scenarios:step_create", args=[attempt.pk])
    return client.post(url, {"position": position, "choice": choice}, **kwargs)


def page_of(client, attempt):
    response = client.get(attempt.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def run(person, scenario, *options):
    attempt = start_attempt(scenario=scenario, by=person)
    for position, option in enumerate(options, start=1):
        choose(attempt=attempt, position=position, option_key=option, by=person)
    attempt.refresh_from_db()
    return attempt


# scenario_detail


def test_scenario_detail_says_what_it_is_about(client, scenario):
    html = client.get(scenario.url).content.decode()

    assert "Rosa, 16, arrives twenty minutes late." in html
    assert "Communicate, question, listen, be assertive" in html
    assert "never your choices" in html
    assert ">Start</button>" in html
    assert "How do you open?" not in html


def test_scenario_detail_offers_to_go_on_or_to_start_again(client, attempt, scenario):
    html = client.get(scenario.url).content.decode()

    assert "Go on where you stopped" in html
    assert "Start a new run instead" in html


def test_scenario_detail_lists_earlier_runs_with_the_best(client, mentor, scenario):
    run(mentor, scenario, "b", "a")
    run(mentor, scenario, "a", "a")
    run(mentor, scenario, "c", "a")

    response = client.get(scenario.url)

    html = response.content.decode()
    assert [one.outcome for one in response.context["runs"].earlier] == [
        "Repeat: unsafe",
        "Strong",
        "Sound",
    ]
    assert response.context["runs"].best.percent == 100
    assert "Repeat this scenario" in html
    assert "Play again" in html


@pytest.mark.parametrize("count", [1, 3])
def test_scenario_detail_takes_as_many_queries_however_many_runs(
    client, mentor, scenario, count, django_assert_num_queries
):
    enrolment(mentor, scenario.get_parent().specific)
    for _ in range(count):
        run(mentor, scenario, "a", "b")
    client.get(scenario.url)  # routes, outline, titles and terms are in the cache from now on

    with django_assert_num_queries(6):
        client.get(scenario.url)


def test_scenario_detail_sends_a_visitor_to_sign_in(visitor, scenario):
    response = visitor.get(scenario.url)

    assert response.status_code == 302
    assert reverse("account_login") in response.url


def test_scenario_detail_is_not_found_without_a_role(client_of, scenario):
    outsider = User.objects.create(email="leaver@x.test", is_superuser=True)

    assert client_of(outsider).get(scenario.url).status_code == 404


def test_scenario_detail_shows_nobody_elses_runs(client_of, manager, mentor, scenario):
    run(mentor, scenario, "a", "a")

    response = client_of(manager).get(scenario.url)

    assert response.context["runs"].earlier == []


# attempt_create


def test_attempt_create_starts_a_run(client, mentor, scenario):
    response = client.post(reverse("scenarios:attempt_create", args=[scenario.pk]))

    attempt = ScenarioAttempt.objects.get(participant=mentor)
    assert response.url == attempt.get_absolute_url()


def test_attempt_create_twice_is_one_run(client, scenario):
    url = reverse("scenarios:attempt_create", args=[scenario.pk])

    assert client.post(url).url == client.post(url).url
    assert ScenarioAttempt.objects.count() == 1


def test_attempt_create_again_keeps_the_old_run(client, attempt, scenario, mentor):
    choose(attempt=attempt, position=1, option_key="a", by=mentor)

    client.post(reverse("scenarios:attempt_create", args=[scenario.pk]), {"again": "1"})

    attempt.refresh_from_db()
    assert attempt.state == Status.ABANDONED
    assert "You left this run here" in page_of(client, attempt)


def test_attempt_create_wants_a_post_and_a_published_page(client, scenario):
    url = reverse("scenarios:attempt_create", args=[scenario.pk])
    assert client.get(url).status_code == 405

    scenario.unpublish()
    assert client.post(url).status_code == 404


def test_attempt_create_is_closed_to_others(visitor, client_of, scenario):
    url = reverse("scenarios:attempt_create", args=[scenario.pk])
    outsider = User.objects.create(email="leaver@x.test", is_superuser=True)

    assert reverse("account_login") in visitor.post(url).url
    assert client_of(outsider).post(url).status_code == 404


def test_attempt_create_says_so_when_nothing_sound_was_published(client, mentor):
    broken = scenario_page(start="nowhere")

    response = client.post(reverse("scenarios:attempt_create", args=[broken.pk]), follow=True)

    assert "is being repaired" in response.content.decode()
    assert not ScenarioAttempt.objects.exists()


# attempt_detail


def test_attempt_detail_shows_the_first_scene(client, attempt):
    html = page_of(client, attempt)

    assert "Rosa is late again" in html
    assert "Late again. Shall we start?" in html
    assert "Decision 1" in html


def test_attempt_detail_never_tells_the_browser_the_graph(client, attempt):
    html = page_of(client, attempt)

    for secret in [
        "She sits down.",  # what happens
        "You asked about the day",  # why
        "Unsafe",
        "bus comes after the lesson",  # the next scene
        "every lesson of the week",  # an end
        'value="a"',  # authors' own names of options
        "meet",
        "plan",
        "good",
    ]:
        assert secret not in html, secret


def test_attempt_detail_shows_the_consequence_then_why_then_the_codes(client, attempt, mentor):
    choose(attempt=attempt, position=1, option_key="b", by=mentor)

    html = page_of(client, attempt)

    parts = ["She shrugs", "It keeps the time", "Motivating ethos", "bus comes after the lesson"]
    places = [html.index(part) for part in parts]
    assert places == sorted(places)
    assert "You asked about the day" not in html  # of the option not taken


def test_attempt_detail_mixes_the_options_the_same_after_every_refresh(client, scenario, mentor):
    orders = set()
    for _ in range(8):
        attempt = attempt_of(mentor, scenario)
        first = client.get(attempt.get_absolute_url()).context["run"].scene.choices
        assert client.get(attempt.get_absolute_url()).context["run"].scene.choices == first
        orders.add(tuple(words for _, words in first))
        ScenarioAttempt.objects.filter(pk=attempt.pk).update(state=Status.ABANDONED)

    assert len(orders) > 1


@pytest.mark.parametrize("steps", [0, 1, 3, 12])
def test_attempt_detail_takes_few_queries(client, mentor, steps, django_assert_num_queries):
    scenario = scenario_page(material=long_material(500))
    attempt = start_attempt(scenario=scenario, by=mentor)
    for position in range(1, steps + 1):
        choose(attempt=attempt, position=position, option_key="a", by=mentor)
    page_of(client, attempt)

    # The person and her roles for the frame, and one for the run.
    with django_assert_num_queries(3):
        page_of(client, attempt)


def test_attempt_detail_shows_the_outcome(client, mentor, scenario):
    enrolment(mentor, scenario.get_parent().specific)
    attempt = run(mentor, scenario, "b", "a")

    html = page_of(client, attempt)

    assert "Rosa comes to every lesson of the week." in html
    assert "75&nbsp;%" in html
    assert "Sound" in html
    assert "3 of 3" in html
    assert "0 of 1" in html
    assert "Play again" in html
    assert "Unsafe" not in html


def test_attempt_detail_shows_no_better_end_than_the_score(client, mentor, scenario):
    attempt = run(mentor, scenario, "b", "c")

    html = page_of(client, attempt)

    assert attempt.end_key == "good"
    assert "Rosa comes to every lesson" not in html
    assert "too few of the choices on the way" in html


def test_attempt_detail_asks_to_repeat_after_an_unsafe_choice(client, mentor, scenario):
    attempt = run(mentor, scenario, "c", "a")

    html = page_of(client, attempt)

    assert "Repeat: unsafe" in html
    assert "would be unsafe in real life" in html
    assert "designated safeguarding lead" in html  # the college's own word for {DSL}


def test_attempt_detail_outlives_its_page(client, attempt, scenario):
    scenario.unpublish()

    assert "Rosa is late again" in page_of(client, attempt)


@pytest.mark.parametrize(
    "name", ["peer", "manager", "other_manager", "supervisor", "trainer", "dsl", "admin", "hr"]
)
def test_a_run_is_read_and_played_by_nobody_else(attempt, client_of, request, name):
    person = request.getfixturevalue(name)
    other = client_of(person)

    assert other.get(attempt.get_absolute_url()).status_code == 404
    assert post_choice(other, attempt, 1, "1").status_code == 404
    assert not ScenarioStep.objects.exists()


def test_a_run_is_closed_to_a_superuser_and_a_visitor(attempt, client_of, visitor):
    root = User.objects.create(email="root@x.test", is_superuser=True, is_staff=True)

    assert client_of(root).get(attempt.get_absolute_url()).status_code == 404
    for response in (visitor.get(attempt.get_absolute_url()), post_choice(visitor, attempt, 1, 1)):
        assert response.status_code == 302
        assert reverse("account_login") in response.url


# step_create


def test_step_create_goes_on_to_the_consequence(client, attempt):
    response = post_choice(client, attempt, 1, number_of(attempt, "a"))

    assert response.url == f"{attempt.get_absolute_url()}#step-1"
    assert [step.option_key for step in attempt.steps.all()] == ["a"]


def test_step_create_sent_twice_is_one_choice(client, attempt):
    number = number_of(attempt, "a")
    post_choice(client, attempt, 1, number)

    response = post_choice(client, attempt, 1, number, follow=True)

    assert ScenarioStep.objects.count() == 1
    assert "already chosen" not in response.content.decode()


def test_step_create_from_a_second_tab_changes_nothing(client, attempt):
    """Two tabs stand at the same scene; in the second another answer is chosen."""
    first, second = number_of(attempt, "a"), number_of(attempt, "b")
    post_choice(client, attempt, 1, first)

    response = post_choice(client, attempt, 1, second, follow=True)

    html = response.content.decode()
    assert "You had already chosen here" in html
    assert "bus comes after the lesson" in html
    assert [step.option_key for step in attempt.steps.all()] == ["a"]


@pytest.mark.parametrize("choice", ["", "0", "4", "99", "a", "²", "-1"])
def test_step_create_without_a_choice_says_so(client, attempt, choice):
    response = post_choice(client, attempt, 1, choice)

    assert response.status_code == 422
    assert "Choose one of the answers to go on." in response.content.decode()
    assert not ScenarioStep.objects.exists()


@pytest.mark.parametrize("position", ["", "0", "2", "-1", "x", "99999999999"])
def test_step_create_at_a_place_that_is_not_there_changes_nothing(client, attempt, position):
    response = post_choice(client, attempt, position, "1")

    assert response.status_code == 422
    assert not ScenarioStep.objects.exists()


def test_step_create_after_the_end_shows_the_end(client, mentor, scenario):
    attempt = run(mentor, scenario, "a", "a")

    response = post_choice(client, attempt, 3, "1", follow=True)

    assert "This run is over" in response.content.decode()
    assert attempt.steps.count() == 2


def test_step_create_wants_a_post(client, attempt):
    url = reverse("scenarios:step_create", args=[attempt.pk])

    assert client.get(url).status_code == 405
