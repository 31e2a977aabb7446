"""What was written offline, sent later."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from assessments.cpd.models import CPDEntry
from assessments.cpd.services import discard_entry, update_entry
from cms.people.college.models import CollegeSettings
from tests.factories.cpd import content, cpd_entry, handed_in
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db
SYNC = "/cpd/sync/"


def written(**fields):
    return {
        "title": "A talk",
        "start_on": days_ago(1).isoformat(),
        "minutes": "45",
        "what_i_learned": "To wait.",
        "application": "I count to five.",
        "key": str(uuid.uuid4()),
        **fields,
    }


def read_at(entry):
    return {"pk": entry.pk, "read_at": entry.changed_at.isoformat()}


def test_a_new_entry_is_saved_once_however_often_it_is_sent(mentor, client_of):
    client, sent = client_of(mentor), written()

    first, again = client.post(SYNC, sent), client.post(SYNC, sent)

    entry = CPDEntry.objects.get(owner=mentor)
    expected = {"state": "saved", "url": entry.get_absolute_url(), "errors": {}}
    assert first.json() == again.json() == expected
    assert (entry.minutes, entry.what_i_learned, entry.counts_to_target) == (45, "To wait.", True)


def test_other_words_under_the_same_key_are_a_conflict(mentor, client_of):
    client, sent = client_of(mentor), written()
    client.post(SYNC, sent)

    answer = client.post(SYNC, sent | {"what_i_learned": "To wait longer."}).json()

    entry = CPDEntry.objects.get()
    assert answer["state"] == "conflict"
    assert answer["url"] == reverse("cpd:entry_update", args=[entry.pk])
    assert entry.what_i_learned == "To wait."


def test_the_conflict_page_shows_both_versions_of_what_was_sent(mentor, client_of):
    client, entry = client_of(mentor), cpd_entry(mentor)
    sent = written(**read_at(entry))
    update_entry(entry=entry, content=content(what_i_learned="From the desk."), by=mentor)
    url = client.post(SYNC, sent).json()["url"]

    page = client.post(url, sent)

    assert page.status_code == 409
    assert "From the desk." in page.text
    assert "To wait." in page.text


def test_a_draft_is_changed_when_nobody_changed_it_meanwhile(mentor, client_of):
    entry = cpd_entry(mentor, provider="The college")

    answer = client_of(mentor).post(SYNC, written(**read_at(entry))).json()

    assert answer == {"state": "saved", "url": entry.get_absolute_url(), "errors": {}}
    entry.refresh_from_db()
    assert (entry.title, entry.provider) == ("A talk", "The college")


def test_a_change_sent_twice_is_saved_once(mentor, client_of):
    entry, client = cpd_entry(mentor), client_of(mentor)
    sent = written(**read_at(entry))

    answers = [client.post(SYNC, sent).json()["state"] for _ in range(2)]

    assert answers == ["saved", "saved"]


def test_a_draft_that_changed_meanwhile_is_a_conflict(mentor, client_of):
    entry = cpd_entry(mentor)
    sent = written(**read_at(entry))
    update_entry(entry=entry, content=content(what_i_learned="From the desk."), by=mentor)

    answer = client_of(mentor).post(SYNC, sent).json()

    assert answer["state"] == "conflict"
    entry.refresh_from_db()
    assert entry.what_i_learned == "From the desk."


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"title": ""}, "title"), ({"minutes": "soon"}, "minutes"), ({"start_on": "x"}, "start_on")],
)
def test_what_is_wrong_is_said_by_field(mentor, client_of, fields, field):
    answer = client_of(mentor).post(SYNC, written(**fields)).json()

    assert (answer["state"], list(answer["errors"])) == ("invalid", [field])
    assert not CPDEntry.objects.exists()


def test_a_change_must_say_what_it_was_written_from(mentor, client_of):
    entry = cpd_entry(mentor)

    answer = client_of(mentor).post(SYNC, written(pk=entry.pk)).json()

    assert answer["state"] == "invalid"
    entry.refresh_from_db()
    assert entry.title == "Workshop on questioning"


def test_a_name_is_refused_where_the_college_blocks(mentor, client_of):
    CollegeSettings.objects.update_or_create(defaults={"personal_details": "block"})

    answer = client_of(mentor).post(SYNC, written(what_i_learned="I asked learner Jade.")).json()

    assert (answer["state"], list(answer["errors"])) == ("invalid", ["what_i_learned"])


def test_what_was_handed_in_or_discarded_meanwhile_stays_as_it_is(framework, mentor, client_of):
    client = client_of(mentor)
    for entry in (handed_in(mentor), discard_entry(entry=cpd_entry(mentor), by=mentor)):
        answer = client.post(SYNC, written(**read_at(entry))).json()

        assert answer["state"] == "invalid"
        assert "before you change it" in str(answer["errors"])


@pytest.mark.parametrize("pk", ["0", "x", "-1", "²"])
def test_an_entry_that_is_not_there_is_not_found(mentor, client_of, pk):
    assert client_of(mentor).post(SYNC, written(pk=pk)).status_code == 404


def test_nobody_writes_into_the_log_of_another(mentor, peer, client_of):
    entry = cpd_entry(mentor)

    response = client_of(peer).post(SYNC, written(**read_at(entry)))

    assert response.status_code == 404
    entry.refresh_from_db()
    assert entry.title == "Workshop on questioning"


def test_who_is_signed_out_is_told_so_and_nothing_is_kept(visitor):
    response = visitor.post(SYNC, written())

    assert response.status_code == 401
    assert response.json()["state"] == "signed_out"
    assert not CPDEntry.objects.exists()


def test_it_takes_a_post_from_our_own_page(mentor):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(mentor, backend="django.contrib.auth.backends.ModelBackend")

    assert strict.get(SYNC).status_code == 405
    assert strict.post(SYNC, written()).status_code == 403
