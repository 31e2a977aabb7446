import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from assessments.actions.models import SupervisionAction
from assessments.actions.rules import Keeper
from cms.people.audit.models import AuditEvent
from tests.factories.people import days_ago
from tests.factories.supervision import SAID, action, agreement, held

LIST = reverse("actions:action_list")
TEAM = reverse("actions:team_actions")
STAFF = ("mentor", "peer", "supervisor", "manager", "quality_lead", "dsl", "hr", "dpo", "admin")


def of_person(person):
    return reverse("actions:person_actions", args=[person.pk])


def shared():
    SupervisionAction.objects.update(supervisee_shares=True, supervisor_shares=True)


@pytest.mark.parametrize("who", STAFF)
def test_everybody_who_works_here_has_a_list_of_her_own(step, client_of, who, request):
    page = client_of(request.getfixturevalue(who)).get(LIST)

    assert page.status_code == 200
    assert (SAID in page.content.decode()) is (who == "mentor")


@pytest.mark.parametrize("address", [LIST, TEAM, "/supervision/actions/people/1/"])
def test_a_visitor_signs_in_first(visitor, db, address):
    assert "/login/" in visitor.get(address).url


@pytest.mark.parametrize(
    ("show", "words"),
    [
        ("", "Nothing to do from supervision"),
        ("others", "Nobody has anything to do for you"),
        ("closed", "Nothing closed yet"),
        ("nonsense", "Nothing to do from supervision"),
    ],
)
def test_an_empty_shelf_says_what_will_be_on_it(client_of, mentor, show, words):
    assert words in client_of(mentor).get(LIST, {"show": show}).content.decode()


def test_nothing_like_that_leads_back_to_all(step, client_of, mentor):
    page = client_of(mentor).get(LIST, {"due": "overdue"}).content.decode()

    assert "Nothing here is like that" in page


@pytest.mark.parametrize("asked", [{"due": "x"}, {"code": "%00"}, {"page": "x"}, {"code": "S99"}])
def test_a_question_nobody_offers_is_no_error(step, client_of, mentor, asked):
    assert client_of(mentor).get(LIST, asked).status_code == 200


@pytest.mark.parametrize("count", [1, 3])
def test_a_list_takes_as_many_queries_for_one_as_for_three(
    meeting, client_of, mentor, framework, count
):
    for _ in range(count):
        action(meeting)
    client = client_of(mentor)
    client.get(LIST)

    with CaptureQueriesContext(connection) as found:
        client.get(LIST)

    assert len(found) == 10


def test_twenty_stand_on_a_page(meeting, client_of, mentor):
    for _ in range(21):
        action(meeting)

    page = client_of(mentor).get(LIST).content.decode()

    assert "Page 1 of 2" in page


def test_a_supervisor_reads_numbers_and_no_words_of_her_people(step, client_of, supervisor):
    page = client_of(supervisor).get(LIST, {"show": "people"}).content.decode()

    assert "Yasmin Haddad" in page
    assert "1 open" in page
    assert SAID not in page
    assert not AuditEvent.objects.exists()


def test_who_supervises_nobody_has_no_such_list(step, client_of, mentor):
    page = client_of(mentor).get(LIST, {"show": "people"}).content.decode()

    assert "My supervisees" not in page


def test_what_a_supervisor_keeps_is_read_with_a_line_in_the_audit(
    meeting, client_of, supervisor, mentor
):
    row = action(meeting, keeper=Keeper.SUPERVISOR)

    assert SAID in client_of(supervisor).get(LIST).content.decode()
    event = AuditEvent.objects.get()
    assert (event.verb, event.about, event.detail) == (
        "supervision_action.opened",
        mentor,
        {"actions": [row.pk]},
    )


# Of a person ---------------------------------------------------------------------------------


def test_a_supervisor_opens_the_list_of_a_supervisee(step, client_of, supervisor, mentor):
    page = client_of(supervisor).get(of_person(mentor)).content.decode()

    assert SAID in page
    assert "Agree an action" in page
    assert AuditEvent.objects.get().about == mentor


@pytest.mark.parametrize(
    "who", ["mentor", "peer", "manager", "other_manager", "quality_lead", "dsl", "hr", "dpo"]
)
def test_nobody_else_does(step, client_of, mentor, who, request):
    reader = request.getfixturevalue(who)

    assert client_of(reader).get(of_person(mentor)).status_code == 404
    assert not AuditEvent.objects.exists()


def test_a_manager_opens_it_when_there_is_something_shared(meeting, client_of, mentor, manager):
    action(meeting, words="Shared with her", supervisee_shares=True, supervisor_shares=True)
    action(meeting)

    page = client_of(manager).get(of_person(mentor)).content.decode()

    assert "Shared with her" in page
    assert SAID not in page


@pytest.mark.parametrize("count", [1, 3])
def test_a_person_s_list_takes_as_many_queries_for_one_as_for_three(
    meeting, client_of, supervisor, mentor, count
):
    for _ in range(count):
        action(meeting)
    client = client_of(supervisor)
    client.get(of_person(mentor))

    with CaptureQueriesContext(connection) as found:
        client.get(of_person(mentor))

    assert len(found) == 11


# Of a team -----------------------------------------------------------------------------------


def test_a_manager_reads_what_both_share_and_it_is_written_down(step, client_of, manager, mentor):
    client = client_of(manager)
    assert "No action is shared with you" in client.get(TEAM).content.decode()
    shared()

    assert SAID in client.get(TEAM).content.decode()
    assert AuditEvent.objects.get().about == mentor
    assert "Nothing closed" in client.get(TEAM, {"state": "closed"}).content.decode()


def test_another_manager_reads_nothing(step, client_of, other_manager):
    shared()

    assert SAID not in client_of(other_manager).get(TEAM).content.decode()


@pytest.mark.parametrize("who", ["mentor", "peer", "supervisor", "quality_lead", "dsl", "hr"])
def test_who_manages_nobody_has_no_such_page(step, client_of, who, request):
    shared()

    assert client_of(request.getfixturevalue(who)).get(TEAM).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_team_s_list_takes_as_many_queries_for_one_as_for_three(
    meeting, client_of, manager, count
):
    for number in range(count):
        action(meeting, due_on=days_ago(-number))
    shared()
    client = client_of(manager)
    client.get(TEAM)

    with CaptureQueriesContext(connection) as found:
        client.get(TEAM)

    assert len(found) == 6


def test_two_people_on_a_page_are_two_lines_in_the_audit(
    step, client_of, manager, supervisor, peer
):
    action(held(agreement(peer, supervisor)))
    shared()

    client_of(manager).get(TEAM)

    assert AuditEvent.objects.count() == 2
