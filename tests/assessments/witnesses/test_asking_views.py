from datetime import timedelta

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from assessments.witnesses.models import WitnessRequest
from tests.factories.cpd import cpd_entry
from tests.factories.verification import handed_in
from tests.factories.witnesses import ANSWER, witness_request, witness_said, witness_token_of

STRANGERS = ["peer", "supervisor", "manager", "other_manager", "quality_lead", "admin", "hr", "dpo"]
ASK = {"name": "Ines Duarte", "kind": "witness"}


def list_of(entry):
    return reverse("witnesses:request_list", args=[entry.pk])


def new_for(entry):
    return reverse("witnesses:request_create", args=[entry.pk])


def link_of(asked):
    return reverse("witnesses:request_link", args=[asked.pk])


def withdraw(asked):
    return reverse("witnesses:request_withdraw", args=[asked.pk])


@pytest.mark.parametrize("name", STRANGERS)
def test_these_screens_are_the_owners_alone(request, client_of, mentor, name):
    entry = handed_in(mentor, shared_with=request.getfixturevalue("supervisor"))
    asked = witness_request(entry)
    client = client_of(request.getfixturevalue(name))

    gets = [client.get(url) for url in (list_of(entry), new_for(entry), link_of(asked))]
    posts = [client.post(new_for(entry), ASK), client.post(withdraw(asked))]

    assert {answer.status_code for answer in gets + posts} == {404}
    assert WitnessRequest.objects.filter(withdrawn_at=None).count() == 1


def test_visitors_are_led_to_sign_in(visitor, mentor):
    assert visitor.get(list_of(cpd_entry(mentor))).status_code == 302


def test_the_link_is_shown_once_with_its_code(client_of, mentor):
    entry, client = cpd_entry(mentor), client_of(mentor)

    made = client.post(new_for(entry), ASK)
    asked = WitnessRequest.objects.get()
    first, second = client.get(made.url), client.get(made.url)

    token = witness_token_of(asked)
    assert made.url == link_of(asked)
    assert f"{settings.BASE_URL.rstrip('/')}/witness/{token}/" in first.content.decode()
    assert "<svg xmlns" in first.content.decode()
    assert token not in second.content.decode()
    assert "was shown once" in second.content.decode()
    assert "no-store" in first["Cache-Control"]


def test_another_browser_of_hers_is_not_shown_the_link(client_of, mentor):
    entry = cpd_entry(mentor)
    client_of(mentor).post(new_for(entry), ASK)
    asked = WitnessRequest.objects.get()

    text = client_of(mentor).get(link_of(asked)).content.decode()

    assert witness_token_of(asked) not in text


def test_what_a_witness_will_see_is_shown_before_asking(client_of, mentor):
    entry = cpd_entry(mentor, title="Visit to a garage", what_i_learned="I was afraid.")

    text = client_of(mentor).get(new_for(entry)).content.decode()

    assert "Visit to a garage" in text
    assert "I was afraid" not in text


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({**ASK, "name": ""}, "Say whom you ask."),
        ({**ASK, "email": "not an address"}, "valid email"),
        ({**ASK, "words": "x" * 301}, "300"),
    ],
)
def test_a_question_that_lacks_something_says_what(client_of, mentor, sent, why):
    answer = client_of(mentor).post(new_for(cpd_entry(mentor)), sent)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not WitnessRequest.objects.exists()


def test_the_sixth_open_link_is_refused_in_words(client_of, mentor):
    entry = cpd_entry(mentor)
    for _ in range(5):
        witness_request(entry)

    answer = client_of(mentor).post(new_for(entry), ASK)

    assert answer.status_code == 422
    assert "withdraw a link" in answer.content.decode()


def test_asking_again_begins_with_what_was_asked(client_of, mentor, peer):
    entry = cpd_entry(mentor)
    old = witness_request(entry, words="You hosted us.", with_summary=True)
    elsewhere = witness_request(cpd_entry(peer), words="Not hers.")
    client = client_of(mentor)

    again = client.get(f"{new_for(entry)}?again={old.pk}").content.decode()
    strange = client.get(f"{new_for(entry)}?again={elsewhere.pk}").content.decode()

    assert "You hosted us." in again
    assert "checked" in again
    assert "Not hers." not in strange


def test_the_list_says_how_each_question_stands(client_of, mentor):
    entry = cpd_entry(mentor)
    witness_said(entry, is_confirmed=None)
    witness_request(entry, name="Paul Reid", expires_at=timezone.localtime() - timedelta(days=1))
    witness_request(entry, name="Kim Lee")

    text = client_of(mentor).get(list_of(entry)).content.decode()

    for words in (ANSWER.name, ANSWER.statement, "Not quite", "Run out", "Waiting"):
        assert words in text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_as_often_for_one_question_as_for_three(
    client_of, mentor, rows, django_assert_num_queries
):
    entry, client = cpd_entry(mentor), client_of(mentor)
    for _ in range(rows):
        witness_said(entry)
    client.get(list_of(entry))

    with django_assert_num_queries(4):
        client.get(list_of(entry))


def test_withdrawing_is_said_and_a_second_time_changes_nothing(client_of, mentor):
    asked = witness_request(cpd_entry(mentor), email="ines@eastgate.test")
    client = client_of(mentor)

    first = client.post(withdraw(asked), follow=True).content.decode()
    second = client.post(withdraw(asked), follow=True).content.decode()

    asked.refresh_from_db()
    assert "Withdrawn." in first
    assert "Nothing was changed" in second
    assert (asked.withdrawn_at is None, asked.email) == (False, "")


def test_a_discarded_entry_shows_its_answers_and_asks_nobody(client_of, mentor):
    entry = cpd_entry(mentor, state="discarded", discarded_at=timezone.now())
    witness_said(entry)
    client = client_of(mentor)

    text = client.get(list_of(entry)).content.decode()

    assert ANSWER.statement in text
    assert "Ask somebody" not in text
    assert client.post(new_for(entry), ASK).status_code == 422
