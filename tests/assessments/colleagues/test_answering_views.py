"""The page of somebody who is asked: no account, no way to anything else."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.colleagues.models import ColleagueAnswer
from assessments.colleagues.rules.links import LOOKS_A_MINUTE, WRONG_A_MINUTE
from tests.factories.colleagues import (
    FOCUS,
    KEEPS,
    colleague_ask,
    colleague_round,
    colleague_token_of,
    posted_answer,
)
from tests.factories.college import CollegeSettings

pytestmark = pytest.mark.django_db
NAMES = "Jayden Smith, born 12/03/2008, came to us in tears."


@pytest.fixture
def named(mentor):
    return colleague_ask(colleague_round(mentor))


@pytest.fixture
def nameless(mentor):
    return colleague_ask(colleague_round(mentor, kind="anonymous", shown_from=6))


def address_of(ask):
    return reverse("colleagues:answer_create", args=[colleague_token_of(ask)])


def test_the_page_says_who_asks_what_for_and_who_reads_it(named):
    answer = Client().get(address_of(named))
    text = answer.content.decode()

    for words in ("Yasmin Haddad asks for your feedback", FOCUS, "at once and under your name",
                  "Ines Duarte", "no conflict of interest", "I agree that"):  # fmt: skip
        assert words in text
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]


def test_without_names_it_says_what_is_not_kept_and_asks_for_no_name(nameless):
    text = Client().get(address_of(nameless)).content.decode()

    for words in ("Not your name, not when you answered", "6 or more have answered",
                  "only the content matters", "deleted unread"):  # fmt: skip
        assert words in text
    for words in ("Ines Duarte", "giver_name", "agrees_to_show"):
        assert words not in text


@pytest.mark.parametrize("kind", ["named", "nameless"])
def test_an_answer_is_kept_and_the_link_has_done_its_work(request, kind):
    ask = request.getfixturevalue(kind)
    client = Client()

    sent = client.post(address_of(ask), posted_answer(is_named=kind == "named"))
    after = client.get(sent.url)

    assert sent.status_code == 302
    assert "Thank you" in after.content.decode()
    assert FOCUS not in after.content.decode()
    assert ColleagueAnswer.objects.get().keeps_doing == KEEPS


def test_a_second_answer_is_not_kept_and_says_so(nameless):
    Client().post(address_of(nameless), posted_answer())

    answer = Client().post(address_of(nameless), posted_answer())

    assert answer.status_code == 409
    assert "was not kept" in answer.content.decode()
    assert ColleagueAnswer.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"listening": ""}, "is an answer too"),
        ({"listening": "9"}, "Select a valid choice"),
        ({"keeps_doing": "x" * 1501}, "1500"),
        ({"giver_name": ""}, "Give your name"),
        ({"agrees_to_show": ""}, "under your name"),
        ({"has_no_conflict": ""}, "please do not answer"),
    ],
)
def test_an_answer_that_lacks_something_says_what_and_is_not_kept(named, fields, why):
    answer = Client().post(address_of(named), posted_answer(is_named=True, **fields))

    assert answer.status_code == 422
    assert why in answer.content.decode()
    assert not ColleagueAnswer.objects.exists()


def test_an_answer_without_a_single_thing_is_asked_for_one(nameless):
    nothing = dict.fromkeys(["listening", "questions", "belief", "steps", "boundaries"], 0)
    sent = posted_answer(**nothing, keeps_doing="", tries_next="")

    answer = Client().post(address_of(nameless), sent)

    assert "Say one thing at least" in answer.content.decode()


def test_words_that_name_a_learner_are_asked_about_once_more(nameless):
    client, sent = Client(), posted_answer(tries_next=NAMES)

    doubted = client.post(address_of(nameless), sent)

    assert doubted.status_code == 422
    assert "Does this name a learner?" in doubted.content.decode()
    assert not ColleagueAnswer.objects.exists()
    assert client.post(address_of(nameless), {**sent, "sure": "1"}).status_code == 302


def test_where_the_college_blocks_names_they_are_not_sent_at_all(nameless):
    CollegeSettings.objects.update_or_create(pk=1, defaults={"personal_details": "block"})

    answer = Client().post(address_of(nameless), posted_answer(tries_next=NAMES, sure="1"))

    assert answer.status_code == 422
    assert not ColleagueAnswer.objects.exists()


@pytest.mark.parametrize(
    ("of_round", "of_ask", "says"),
    [
        ({"state": "closed"}, {}, "is over"),
        ({"state": "withdrawn"}, {}, "was taken back"),
        ({}, {"withdrawn_at": timezone.now()}, "was taken back"),
        ({}, {"expires_at": timezone.localtime() - timedelta(days=1)}, "is over"),
    ],
)
def test_a_link_that_is_over_says_so_and_shows_nothing(mentor, of_round, of_ask, says):
    ask = colleague_ask(colleague_round(mentor, **of_round), **of_ask)

    for answer in (Client().get(address_of(ask)), Client().post(address_of(ask), {})):
        assert answer.status_code == 410
        assert says in answer.content.decode()
        assert "Haddad" not in answer.content.decode()


def test_the_subject_sees_what_they_see_and_cannot_answer(client_of, mentor, nameless):
    client = client_of(mentor)

    shown = client.get(address_of(nameless)).content.decode()
    sent = client.post(address_of(nameless), posted_answer())

    assert "This is what they see" in shown
    assert "Send my answer" not in shown
    assert sent.status_code == 403
    assert not ColleagueAnswer.objects.exists()


def test_wrong_links_are_counted_and_soon_refused(nameless):
    client = Client()

    tries = [
        client.get(reverse("colleagues:answer_create", args=[f"{n:048d}"])).status_code
        for n in range(WRONG_A_MINUTE + 1)
    ]

    assert tries == [404] * WRONG_A_MINUTE + [429]
    assert client.get(address_of(nameless)).status_code == 429
    assert Client(REMOTE_ADDR="198.51.100.7").get(address_of(nameless)).status_code == 200


def test_one_link_is_not_hammered(nameless):
    client = Client()

    looks = [client.get(address_of(nameless)).status_code for _ in range(LOOKS_A_MINUTE + 1)]

    assert looks == [200] * LOOKS_A_MINUTE + [429]
