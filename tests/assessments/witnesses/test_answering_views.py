"""Somebody without an account, from the link to the thanks."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.witnesses.models import WitnessRequest
from assessments.witnesses.rules import WRONG_A_MINUTE
from cms.people.audit.models import AuditEvent
from cms.people.college.models import CollegeSettings
from tests.factories.cpd import SECRET, SUMMARY, cpd_entry
from tests.factories.verification import handed_in
from tests.factories.witnesses import ANSWER, SAID, witness_request, witness_token_of


def address_of(asked):
    return reverse("witnesses:answer_create", args=[witness_token_of(asked)])


def private_entry(owner, **fields):
    return handed_in(owner, title="Visit to a garage", cost="99.50", provider="Eastgate", **fields)


def test_a_witness_is_asked_answers_and_is_read(client_of, mentor, manager):
    """The whole way: the owner makes a link, a browser without an account answers, both read it."""
    entry = private_entry(mentor)
    owner, witness = client_of(mentor), Client()
    made = owner.post(
        reverse("witnesses:request_create", args=[entry.pk]),
        {"name": "Ines Duarte", "kind": "witness", "words": "You hosted us."},
    )
    address = address_of(WitnessRequest.objects.get())
    assert address in owner.get(made.url).content.decode()

    asked = witness.get(address).content.decode()
    assert "Yasmin Haddad asks you to confirm something" in asked
    assert "You hosted us." in asked
    sent = witness.post(address, SAID, follow=True)

    assert sent.redirect_chain == [(address, 302)]
    assert "Thank you" in sent.content.decode()
    assert (
        ANSWER.statement
        in owner.get(reverse("witnesses:request_list", args=[entry.pk])).content.decode()
    )
    assert (
        ANSWER.statement
        in client_of(manager)
        .get(reverse("verification:entry_answer", args=[entry.pk]))
        .content.decode()
    )


def test_a_witness_sees_the_title_days_and_length_and_no_more(mentor):
    asked = witness_request(private_entry(mentor))

    text = Client().get(address_of(asked)).content.decode()

    assert "Visit to a garage" in text
    assert "1 h 30 min" in text
    for hidden in (SUMMARY, SECRET, "99.50", "Haddad@", mentor.email, "<nav", "/cpd/"):
        assert hidden not in text


def test_the_summary_is_shown_when_the_owner_said_so(mentor):
    asked = witness_request(private_entry(mentor), with_summary=True)

    text = Client().get(address_of(asked)).content.decode()

    assert SUMMARY in text
    assert SECRET not in text


@pytest.mark.parametrize("state", ["open", "answered", "expired", "wrong"])
def test_the_page_is_kept_by_nobody_and_sets_no_cookie(mentor, state):
    asked = witness_request(private_entry(mentor))
    if state == "answered":
        Client().post(address_of(asked), SAID)
    if state == "expired":
        WitnessRequest.objects.update(expires_at=timezone.now())
    address = address_of(asked)
    if state == "wrong":
        address = reverse("witnesses:answer_create", args=["0" * 48])

    answer = Client().get(address)

    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_a_browser_that_names_no_origin_may_send(mentor):
    """Under “no-referrer” browsers send “Origin: null”, which Django’s own check refuses."""
    asked = witness_request(private_entry(mentor))

    answer = Client(enforce_csrf_checks=True, HTTP_ORIGIN="null").post(address_of(asked), SAID)

    assert answer.status_code == 302


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        ({**SAID, "confirmation": ""}, "Choose one of the three."),
        ({**SAID, "confirmation": "perhaps"}, "perhaps"),
        ({**SAID, "confirmation": "no", "statement": ""}, "what was different"),
        ({**SAID, "witness_name": ""}, "Give your name"),
        ({**SAID, "witness_role": " "}, "what you do and where"),
        ({**SAID, "statement": "x" * 1_001}, "1000"),
        ({key: value for key, value in SAID.items() if key != "is_sure"}, "Tick this"),
    ],
)
def test_an_answer_that_lacks_something_says_what_and_is_not_kept(mentor, sent, why):
    asked = witness_request(private_entry(mentor))

    answer = Client().post(address_of(asked), sent)

    assert answer.status_code == 422
    assert why in answer.content.decode()
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_feedback_asks_for_words(mentor):
    asked = witness_request(private_entry(mentor), kind="feedback")
    client = Client()

    assert "asks for your feedback" in client.get(address_of(asked)).content.decode()
    assert client.post(address_of(asked), {**SAID, "statement": ""}).status_code == 422


NAMES = {**SAID, "statement": "Jayden Smith, born 12/03/2008, asked three good questions."}


def test_words_that_name_a_learner_are_asked_about_once_more(mentor):
    asked = witness_request(private_entry(mentor))
    client = Client()

    doubted = client.post(address_of(asked), NAMES)
    assert doubted.status_code == 422
    assert "Does this name a learner?" in doubted.content.decode()
    asked.refresh_from_db()
    assert asked.answered_at is None

    assert client.post(address_of(asked), {**NAMES, "sure": "1"}).status_code == 302


def test_where_the_college_blocks_names_they_are_not_sent_at_all(mentor):
    CollegeSettings.objects.update_or_create(pk=1, defaults={"personal_details": "block"})
    asked = witness_request(private_entry(mentor))

    answer = Client().post(address_of(asked), {**NAMES, "sure": "1"})

    assert answer.status_code == 422
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_a_spent_link_thanks_and_shows_nothing_more(mentor):
    asked = witness_request(private_entry(mentor))
    Client().post(address_of(asked), SAID)

    answer = Client().get(address_of(asked))

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Thank you" in text
    assert not any(words in text for words in ("garage", "Haddad", ANSWER.statement))


def test_a_second_answer_is_not_kept_and_says_so(mentor):
    asked = witness_request(private_entry(mentor))
    Client().post(address_of(asked), SAID)

    answer = Client().post(address_of(asked), {**SAID, "witness_name": "Somebody else"})

    assert answer.status_code == 409
    assert "was not kept" in answer.content.decode()
    asked.refresh_from_db()
    assert asked.witness_name == ANSWER.name


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"expires_at": timezone.localtime() - timedelta(days=1)}, "has run its time"),
        ({"withdrawn_at": timezone.now()}, "was taken back"),
    ],
)
def test_a_link_that_is_over_says_so_and_shows_nothing(mentor, fields, says):
    asked = witness_request(private_entry(mentor), **fields)

    for answer in (Client().get(address_of(asked)), Client().post(address_of(asked), SAID)):
        text = answer.content.decode()
        assert answer.status_code == 410
        assert says in text
        assert "garage" not in text
        assert "Haddad" not in text


def test_a_discarded_entry_takes_its_links_with_it(mentor):
    entry = cpd_entry(mentor, state="discarded", discarded_at=timezone.now())

    assert Client().get(address_of(witness_request(entry))).status_code == 410


def test_a_link_of_the_other_kind_is_another_link(mentor):
    """The token that would show the summary cannot be had from one that does not."""
    from assessments.witnesses.rules import witness_token

    asked = witness_request(private_entry(mentor))
    other = witness_token(asked.nonce, with_summary=True)

    answer = Client().get(reverse("witnesses:answer_create", args=[other]))

    assert answer.status_code == 404


def test_wrong_links_are_counted_and_soon_refused(mentor):
    asked = witness_request(private_entry(mentor))
    client = Client()

    tries = [
        client.get(reverse("witnesses:answer_create", args=[f"{n:048d}"])).status_code
        for n in range(WRONG_A_MINUTE + 1)
    ]

    assert tries == [404] * WRONG_A_MINUTE + [429]
    assert client.get(address_of(asked)).status_code == 429
    elsewhere = Client(REMOTE_ADDR="198.51.100.7")
    assert elsewhere.get(address_of(asked)).status_code == 200


def test_one_link_is_not_hammered(mentor):
    asked = witness_request(private_entry(mentor))
    client = Client()

    looks = [client.get(address_of(asked)).status_code for _ in range(31)]

    assert looks == [200] * 30 + [429]


def test_the_owner_sees_what_they_see_and_cannot_answer(client_of, mentor):
    asked = witness_request(private_entry(mentor))
    client = client_of(mentor)

    shown = client.get(address_of(asked))
    sent = client.post(address_of(asked), SAID)

    assert "This is what they see" in shown.content.decode()
    assert "Send my answer" not in shown.content.decode()
    assert sent.status_code == 403
    asked.refresh_from_db()
    assert asked.answered_at is None


def test_a_look_by_somebody_outside_is_no_reading_of_a_role(mentor):
    Client().get(address_of(witness_request(private_entry(mentor))))

    assert not AuditEvent.objects.exists()
