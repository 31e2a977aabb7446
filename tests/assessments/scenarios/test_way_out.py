"""For whoever would rather not play it: read, answered, done, and nobody is told which way."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from assessments.scenarios.models import ScenarioWayOut
from assessments.scenarios.services import start_attempt, take_way_out
from assessments.standards.models import Evidence
from cms.people.audit.models import AuditEvent
from courses.progress.models import StepCompletion, StepVisit
from tests.factories.courses import enrolment
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db
ANSWER = "I would tell the DSL the same day, and write her words down."


@pytest.fixture
def client(client_of, mentor):
    return client_of(mentor)


@pytest.fixture
def url(rich):
    return reverse("scenarios:way_out_create", args=[rich.pk])


def test_it_finishes_the_step_as_a_run_would(rich, mentor):
    enrolment(mentor, rich.get_parent().specific)

    taken = take_way_out(scenario=rich, answer=f" {ANSWER} ", by=mentor)

    assert (taken.answer, taken.participant) == (ANSWER, mentor)
    assert StepCompletion.objects.get().result == ""
    assert StepVisit.objects.get().attempts == 1
    assert not mentor.scenario_attempts.exists()
    claimed = Evidence.objects.filter(kind="scenario").values_list("statement__code", "strength")
    assert set(claimed) == {("S2", "claimed"), ("a", "claimed")}


def test_the_same_answer_twice_is_one(rich, mentor):
    enrolment(mentor, rich.get_parent().specific)

    for _ in range(2):
        take_way_out(scenario=rich, answer=ANSWER, by=mentor)

    assert ScenarioWayOut.objects.count() == 1
    assert StepVisit.objects.get().attempts == 1


def test_without_an_enrolment_it_is_kept_all_the_same(rich, trainer):
    take_way_out(scenario=rich, answer=ANSWER, by=trainer)

    assert not StepCompletion.objects.exists()


def test_she_can_still_play_it(rich, mentor, play):
    enrolment(mentor, rich.get_parent().specific)
    take_way_out(scenario=rich, answer=ANSWER, by=mentor)

    play(start_attempt(scenario=rich, by=mentor), "open", "tell", "a")

    assert StepCompletion.objects.get().result == "100 %, strong"


def test_the_audit_never_has_the_answer(rich, mentor):
    take_way_out(scenario=rich, answer=ANSWER, by=mentor)

    events = AuditEvent.objects.all()
    assert not any("write her words" in str(vars(event)) for event in events)
    assert (
        not events.filter(verb__startswith="scenario.")
        .exclude(verb="scenario.version_kept")
        .exists()
    )


@pytest.mark.parametrize("answer", ["", "Tell the DSL.", "x " * 6000])
def test_an_answer_is_some_words(rich, mentor, answer):
    with pytest.raises(ValidationError):
        take_way_out(scenario=rich, answer=answer, by=mentor)
    assert not ScenarioWayOut.objects.exists()


def test_it_is_refused_where_there_is_none(rich, framework, mentor):
    plain = scenario_page(slug="plain")
    with pytest.raises(PermissionDenied):
        take_way_out(scenario=plain, answer=ANSWER, by=mentor)

    rich.unpublish()
    with pytest.raises(PermissionDenied):
        take_way_out(scenario=rich, answer=ANSWER, by=mentor)


# On screen


def test_the_warning_comes_before_the_start(client, rich, url):
    html = client.get(rich.url).content.decode()

    assert "Before you begin" in html
    assert "a learner who is <em>not safe</em>" in html
    assert url in html
    assert html.index("Before you begin") < html.index(">Start</button>")
    assert "Whom do you tell?" not in html


def test_way_out_create_tells_it_calmly(client, url):
    html = client.get(url).content.decode()

    assert "<li>Whom do you tell?</li>" in html
    assert "Nobody is told which way you took" in html


def test_way_out_create_is_done_with_an_answer(client, mentor, rich, url):
    enrolment(mentor, rich.get_parent().specific)

    html = client.post(url, {"answer": ANSWER}, follow=True).content.decode()

    assert "This step is done." in html
    assert "You read it instead on" in html
    assert StepCompletion.objects.exists()
    assert ANSWER in client.get(url).content.decode()


@pytest.mark.parametrize("answer", ["", "Tell the DSL."])
def test_way_out_create_says_what_is_missing(client, url, answer):
    html = client.post(url, {"answer": answer}).content.decode()

    assert "There is something to put right" in html
    assert not ScenarioWayOut.objects.exists()


def test_an_answer_is_read_by_its_author_alone(client_of, mentor, manager, rich, url):
    take_way_out(scenario=rich, answer=ANSWER, by=mentor)

    assert ANSWER not in client_of(manager).get(url).content.decode()


def test_way_out_create_is_not_found_where_there_is_none(client, visitor, framework, url, rich):
    plain = scenario_page(slug="plain")
    assert client.get(reverse("scenarios:way_out_create", args=[plain.pk])).status_code == 404
    assert reverse("account_login") in visitor.get(url).url
    rich.unpublish()
    assert client.get(url).status_code == 404
