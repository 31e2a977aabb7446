import csv
from io import StringIO

import pytest
from django.urls import reverse

from cms.people.audit.models import AuditEvent
from courses.enrolment.models import Enrolment

pytestmark = pytest.mark.django_db
ALL = reverse("needs:needs_overview")
TABLE = reverse("needs:needs_export")
ONE = reverse("needs:need_detail", args=["S1"])


def enrol(module, code="S1"):
    return reverse("needs:need_enrol", args=[code, module.pk])


@pytest.fixture
def addresses(module):
    return [ALL, TABLE, ONE, enrol(module)]


# All of them ----------------------------------------------------------


def test_needs_overview_shows_the_weakest_with_what_helps(client_of, mentor, manager, module):
    text = client_of(manager).get(ALL).text

    assert "Guide learners through their programme" in text
    assert "Target setting and review" in text
    assert "24 minutes" in text
    assert " style=" not in text


def test_needs_overview_of_an_empty_team(client_of, other_manager, framework):
    assert "No mentor reports to you today" in client_of(other_manager).get(ALL).text


def test_needs_overview_without_a_framework(client_of, mentor, manager):
    assert "No framework is loaded yet" in client_of(manager).get(ALL).text


def test_needs_overview_hides_what_is_small(
    client_of, quality_lead, manager, other_manager, team, other_team, mentors_of, module
):
    mentors_of(team, manager, 2)
    mentors_of(other_team, other_manager, 5)
    page = client_of(quality_lead).get(ALL)

    assert "A count under 3 is not shown for a team that is not yours" in page.text
    assert "under 3" in page.text
    assert "more than 5" in page.text


def test_needs_overview_takes_what_means_nothing_for_no_filter(client_of, mentor, manager, module):
    page = client_of(manager).get(ALL, {"kind": "nonsense", "team": ""})

    assert len(page.context["needs"].rows) == 27


@pytest.mark.parametrize("who", ["mentor", "supervisor", "trainer", "dsl", "hr", "dpo", "admin"])
def test_no_address_is_found_by_anybody_else(client_of, addresses, who, request):
    client = client_of(request.getfixturevalue(who))

    assert {client.get(address).status_code for address in addresses} == {404}


def test_visitors_sign_in_first(visitor, addresses):
    assert {visitor.get(address).status_code for address in addresses} == {302}


# As a table ----------------------------------------------------------


def test_needs_export_says_the_same_and_hides_the_same(
    client_of, quality_lead, manager, other_manager, team, other_team, mentors_of, module
):
    mentors_of(team, manager, 2)
    mentors_of(other_team, other_manager, 5)
    page = client_of(quality_lead).get(TABLE)
    heads, *rows = csv.reader(StringIO(page.content.decode("utf-8-sig")))
    first = next(row for row in rows if row and row[0] == "S1")

    assert heads[2] == "Apprenticeships and Adult (of 2)"
    assert first[2:5] == ["under 3", "5", "more than 5"]
    assert first[5] == "Target setting and review"
    assert AuditEvent.objects.filter(verb="training_need.exported").count() == 1


def test_needs_export_needs_a_framework(client_of, manager):
    assert client_of(manager).get(TABLE).status_code == 404


# One ----------------------------------------------------------


def test_need_detail_names_who_and_offers_the_module(client_of, mentor, manager, module):
    text = client_of(manager).get(ONE).text

    assert mentor.display_name in text
    assert enrol(module) in text
    assert "Nothing stands here yet." in text


def test_need_detail_of_a_statement_without_a_module(client_of, mentor, manager, module):
    text = client_of(manager).get(reverse("needs:need_detail", args=["S3"])).text

    assert "No published module works on this statement yet" in text


def test_need_detail_of_no_statement(client_of, manager, framework):
    assert client_of(manager).get(reverse("needs:need_detail", args=["S99"])).status_code == 404


# Acting on it ----------------------------------------------------------


def test_need_enrol_asks_first_with_everybody_ticked(client_of, mentor, peer, manager, module):
    page = client_of(manager).get(enrol(module))

    assert page.text.count("checked") == 2
    assert "48 minutes" in page.text
    assert not Enrolment.objects.exists()


def test_need_enrol_puts_it_on_the_chosen_lists(client_of, mentor, peer, manager, module):
    page = client_of(manager).post(enrol(module), {"people": [mentor.pk]}, follow=True)

    assert "is on one list now" in page.text
    assert [row.participant for row in Enrolment.objects.all()] == [mentor]


def test_need_enrol_of_nobody_says_so(client_of, mentor, manager, module):
    page = client_of(manager).post(enrol(module), {})

    assert "Choose at least one person." in page.text
    assert not Enrolment.objects.exists()


def test_need_enrol_takes_nobody_who_was_not_offered(
    client_of, mentor, manager, other_manager, other_team, mentors_of, module
):
    [stranger] = mentors_of(other_team, other_manager, 1)
    page = client_of(manager).post(enrol(module), {"people": [stranger.pk]})

    assert page.status_code == 200
    assert not Enrolment.objects.exists()


def test_need_enrol_where_nobody_is_left(client_of, mentor, manager, module):
    client_of(manager).post(enrol(module), {"people": [mentor.pk]})

    assert "Nobody is left to begin it" in client_of(manager).get(enrol(module)).text


def test_need_enrol_of_a_module_that_does_not_help(client_of, mentor, manager, module):
    assert client_of(manager).get(enrol(module, "S3")).status_code == 404
