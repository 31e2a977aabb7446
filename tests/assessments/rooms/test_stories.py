"""Stories that remember, stop or show more than words; and what runs by the clock."""

from copy import deepcopy

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.rooms import tasks
from assessments.rooms.models import Room, RoomVote
from assessments.rooms.queries import debrief_of, screen_of
from assessments.rooms.rules import OPEN_FOR, VOTES_KEPT_FOR, Phase
from assessments.rooms.services import cast_vote
from assessments.scenarios.models import ScenarioVersion
from cms.celery import SLICES_WITH_TASKS
from cms.celery import app as celery_app
from cms.dashboard.services import SCHEDULES
from tests.factories.rooms import move, room_of, voters

pytestmark = pytest.mark.django_db

HAPPENED = [{"kind": "happened", "fact": "asked"}]


@pytest.fixture
def rich(scenario):
    """The late bus with a memory, a picture, a film and a choice that stops the story."""
    content = deepcopy(scenario.versions.get().content)
    meet, plan = content["scenes"]
    content["facts"] = [{"key": "asked", "text": "You asked about the day"}]
    meet["options"][0] |= {"facts": ["asked"]}
    meet["options"][2] |= {"stops": True}
    plan["openings"] = [{"when": HAPPENED, "text": "She has told you about the **bus**."}]
    plan["options"][2] |= {"when": HAPPENED}
    plan |= {
        "week": 2,
        "speaker": {"name": "Rosa", "role": "16, Level 2 Catering"},
        "picture": {"image": 9999, "words": "A bus stop in the rain"},
        "clip": {"file": 9999, "captions": None, "transcript": "It never comes before nine."},
    }
    return ScenarioVersion.objects.create(
        scenario=scenario, number=2, content=content, content_hash="rich"
    )


@pytest.fixture
def room(rich, scenario, host):
    room = room_of(host, scenario)
    assert room.version == rich
    return room


def page_of(client, room):
    return client.get(room.get_absolute_url()).content.decode()


def phone_of(room):
    phone = Client()
    phone.post(reverse("rooms:room_join"), {"code": room.code})
    return phone


def test_what_the_room_has_done_opens_the_next_scene_otherwise(room, client_of, host):
    asked = page_of(client_of(host), move(room, "open", "close", "follow a", "go_on"))
    assert "She has told you about the <strong>bus</strong>." in asked

    room.refresh_from_db()
    other = page_of(
        client_of(host), move(room, "close", "follow a", "back 1", "close", "follow b", "go_on")
    )
    assert "She has told you" not in other


def test_what_is_not_on_offer_is_neither_voted_for_nor_followed(room):
    room = move(room, "open", "close", "follow b", "go_on")
    (voter,) = voters(room, 1)

    assert [choice.letter for choice in screen_of(room).choices] == ["A", "B"]
    with pytest.raises(ValidationError) as refused:
        cast_vote(room=room, voter=voter, place=room.position, option_key="c")
    assert refused.value.code == "unknown_option"
    with pytest.raises(ValidationError):
        move(room, "close", "follow c")


def test_a_choice_that_stops_the_story_is_an_end(room, client_of, host):
    room = move(room, "open", "close", "follow c")
    assert "On to the end" in page_of(client_of(host), room)

    html = page_of(client_of(host), move(room, "go_on"))

    assert "in real life it could not go on safely" in html
    assert "Repeat: unsafe" in html
    assert "Go back to decision 1" in html


def test_the_screen_and_the_phones_have_speaker_picture_and_film_in_words(room, client_of, host):
    phone = phone_of(room)
    room = move(room, "open", "close", "follow a", "go_on")

    screen = page_of(client_of(host), room)
    hand = phone.get(reverse("rooms:room_vote", args=[room.code])).content.decode()

    assert "Decision 2, week 2" in screen
    assert "16, Level 2 Catering" in screen
    for html in (screen, hand):
        assert "It never comes before nine." in html
    assert "On the screen: A bus stop in the rain" in hand
    assert "<img" not in hand


def test_the_debrief_has_the_experts_path_and_her_choice_where_the_room_stood(room):
    room = move(room, "open", "close", "follow b", "go_on", "close", "follow b", "go_on")

    debrief = debrief_of(room)

    assert [step.text[:14] for step in debrief.expert] == ["‘Good to see y", "Look at the ti"]
    experts = [
        [row.text for row in step.split if row.is_expert] for step in debrief.branches[0].steps
    ]
    assert [len(rows) for rows in experts] == [1, 1]
    assert experts[1][0].startswith("Look at the timetable")


# By the clock


def test_the_tasks_close_old_rooms_and_throw_votes_away(room):
    voters(room, 2)
    Room.objects.update(opened_at=timezone.now() - OPEN_FOR)

    tasks.close_old()
    assert Room.objects.get().phase == Phase.OVER
    tasks.forget_votes()
    assert RoomVote.objects.count() == 2

    Room.objects.update(closed_at=timezone.now() - VOTES_KEPT_FOR)
    tasks.forget_votes()
    assert not RoomVote.objects.exists()


def test_the_tasks_have_their_times():
    named = {task for task, _when in SCHEDULES.values()}

    assert {"rooms.close_old", "rooms.forget_votes"} <= named
    assert {"rooms.close_old", "rooms.forget_votes"} <= set(celery_app.tasks)
    assert "assessments.rooms" in SLICES_WITH_TASKS
