import pytest

from assessments.colleagues.models import ColleagueAnswer, ColleagueAsk, ColleagueRound
from cms.people.privacy.registry import record_class
from tests.factories.colleagues import (
    KEEPS,
    colleague_answer,
    colleague_ask,
    colleague_round,
    heard_without_names,
)
from tests.factories.people import days_ago

pytestmark = pytest.mark.django_db
kind = record_class("colleague_feedback")


def words_about(person):
    return {passage.part.split("-")[0]: passage.words for passage in kind.about(person)}


def test_it_is_kept_as_long_as_other_feedback_and_no_grant_opens_it():
    assert (kind.months, kind.subject, kind.is_openable) == (72, "subject", False)


def test_a_person_gets_what_was_signed_and_what_is_shown_together(mentor):
    colleague_answer(colleague_round(mentor))
    heard_without_names(mentor)

    found = words_about(mentor)

    assert KEEPS in found["answer"]
    assert "Listens to the end before answering: 4.0 of 5, 6 answers" in found["together"]
    assert "Ines Duarte (A teacher I work with)" in found["round"]


@pytest.mark.parametrize("fields", [{"n": 4}, {"state": "open", "closed_at": None}])
def test_answers_that_are_hidden_are_in_no_copy(mentor, fields):
    heard_without_names(mentor, **fields)

    assert "Keep 0" not in str(list(kind.about(mentor)))


def test_whoever_is_asked_finds_the_address_while_it_is_kept(mentor, peer):
    colleague_ask(colleague_round(mentor), name="Sam W.", email=peer.email.upper())

    assert list(words_about(peer)) == ["ask"]
    assert "Sam W." in words_about(peer)["ask"]


def test_removal_takes_all_that_hangs_on_a_round(mentor):
    colleague_answer(colleague_round(mentor))
    heard_without_names(mentor)
    mentor.staff_profile.left_on = days_ago(4000)
    mentor.staff_profile.save()

    assert kind.remove(kind.aged(days_ago(3000))) == 2
    for model in (ColleagueRound, ColleagueAsk, ColleagueAnswer):
        assert not model.objects.exists()
