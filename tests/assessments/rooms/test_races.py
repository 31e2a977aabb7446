"""A host with two tabs and a room full of thumbs, on the real database."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from assessments.rooms.models import Room, RoomVote
from assessments.rooms.queries import stamp_of_room
from assessments.rooms.rules import JOINED, MOST_PHONES, Phase
from assessments.rooms.services import (
    cast_vote,
    close_room,
    close_vote,
    follow_option,
    join_room,
    open_room,
)
from assessments.standards.services import load_framework
from cms.people.audit.models import AuditEvent
from tests.factories.rooms import full_room, move, room_of, voters, votes
from tests.factories.scenarios import scenario_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scenario():
    load_framework()
    return scenario_page()


@pytest.fixture
def room(scenario, manager):
    return room_of(manager, scenario)


def at_once(*calls):
    """Run each call in a thread of its own, all released at the same moment."""
    barrier = Barrier(len(calls))

    def run(call):
        try:
            barrier.wait(timeout=30)
            return call()
        except ValidationError as error:
            return error.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def cast(room, voter, option):
    return cast_vote(room=room, voter=voter, place=1, option_key=option)


def test_one_phone_that_votes_twice_at_once_has_one_vote(room):
    (voter,) = voters(room, 1)
    room = move(room, "open")

    at_once(*[lambda key=key: cast(room, voter, key) for key in "abc"])

    assert RoomVote.objects.filter(position=1).count() == 1


def test_eight_phones_that_vote_at_once_are_eight_votes(room):
    phones = voters(room, 8)
    room = move(room, "open")

    at_once(*[lambda voter=voter: cast(room, voter, "a") for voter in phones])

    assert RoomVote.objects.filter(position=1).count() == 8


def test_no_vote_slips_in_behind_a_vote_that_is_closed(room):
    """What was counted when the room went on is what was voted for, to the vote."""
    phones = voters(room, 6)
    room = move(room, "open")
    seen = stamp_of_room(room)

    results = at_once(
        lambda: close_vote(room=room, seen=seen, by=room.host),
        *[lambda voter=voter: cast(room, voter, "a") for voter in phones],
    )

    in_time = sum(1 for result in results[1:] if result != "closed")
    room.refresh_from_db()
    room = move(room, "follow a")
    assert sum(room.choices[0][2].values()) == in_time


def test_two_tabs_of_the_host_move_a_room_once(room):
    room = move(room, "open", "close")
    seen = stamp_of_room(room)

    results = at_once(
        *[
            lambda key=key: follow_option(room=room, option_key=key, seen=seen, by=room.host)
            for key in "abc"
        ]
    )

    assert results.count("moved") == 2
    assert len(Room.objects.get().choices) == 1


def test_two_tabs_that_open_a_room_open_one(scenario, manager):
    rooms = at_once(*[lambda: open_room(scenario=scenario, by=manager)] * 3)

    assert len({room.pk for room in rooms}) == 1
    assert Room.objects.count() == 1


def test_two_tabs_that_close_a_room_close_it_once(room):
    at_once(*[lambda: close_room(room=room, by=room.host)] * 3)

    assert Room.objects.get().phase == Phase.OVER
    assert AuditEvent.objects.filter(verb="room.closed").count() == 1


def test_the_last_place_goes_to_one_phone(room):
    full_room(room)
    RoomVote.objects.filter(position=JOINED).first().delete()

    results = at_once(*[lambda: join_room(room=room)] * 3)

    assert results.count("full") == 2
    assert RoomVote.objects.filter(position=JOINED).count() == MOST_PHONES


def test_a_vote_and_a_closing_room_leave_a_closed_room(room):
    phones = voters(room, 2)
    room = move(room, "open")
    votes(room, phones[:1], "a")

    at_once(
        lambda: close_room(room=room, by=room.host),
        lambda: cast(room, phones[1], "b"),
    )

    assert Room.objects.get().phase == Phase.OVER
