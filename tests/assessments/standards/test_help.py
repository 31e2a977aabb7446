"""From a gap to the module that closes it, in two clicks."""

import pytest

from assessments.standards.queries import statement_page
from assessments.standards.rules import EvidenceKind, Strength
from courses.enrolment.models import Enrolment
from tests.factories.courses import completion, enrolment, lesson_page, module_page
from tests.factories.people import UserFactory
from tests.factories.quizzes import quiz_page
from tests.factories.standards import evidence

STATEMENT = "/standards/ST0148/K1/"


def start(module):
    return f"/standards/modules/{module.pk}/start/"


@pytest.fixture
def module(framework):
    module = module_page(codes=["K1"])
    lesson_page(module, codes=["K1"], title="First")
    quiz_page(module, codes=["K1"])
    return module


def test_a_module_that_helps_is_listed_once_with_what_is_in_it(module, framework, mentor):
    (found,) = statement_page(framework, "K1", mentor).help

    assert (found.pk, found.title, found.state) == (module.pk, module.title, "open")
    assert [kind for kind, _ in found.kinds] == ["Lesson", "Quiz"]


def test_the_state_of_each_module_is_the_readers_own(module, framework, mentor, peer):
    completion(enrolment(peer, module))

    assert statement_page(framework, "K1", mentor).help[0].state == "open"
    enrolment(mentor, module)
    assert statement_page(framework, "K1", mentor).help[0].state == "enrolled"
    done = statement_page(framework, "K1", peer).help[0]
    assert done.state == "done"
    assert done.done_on is not None


def test_somebody_elses_page_offers_no_help(module, framework, mentor, manager, client_of):
    assert statement_page(framework, "K1", manager, mentor).help == []
    text = client_of(manager).get(STATEMENT, {"person": mentor.pk}).text
    assert "What would help?" not in text
    assert start(module) not in text


def test_two_clicks_from_a_gap_to_the_first_step(module, mentor, client_of):
    client = client_of(mentor)
    assert f'{STATEMENT}#help"' in client.get("/standards/my-coverage/").text
    text = client.get(STATEMENT).text
    assert "What would help?" in text
    assert "Start this module" in text

    answer = client.post(start(module))

    row = Enrolment.objects.get(participant=mentor, module=module)
    assert (row.reason, row.due_on) == ("chosen", None)
    assert answer.url.endswith("/lesson-1/")
    assert "Go on" in client.get(STATEMENT).text


def test_whoever_is_enrolled_goes_on(module, mentor, client_of):
    enrolment(mentor, module)

    assert client_of(mentor).post(start(module)).url.endswith("/lesson-1/")
    assert Enrolment.objects.count() == 1


def test_what_is_done_is_not_begun_again(module, mentor, client_of):
    completion(enrolment(mentor, module))
    client = client_of(mentor)

    assert "Look again" in client.get(STATEMENT).text
    assert client.post(start(module)).url == module.url
    assert Enrolment.objects.count() == 1


def test_a_module_that_is_not_published_is_not_begun(module, mentor, client_of):
    module.live = False
    module.save()

    assert client_of(mentor).post(start(module)).status_code == 404


def test_starting_takes_a_post_from_staff(module, mentor, visitor, client_of):
    assert client_of(mentor).get(start(module)).status_code == 405
    assert visitor.post(start(module)).status_code == 302
    assert client_of(UserFactory.create()).post(start(module)).status_code == 404
    assert not Enrolment.objects.exists()


def test_a_gap_leads_to_a_cpd_entry_and_an_observation(framework, mentor, client_of):
    skill = client_of(mentor).get("/standards/ST0148/S1/").text

    assert "/cpd/new/?statement=S1" in skill
    assert "It is shown in an observation" in skill
    assert "No published module works on it yet." in skill


def test_what_is_covered_asks_for_nothing(framework, mentor, client_of):
    evidence(mentor, "K1")
    evidence(mentor, "K1", kind=EvidenceKind.CPD, strength=Strength.VERIFIED)

    text = client_of(mentor).get(STATEMENT).text

    assert "What would help?" not in text
    assert "Go further" in text
    assert "2 pieces of 2 kinds" in text
