"""What is kept of somebody's playing: said in her copy, and gone in its time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.people.privacy.registry import record_class
from cms.people.privacy.services.retention import remove_aged
from content.activities.models import ActivityAttempt, ActivitySeat, ActivityStatement
from content.activities.privacy import answers_about, places_about, results_about
from tests.factories.h5p.results import (
    ANSWERS,
    ONE,
    TWO,
    branching,
    choice,
    chose,
    finished,
    keep,
    say,
)
from tests.factories.people import days_ago
from tests.factories.rights import leaver

pytestmark = pytest.mark.django_db
THREE_YEARS_AGO = timezone.localtime() - timedelta(days=3 * 366)


def test_the_copy_says_results_answers_ways_and_saved_places_of_her_alone(mentor, peer):
    activity, way = choice(), branching()
    finished(mentor, activity, 1)
    say(mentor, activity, "attempted")  # nothing was answered in it
    beside = {"data": {"children": [chose(ONE, 0), chose(TWO, 1)]}}
    say(mentor, way, "completed", beside=beside)
    keep(mentor, activity, '{"typed": "my words"}')
    keep(mentor, way, None)

    results = list(results_about(mentor))
    answers = list(answers_about(mentor))
    (place,) = places_about(mentor)

    assert len(results) == 3
    assert "Score: 0 of 1" in results[0].words
    assert [passage.words for passage in answers] == [
        f"What comes first?: {ANSWERS[1]}",
        "At the door: Ask what happened\nIn your room: Look at the clock\nShe comes back: ",
    ]
    assert "my words" in place.words
    for about in (results_about, answers_about, places_about):
        assert list(about(peer)) == []


def test_answers_and_ways_go_after_two_years_and_the_result_stays(mentor, peer, client_of):
    old, way = choice(), branching()
    attempt = finished(mentor, old, at=THREE_YEARS_AGO)
    beside = {"data": {"children": [chose(ONE, 1)]}}
    taken = say(mentor, way, "completed", beside=beside, at=THREE_YEARS_AGO).attempt
    say(peer, old, "attempted", at=THREE_YEARS_AGO)  # never finished
    say(peer, old, "interacted")
    finished(peer, way)

    assert remove_aged(record_class="activity_answer", by=None).removed == 3

    taken.refresh_from_db()
    assert taken.path == []
    assert ActivityAttempt.objects.count() == 4
    assert {row.attempt.participant for row in ActivityStatement.objects.all()} == {peer}
    page = client_of(mentor).get(attempt.get_absolute_url()).text
    assert "100 %" in page
    assert "over two years old" in page


def test_saved_places_go_after_two_years_and_a_seat_with_attempts_stays(mentor, peer):
    activity, other = choice(), choice()
    finished(mentor, activity)
    for person, played in ((mentor, activity), (mentor, other), (peer, activity)):
        keep(person, played, "[1]", at=THREE_YEARS_AGO)
    keep(peer, activity, "[2]")  # she came back

    assert remove_aged(record_class="activity_place", by=None).removed == 2

    assert [(seat.participant, seat.states) for seat in ActivitySeat.objects.order_by("pk")] == [
        (mentor, {}), (peer, {"0": {"state": "[2]"}}),
    ]  # fmt: skip


def test_results_of_leavers_go_with_their_seats(mentor, peer):
    activity, other = choice(), choice()
    for person in (mentor, peer):
        finished(person, activity)
    finished(mentor, other)
    keep(mentor, other, "[1]")
    leaver(mentor, 10)
    kind = record_class("activity_result")

    assert kind.remove(kind.aged(days_ago(-1))) == 2

    assert {row.participant for row in ActivityAttempt.objects.all()} == {peer}
    # A saved place has a time of its own.
    seats = ActivitySeat.objects.order_by("pk").values_list("participant", "activity")
    assert list(seats) == [(peer.pk, activity.pk), (mentor.pk, other.pk)]
