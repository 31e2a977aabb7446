"""HR's list, and the door of somebody who has left."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.people.privacy.models import RightsRequest
from cms.people.teams.models import StaffProfile
from tests.factories import cpd, supervision
from tests.factories.people import days_ago
from tests.factories.rights import leaver

GATE = "cms.people.privacy.views.leavers.LeaverGate"
ELSE = [
    "mentor", "peer", "manager", "supervisor", "quality_lead", "dsl", "trainer", "admin", "dpo",
]  # fmt: skip


@pytest.fixture(autouse=True)
def gate(settings) -> None:
    if GATE not in settings.MIDDLEWARE:
        settings.MIDDLEWARE = [*settings.MIDDLEWARE, GATE]


def at(name, *args):
    return reverse(f"privacy:{name}", args=args)


@pytest.mark.parametrize("who", ELSE)
def test_only_hr_sees_who_leaves(request, mentor, client_of, who):
    leaver(mentor, -5)
    client = client_of(request.getfixturevalue(who))

    for url in (
        at("leaver_list"),
        at("leaver_person"),
        at("leaver_detail", mentor.pk),
        at("leaver_day", mentor.pk),
        at("leaver_stays", mentor.pk),
    ):
        assert client.get(url).status_code == 404, url
    assert client.post(at("leaver_day", mentor.pk), {"left_on": days_ago(0)}).status_code == 404
    assert client.post(at("leaver_stays", mentor.pk)).status_code == 404


def test_hr_writes_down_a_last_day_and_reads_what_is_open(mentor, supervisor, hr, client_of):
    pair = supervision.agreement(mentor, supervisor)
    supervision.action(supervision.held(pair))
    client = client_of(hr)
    assert at("leaver_day", mentor.pk) in client.get(at("leaver_person"), {"q": "Yas"}).text

    page = client.post(at("leaver_day", mentor.pk), {"left_on": days_ago(-9)}, follow=True)

    assert StaffProfile.objects.get(person=mentor).left_on == days_ago(-9)
    assert "With Helen Ashworth: in force" in page.text
    assert "1 open action" in page.text
    assert supervision.SAID not in page.text
    assert "Yasmin Haddad" in client.get(at("leaver_list")).text


def test_hr_takes_a_last_day_out_again(mentor, hr, client_of):
    leaver(mentor, -5)
    client = client_of(hr)
    assert "stay after all" in client.get(at("leaver_stays", mentor.pk)).text

    client.post(at("leaver_stays", mentor.pk))

    assert StaffProfile.objects.get(person=mentor).left_on is None


def test_a_wrong_day_stays_on_the_page(mentor, hr, client_of):
    StaffProfile.objects.update_or_create(person=mentor, defaults={"started_on": days_ago(10)})

    response = client_of(hr).post(at("leaver_day", mentor.pk), {"left_on": days_ago(20)})

    assert "cannot be before the first day" in response.text


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(
    mentor, peer, manager, hr, client_of, django_assert_num_queries, count
):
    for person in [mentor, peer, manager][:count]:
        leaver(person, -5)
    client = client_of(hr)
    client.get(at("leaver_list"))

    with django_assert_num_queries(12):
        client.get(at("leaver_list"))


# The door ---------------------------------------------------------------------------------

OPEN = [
    "accounts:my_account",
    "audit:my_records",
    "notices:notice_list",
    "profiles:everything",
    "profiles:export_create",
    "privacy:request_list",
    "privacy:request_create",
    "privacy:leaver_home",
    "privacy:about_my_data",
    "escalation:card",
    "account_logout",
]
CLOSED = [
    "cpd:entry_list",
    "cpd:entry_create",
    "teams:person_list",
    "sessions:supervision_home",
    "notices:preferences",
    "privacy:leaver_list",
]


@pytest.mark.parametrize("name", OPEN)
def test_what_is_hers_is_open_to_a_leaver(mentor, client_of, name):
    leaver(mentor, 10)

    assert client_of(mentor).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", CLOSED)
def test_every_other_page_says_kindly_why_not(mentor, client_of, name):
    leaver(mentor, 10)

    response = client_of(mentor).get(reverse(name))

    assert response.status_code == 403
    assert "This page is for people who work here" in response.text
    assert reverse("profiles:everything") in response.text


def test_nothing_is_written_by_a_leaver(mentor, client_of):
    entry = cpd.cpd_entry(mentor, title="Before")
    leaver(mentor, 10)

    response = client_of(mentor).post(reverse("cpd:entry_update", args=[entry.pk]), {"title": "X"})

    entry.refresh_from_db()
    assert (response.status_code, entry.title) == (403, "Before")


def test_home_leads_to_what_can_be_taken_along(mentor, client_of):
    leaver(mentor, 10)

    response = client_of(mentor).get("/", follow=True)

    assert response.redirect_chain == [(at("leaver_home"), 302)]
    assert "Take your CPD along" in response.text


def test_a_leaver_asks_and_takes_along(mentor, dpo, client_of):
    cpd.cpd_entry(mentor)
    leaver(mentor, 59)
    client = client_of(mentor)

    client.post(at("request_create"), {"kind": "copy"})
    exported = client.post(reverse("profiles:everything"))

    assert RightsRequest.objects.get().subject == mentor
    assert exported["Content-Type"] == "application/zip"


@pytest.mark.parametrize("days", [-1, 0])
def test_on_the_last_day_everything_is_as_before(mentor, client_of, days):
    leaver(mentor, days)
    client = client_of(mentor)

    assert client.get(reverse("cpd:entry_list")).status_code == 200
    assert client.get(at("leaver_home")).status_code == 404


def test_whoever_never_had_a_role_is_no_leaver(mentor, client_of):
    mentor.role_grants.all().delete()

    response = client_of(mentor).get(reverse("notices:preferences"))

    assert response.status_code == 200


def test_the_door_costs_nobody_else_a_query(mentor, client_of, settings):
    with_gate = settings.MIDDLEWARE
    without = [name for name in with_gate if name != GATE]
    counts = []
    for middleware in (with_gate, with_gate, without):
        settings.MIDDLEWARE = middleware
        client = client_of(mentor)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("cpd:entry_list"))
        counts.append(len(queries))

    assert counts[1] == counts[2]  # the first fills the caches
