import pytest
from django.urls import reverse

from assessments.actions.models import SupervisionAction
from cms.people.audit.models import AuditEvent
from cms.people.teams.models import ReportingLine
from tests.factories.people import days_ago
from tests.factories.records import HEADING, LEARNT, STEP, locked, met, shared

pytestmark = pytest.mark.django_db
STRANGERS = ["mentor", "peer", "supervisor", "quality_lead", "dsl", "admin", "hr", "dpo"]


def both_mark(record):
    record.items.update(supervisee_shares=True, supervisor_shares=True)


def page_of(client, person):
    return client.get(reverse("records:shared_by", args=[person.pk]))


def test_the_manager_reads_marked_items_and_actions_and_nothing_else(
    mentor, peer, supervisor, manager, client_of
):
    both_mark(locked(met(mentor, supervisor)))
    SupervisionAction.objects.update(supervisee_shares=True, supervisor_shares=True)
    client = client_of(manager)

    overview = client.get(reverse("records:shared_with_me")).content.decode()
    page = page_of(client, mentor).content.decode()

    assert "Yasmin Haddad" in overview
    assert HEADING not in overview
    assert HEADING in page
    assert STEP in page
    assert LEARNT not in page
    assert "Nothing is shared with you" in page_of(client, peer).content.decode()


def test_it_is_written_down_once_a_visit_and_only_if_there_was_something(
    mentor, peer, supervisor, manager, client_of
):
    both_mark(locked(met(mentor, supervisor)))
    client = client_of(manager)
    for person in (mentor, mentor, peer):
        page_of(client, person)

    event = AuditEvent.objects.get(verb="supervision_items.opened")
    assert (event.actor, event.about, event.kind) == (manager, mentor, "read")


def test_half_marked_or_not_locked_is_not_shown(mentor, supervisor, manager, client_of):
    both_mark(shared(met(mentor, supervisor)))
    locked(met(mentor, supervisor, days=2)).items.update(supervisee_shares=True)

    assert HEADING not in page_of(client_of(manager), mentor).content.decode()


@pytest.mark.parametrize("who", [*STRANGERS, "other_manager"])
def test_nobody_elses_manager_reads_it(mentor, supervisor, client_of, who, request):
    both_mark(locked(met(mentor, supervisor)))

    assert page_of(client_of(request.getfixturevalue(who)), mentor).status_code == 404


@pytest.mark.parametrize("who", STRANGERS)
def test_the_overview_is_for_line_managers(client_of, who, request):
    url = reverse("records:shared_with_me")

    assert client_of(request.getfixturevalue(who)).get(url).status_code == 404


def test_a_manager_of_before_reads_nothing(mentor, supervisor, manager, client_of):
    both_mark(locked(met(mentor, supervisor)))
    ReportingLine.objects.filter(person=mentor).update(ends_on=days_ago(1))

    assert page_of(client_of(manager), mentor).status_code == 404


def test_the_overview_takes_as_many_queries_for_three_as_for_one(
    mentor, peer, supervisor, manager, client_of, django_assert_num_queries
):
    both_mark(locked(met(mentor, supervisor)))
    client = client_of(manager)
    client.get(reverse("records:shared_with_me"))
    with django_assert_num_queries(5):
        client.get(reverse("records:shared_with_me"))
    for days in (4, 5):
        both_mark(locked(met(mentor, supervisor, days=days)))
        both_mark(locked(met(peer, supervisor, days=days)))

    with django_assert_num_queries(5):
        client.get(reverse("records:shared_with_me"))
