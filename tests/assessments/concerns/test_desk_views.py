import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from cms.people.accounts.rules import Role
from cms.people.audit.models import AuditEvent
from tests.factories.people import make_person
from tests.factories.supervision import pointer

pytestmark = pytest.mark.django_db
LIST, EXPORT = "/safeguarding/pointers/", "/safeguarding/pointers/export/"
STRANGERS = [
    "mentor", "peer", "supervisor", "manager", "other_manager", "quality_lead", "trainer", "admin",
    "hr", "dpo", "senior",
]  # fmt: skip


def url(name, row):
    return reverse(f"concerns:{name}", args=[row.pk])


@pytest.fixture
def client(client_of, dsl):
    return client_of(dsl)


@pytest.mark.parametrize("stranger", STRANGERS)
def test_nobody_else_finds_the_list_nor_answers(stranger, client_of, mentor, meeting, request):
    row = pointer(mentor, meeting)
    client = client_of(request.getfixturevalue(stranger))

    for address in (LIST, EXPORT, url("pointer_close", row)):
        assert client.get(address).status_code == 404
    for name in ("pointer_acknowledge", "pointer_close"):
        assert client.post(url(name, row)).status_code == 404
    row.refresh_from_db()
    assert row.acknowledged_at is None


def test_a_superuser_finds_nothing(client_of, mentor):
    boss = make_person("Super", "User", Role.SITE_ADMIN, is_superuser=True, is_staff=True)
    pointer(mentor)

    assert client_of(boss).get(LIST).status_code == 404


def test_a_visitor_signs_in_first(visitor, mentor):
    row = pointer(mentor)
    for address in (LIST, EXPORT, url("pointer_close", row)):
        assert visitor.get(address).url.startswith(reverse("account_login"))
    assert visitor.post(url("pointer_acknowledge", row)).status_code == 302


def test_what_waits_is_first_with_its_button(client, mentor, dsl):
    pointer(mentor, external_ref="CPOMS 1", acknowledged_at=timezone.now(), acknowledged_by=dsl)
    row = pointer(mentor, external_ref="CPOMS 2")

    text = client.get(LIST).text

    assert text.index("CPOMS 2") < text.index("CPOMS 1")
    assert url("pointer_acknowledge", row) in text
    assert "Waiting for 0 min of working time" in text
    assert AuditEvent.objects.get().detail == {"pointers": [row.pk, row.pk - 1]}


def test_her_own_has_no_button_and_says_why(client, dsl):
    row = pointer(dsl)

    text = client.get(LIST).text

    assert "Yours: another lead acknowledges it" in text
    assert url("pointer_acknowledge", row) not in text
    assert client.post(url("pointer_acknowledge", row)).status_code == 404


def test_acknowledge_and_close(client, mentor, dsl):
    row = pointer(mentor)

    client.post(url("pointer_acknowledge", row))
    row.refresh_from_db()
    assert row.acknowledged_by == dsl

    assert "Close it?" in client.get(url("pointer_close", row)).text
    client.post(url("pointer_close", row))
    row.refresh_from_db()
    assert row.closed_by == dsl
    assert "22" in client.get(f"{LIST}?state=closed").text


def test_a_second_click_finds_it_done(client, mentor, dsl):
    row = pointer(mentor)
    client.post(url("pointer_acknowledge", row))

    answer = client.post(url("pointer_acknowledge", row), follow=True)

    assert "acknowledged already" in answer.text
    assert AuditEvent.objects.filter(verb="safeguarding_pointer.acknowledged").count() == 1


def test_closing_what_waits_says_what_comes_first(client, mentor):
    row = pointer(mentor)

    assert "Acknowledge it first" in client.post(url("pointer_close", row), follow=True).text


def test_acknowledging_takes_no_link(client, mentor):
    assert client.get(url("pointer_acknowledge", pointer(mentor))).status_code == 405


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_however_long(
    client, mentor, dsl, count, django_assert_num_queries
):
    for _ in range(count):
        pointer(mentor, acknowledged_at=timezone.now(), acknowledged_by=dsl)
    client.get(LIST)

    with django_assert_num_queries(6):
        assert client.get(LIST).status_code == 200


def test_the_empty_list_says_what_will_be_here(client):
    assert "Nothing waits" in client.get(LIST).text
    assert not AuditEvent.objects.exists()


def test_the_table_has_its_mark_and_runs_nothing(client, mentor, dsl, meeting):
    pointer(mentor, meeting, external_ref="=2231")
    pointer(mentor, acknowledged_at=timezone.now(), acknowledged_by=dsl)

    answer = client.get(EXPORT)

    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0][:4] == ["Pointer", "Reported at", "Reported to", "How"]
    assert "'=2231" in [row[4] for row in rows[1:3]]
    assert {row[6] for row in rows[1:3]} == {"yes", "no"}
    assert rows[-1][0].startswith("Exported by Martin Hale on ")
    assert "attachment" in answer["Content-Disposition"]
    event = AuditEvent.objects.get()
    assert (event.verb, event.detail) == ("safeguarding_pointer.exported", {"pointers": 2})


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_the_same_however_long(client, mentor, count, django_assert_num_queries):
    for _ in range(count):
        pointer(mentor)

    with django_assert_num_queries(4):
        client.get(EXPORT)
