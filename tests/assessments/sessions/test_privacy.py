import pytest
from django.utils import timezone

from assessments.sessions.models import CalendarFeed, SupervisionSession
from assessments.sessions.privacy import feeds_about, sessions_about, sessions_aged
from assessments.sessions.services import make_feed
from cms.people.privacy.registry import record_class
from tests.factories.people import days_ago
from tests.factories.supervision import called_off, held, record


@pytest.fixture
def left(mentor):
    mentor.staff_profile.left_on = days_ago(30)
    mentor.staff_profile.save()
    return mentor


def test_a_request_gives_every_session_from_either_side(pair, mentor, supervisor, peer):
    held(pair, functions=["restorative"], place="Room 4")
    called_off(pair)

    hers, of_supervisor = list(sessions_about(mentor)), list(sessions_about(supervisor))

    assert len(hers) == len(of_supervisor) == 2
    text = "\n".join(passage.words for passage in hers)
    assert "What it did: Support with the load" in text
    assert "Room 4" in text
    assert list(sessions_about(peer)) == []


def test_a_request_tells_of_the_address_and_not_its_secret(mentor):
    token = make_feed(owner=mentor, by=mentor)

    (passage,) = feeds_about(mentor)

    assert token not in passage.words + passage.title


def test_sessions_age_with_who_left_and_after_their_records(pair, left):
    meeting, other = held(pair, days=40), held(pair, days=80)
    kept = record(meeting)
    today = timezone.localdate()

    assert list(sessions_aged(today)) == [other]
    assert list(sessions_aged(days_ago(31))) == []
    kept.items.all().delete()
    kept.delete()
    assert set(sessions_aged(today)) == {meeting, other}


def test_of_somebody_who_is_here_nothing_ages(pair):
    held(pair)

    assert not sessions_aged(timezone.localdate()).exists()


def test_removal_takes_attendances_and_what_was_booked_again(pair, left):
    before = called_off(pair)
    held(pair, instead_of=before)
    make_feed(owner=pair.supervisor, by=pair.supervisor)
    kind = record_class("supervision_session")

    removed = kind.remove(sessions_aged(timezone.localdate()))

    assert removed == 2
    assert not SupervisionSession.objects.exists()
    assert CalendarFeed.objects.count() == 1
