"""The pages of rights requests and their passages: who gets in, and what they say."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from cms.people.audit.models import AuditEvent
from cms.people.privacy.models import RightsRequest
from cms.people.privacy.rules import RequestKind, RequestState
from cms.people.privacy.services import redactions
from tests.factories import cpd
from tests.factories.people import days_ago
from tests.factories.rights import answered_request, rights_request

ELSE = ["peer", "manager", "supervisor", "hr", "admin", "dsl", "quality_lead", "trainer"]


def at(name, *args):
    return reverse(f"privacy:{name}", args=args)


def test_somebody_asks_and_sees_where_it_stands(mentor, dpo, client_of):
    client = client_of(mentor)

    response = client.post(at("request_create"), {"kind": "copy", "words": ""}, follow=True)

    asked = RightsRequest.objects.get()
    assert response.request["PATH_INFO"] == at("request_detail", asked.pk)
    assert "Being looked at" in response.content.decode()
    assert "data protection officer makes sure" in response.content.decode()


def test_a_mistake_stays_on_the_page(mentor, client_of):
    response = client_of(mentor).post(at("request_create"), {"kind": "erase", "words": ""})

    assert response.status_code == 200
    assert "Say in your own words what it is about." in response.content.decode()
    assert RightsRequest.objects.count() == 0


@pytest.mark.parametrize("who", ELSE)
def test_a_request_is_not_there_for_anybody_else(request, mentor, client_of, who):
    asked = rights_request(mentor)
    client = client_of(request.getfixturevalue(who))

    for name in ("request_detail", "redaction_list", "request_extend", "request_close"):
        assert client.get(at(name, asked.pk)).status_code == 404, name
    for name in (
        "request_check_identity",
        "request_ready",
        "request_look_again",
        "redaction_refresh",
        "redaction_answer",
        "bundle_fetch",
    ):
        assert client.post(at(name, asked.pk)).status_code == 404, name
    assert client.get(at("letter_person")).status_code == 404
    assert client.get(at("letter_create", mentor.pk)).status_code == 404


def test_the_person_does_not_look_after_her_own(mentor, client_of):
    asked = rights_request(mentor)
    client = client_of(mentor)

    for name in ("redaction_list", "request_extend", "request_close"):
        assert client.get(at(name, asked.pk)).status_code == 404
    for name in ("request_check_identity", "request_ready", "redaction_refresh"):
        assert client.post(at(name, asked.pk)).status_code == 404


def test_an_officer_is_told_that_her_own_is_for_another(dpo, client_of):
    asked = rights_request(dpo)
    client = client_of(dpo)

    assert "Not yours to handle" in client.get(at("request_detail", asked.pk)).content.decode()
    assert client.post(at("request_check_identity", asked.pk)).status_code == 404
    assert client.get(at("redaction_list", asked.pk)).status_code == 404


def test_a_visitor_signs_in_first(mentor, visitor):
    asked = rights_request(mentor)

    for url in (at("request_list"), at("request_create"), at("request_detail", asked.pk)):
        response = visitor.get(url)
        assert response.status_code == 302
        assert response["Location"].startswith("/accounts/login/")


def test_the_officer_sees_the_nearest_day_first(mentor, peer, manager, dpo, client_of):
    rights_request(mentor, due_on=days_ago(-20), kind=RequestKind.ERASE)
    rights_request(peer, due_on=days_ago(2), kind=RequestKind.ERASE)
    rights_request(manager, due_on=days_ago(30), state=RequestState.CLOSED)

    page = client_of(dpo).get(at("request_list")).content.decode()

    assert page.index("Sam Whitfield") < page.index("Yasmin Haddad") < page.index("Siobhán Keane")
    assert "Late" in page


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_the_same_queries(
    mentor, peer, manager, dpo, client_of, django_assert_num_queries, count
):
    for person in [mentor, peer, manager][:count]:
        rights_request(person)
    client = client_of(dpo)
    client.get(at("request_list"))

    with django_assert_num_queries(4):
        client.get(at("request_list"))


def test_from_a_letter_to_the_copy(mentor, supervisor, dpo, client_of):
    """The whole way, as the two of them walk it."""
    cpd.cpd_entry(mentor, title="A talk with Helen", shared_summary="Helen asked twice.")
    officer, person = client_of(dpo), client_of(mentor)
    found = officer.get(at("letter_person"), {"q": "Haddad"}).content.decode()
    assert at("letter_create", mentor.pk) in found
    letter = {"kind": "copy", "words": "", "received_on": days_ago(2).isoformat()}
    officer.post(at("letter_create", mentor.pk), letter)
    asked = RightsRequest.objects.get()
    officer.post(at("request_check_identity", asked.pk))
    officer.post(at("redaction_refresh", asked.pk))
    queue = officer.get(at("redaction_list", asked.pk)).content.decode()
    assert "</span>Helen<span" in queue  # marked
    hashes = set(asked.redactions.filter(answer="").values_list("words_hash", flat=True))
    officer.post(at("redaction_answer", asked.pk), {f"answer-{one}": "redact" for one in hashes})
    officer.post(at("request_ready", asked.pk), {"answer": "Here it is."})
    detail = person.get(at("request_detail", asked.pk)).content.decode()
    assert "Fetch my copy" in detail

    response = person.post(at("bundle_fetch", asked.pk))

    assert "no-store" in response["Cache-Control"]
    assert response["Content-Type"] == "application/zip"
    page = ZipFile(BytesIO(b"".join(response.streaming_content))).read("about-you.html").decode()
    assert "[another person] asked twice." in page
    assert "Here it is." in page


def test_reading_the_queue_is_written_down_and_an_empty_one_is_not(
    mentor, supervisor, dpo, client_of
):
    asked = rights_request(mentor)
    client = client_of(dpo)
    client.get(at("redaction_list", asked.pk))
    assert not AuditEvent.objects.filter(verb="rights_request.passages_opened").exists()
    cpd.cpd_entry(mentor, title="A talk with Helen")
    redactions.refresh_queue(request=asked, by=dpo)

    client.get(at("redaction_list", asked.pk))

    assert AuditEvent.objects.filter(verb="rights_request.passages_opened", about=mentor).exists()


def test_a_copy_is_not_fetched_by_reading(mentor, dpo, client_of):
    asked = answered_request(mentor, dpo)

    assert client_of(mentor).get(at("bundle_fetch", asked.pk)).status_code == 405


def test_a_copy_that_is_not_ready_is_said_to_be_so(mentor, client_of):
    asked = rights_request(mentor)

    response = client_of(mentor).post(at("bundle_fetch", asked.pk), follow=True)

    assert "Your copy is not ready yet." in response.content.decode()


def test_the_officer_cannot_fetch_what_is_ready(mentor, dpo, client_of):
    asked = answered_request(mentor, dpo)

    assert client_of(dpo).post(at("bundle_fetch", asked.pk)).status_code == 404


def test_it_is_made_longer_and_answered_on_pages(mentor, dpo, client_of):
    asked = rights_request(mentor, kind=RequestKind.CORRECT, words="My post is wrong.")
    client = client_of(dpo)

    client.post(at("request_extend", asked.pk), {"extra_months": "2", "reason": "Four years."})
    client.post(
        at("request_close", asked.pk), {"is_refused": "refused", "answer": "It is as it was."}
    )

    asked.refresh_from_db()
    assert asked.longer_because == "Four years."
    assert (asked.state, asked.closed_at is not None) == (RequestState.REFUSED, True)
    page = client_of(mentor).get(at("request_detail", asked.pk)).content.decode()
    assert "Why it was refused" in page
    assert "It is as it was." in page


def test_a_day_that_has_passed_is_called_late(mentor, dpo, client_of):
    asked = rights_request(mentor, due_on=days_ago(1))

    page = client_of(dpo).get(at("request_detail", asked.pk)).content.decode()

    assert "Late" in page
    assert "It takes longer" not in page
