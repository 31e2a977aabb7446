"""The host's screens: what they say and when, and what a poll costs."""

import re

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from assessments.rooms.models import Room
from assessments.rooms.queries import stamp_of_room
from assessments.rooms.rules import OPEN_FOR, Phase
from assessments.rooms.services import close_room
from tests.factories.rooms import move, room_of, voters, votes
from tests.factories.scenarios import scenario_material, scenario_page

pytestmark = pytest.mark.django_db

MEET_WHYS = ("You asked about the day", "It keeps the time", "outside your role")
TO_THE_END = ("open", "close", "follow a", "go_on", "close", "follow a", "go_on")
HX = {"HX-Request": "true"}


@pytest.fixture
def client(client_of, host):
    return client_of(host)


def url(name, room, *args):
    return reverse(f"rooms:{name}", args=[room.code, *args])


def screen(client, room):
    response = client.get(room.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def press(client, room, name, **data):
    room.refresh_from_db()
    return client.post(url(name, room), {"seen": stamp_of_room(room), **data}, follow=True)


def letter_of(client, room, text):
    html = screen(client, room)
    return re.search(r'room-letter">(\w)</span><span>[^<]*' + re.escape(text), html)[1]


# room_create, room_list


def test_room_create_opens_a_room(client, scenario, host):
    address = reverse("rooms:room_create", args=[scenario.pk])
    assert "Keep the coach’s comments for the end" in client.get(address).content.decode()

    response = client.post(address)

    room = Room.objects.get()
    assert (response.status_code, response.url) == (302, room.get_absolute_url())
    assert room.host == host


def test_room_create_makes_nothing_by_looking(client, scenario):
    client.get(reverse("rooms:room_create", args=[scenario.pk]))

    assert not Room.objects.exists()


def test_room_create_is_not_there_for_a_mentor(client_of, mentor, scenario):
    address = reverse("rooms:room_create", args=[scenario.pk])

    assert client_of(mentor).get(address).status_code == 404
    assert client_of(mentor).post(address).status_code == 404
    assert not Room.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_room_list_takes_as_many_queries_however_many_rooms(
    client, host, scenario, count, django_assert_num_queries
):
    for _ in range(count):
        close_room(room=move(room_of(host, scenario), "open", "close", "follow a"), by=host)
    address = reverse("rooms:room_list")
    client.get(address)

    with django_assert_num_queries(3):
        response = client.get(address)

    assert len(response.context["rooms"]) == count


def test_room_list_has_the_hosts_own_rooms_alone(client, client_of, room, trainer):
    assert room.code in client.get(reverse("rooms:room_list")).content.decode()

    other = client_of(trainer).get(reverse("rooms:room_list")).content.decode()
    assert room.code not in other
    assert "No rooms yet" in other


# room_detail


def test_room_detail_gathers_with_code_address_and_qr(client, room):
    html = screen(client, room)

    assert f"{room.code[:3]} {room.code[3:]}" in html
    assert "testserver/rooms" in html
    assert '<svg xmlns="http://www.w3.org/2000/svg"' in html
    assert "Rosa, 16, arrives twenty minutes late." in html
    assert "How do you open?" not in html
    assert '<noscript><meta http-equiv="refresh" content="5"></noscript>' in html


def test_room_detail_hides_the_split_until_the_vote_is_closed(client, room):
    phones = voters(room, 3)
    room = move(room, "open")
    votes(room, phones, "a", "a", "c")

    html = screen(client, room)

    assert "How do you open?" in html
    assert re.search(r'room-figure">3</span> of 3 have voted', html)
    assert "%" not in re.sub(r"<link[^>]*>|<script[^>]*>", "", html)
    assert "Most chose" not in html

    html = screen(client, move(room, "close"))

    assert "67&nbsp;%" in html
    assert "Most chose" in html


def test_room_detail_never_says_what_an_option_is_worth_before_it_is_followed(client, room):
    for step in (["open"], ["close"]):
        room = move(room, *step)
        html = screen(client, room)
        for words in (*MEET_WHYS, "She sits down", "Unsafe", "critical", "data-option", "plan"):
            assert words not in html


def test_room_detail_tells_what_happens_and_the_comment(client, room):
    html = screen(client, move(room, "open", "close", "follow c"))

    assert "She looks at you in surprise." in html
    assert "outside your role" in html
    assert "Unsafe in real life" in html
    assert "You asked about the day" not in html


def test_room_detail_keeps_the_comment_for_the_end_if_the_host_likes(client, room):
    room = move(room, "open", "close", "follow c")

    client.post(url("comments_set", room), {"wait": "1"})
    html = screen(client, room)
    assert "She looks at you in surprise." in html
    assert "outside your role" not in html
    assert "Unsafe in real life" not in html

    client.post(url("comments_set", room), {"wait": "0"})
    assert "outside your role" in screen(client, room)


def test_the_comments_of_an_assessed_scenario_wait_unless_the_host_says_otherwise(client, host):
    assessed = scenario_page(
        material=scenario_material(mode="assessed"), slug="assessed", material_id="TST-SC4"
    )
    room = move(room_of(host, assessed), "open", "close", "follow c")

    assert "outside your role" not in screen(client, room)


def test_room_detail_names_a_tie_and_leaves_it_to_the_host(client, room):
    phones = voters(room, 2)
    room = move(room, "open")
    votes(room, phones, "a", "b")

    html = screen(client, move(room, "close"))

    assert "A tie:" in html
    assert "data-room-go" not in html
    assert html.count("data-room-pick") == 3


def test_room_detail_goes_on_by_show_of_hands(client, room):
    html = screen(client, move(room, "open", "close"))

    assert "Nobody has voted by phone" in html
    assert html.count("data-room-pick") == 3


def test_a_room_is_led_from_its_screen_to_the_end(client, room):
    press(client, room, "vote_open")
    press(client, room, "vote_close")
    press(client, room, "option_follow", option=letter_of(client, room, "got in the way"))
    press(client, room, "room_next")
    press(client, room, "vote_close")
    press(client, room, "option_follow", option=letter_of(client, room, "timetable"))
    html = press(client, room, "room_next").content.decode()

    assert "Rosa comes to every lesson of the week." in html
    assert "100&nbsp;%" in html
    assert "Play the other branch" in html

    html = press(client, room, "room_back", number="2").content.decode()
    assert "The first bus comes after" in html


def test_meters_are_shown_at_the_end(client, host):
    material = scenario_material(meters={"trust": {"start": 5, "floor": 3}})
    room = room_of(host, scenario_page(material=material, slug="m", material_id="TST-SC5"))

    html = screen(client, move(room, *TO_THE_END))

    assert "Trust" in html
    assert "5 of 10, steady" in html


@pytest.mark.parametrize("option", ["", "Z", "a", "AB", "<b>"])
def test_what_is_no_answer_is_refused_in_words(client, room, option):
    room = move(room, "open", "close")

    html = press(client, room, "option_follow", option=option).content.decode()

    assert "Choose one of the answers to follow." in html


@pytest.mark.parametrize("number", ["", "x", "0", "9", "99999", "²"])
def test_what_is_no_decision_is_refused_in_words(client, room, number):
    room = move(room, "open", "close", "follow a")

    html = press(client, room, "room_back", number=number).content.decode()

    assert "Choose one of the decisions" in html


def test_a_second_press_changes_nothing_and_says_so(client, room):
    seen = stamp_of_room(room)
    client.post(url("vote_open", room), {"seen": seen})

    html = client.post(url("vote_open", room), {"seen": seen}, follow=True).content.decode()

    assert "The room had moved on already" in html
    assert Room.objects.get().phase == Phase.VOTING


def test_a_closed_room_says_so(client, room):
    room = move(room, "open", "close", "follow a")
    assert "cannot be opened again" in client.get(url("room_close", room)).content.decode()

    response = client.post(url("room_close", room))

    assert response.url == url("room_debrief", room)
    assert "This room is closed" in screen(client, room)


def test_a_room_past_its_hours_says_so(client, room):
    Room.objects.update(opened_at=timezone.now() - OPEN_FOR)

    assert "This room is closed" in screen(client, room)


def test_whoever_types_a_room_short_is_led_to_vote_in_it(client_of, visitor, mentor, room):
    for client in (visitor, client_of(mentor)):
        for code in (room.code, "CCCCCC"):
            response = client.get(reverse("rooms:room_detail", args=[code]))
            assert response.url == reverse("rooms:room_vote", args=[code])
    assert visitor.get(room.get_absolute_url(), headers=HX).status_code == 404


@pytest.mark.parametrize("name", ["room_close", "room_debrief"])
def test_another_hosts_room_is_not_there(client_of, trainer, room, name):
    assert client_of(trainer).get(url(name, room)).status_code == 404


# The poll of the screen


def poll(client, room, **headers):
    address = f"{room.get_absolute_url()}?stamp={stamp_of_room(room)}"
    return client.get(address, headers={**HX, **headers})


@pytest.mark.parametrize("count", [1, 30])
def test_a_poll_takes_as_many_queries_however_many_phones(
    client, room, count, django_assert_num_queries
):
    phones = voters(room, count)
    room = move(room, "open")
    votes(room, phones, *["a"] * count)
    poll(client, room)

    with django_assert_num_queries(4):  # who asks, her roles, the room, the votes
        response = poll(client, room)

    assert f'room-figure">{count}</span> of {count}' in response.content.decode()


def test_a_poll_of_an_unchanged_screen_is_304(client, room):
    tag = poll(client, room)["ETag"]

    assert poll(client, room, **{"If-None-Match": tag}).status_code == 304

    voters(room, 1)
    assert poll(client, room, **{"If-None-Match": tag}).status_code == 200


def test_a_poll_of_a_screen_that_is_behind_loads_it_again(client, room):
    move(room, "open")

    response = poll(client, room)

    assert response["HX-Refresh"] == "true"
    assert response.content == b""


def test_a_poll_says_nothing_of_the_split(client, room):
    phones = voters(room, 2)
    room = move(room, "open")
    votes(room, phones, "a", "a")

    html = poll(client, room).content.decode()

    assert "2</span> of 2" in html
    assert ">A<" not in html


# room_debrief


def test_room_debrief_shows_every_branch_with_its_votes(client, room):
    phones = voters(room, 2)
    room = move(room, "open")
    votes(room, phones, "a", "b")
    room = move(room, "close", "follow b", "go_on", "close", "follow b", "go_on", "back 1")
    votes(room, phones, "a", "a")
    room = move(room, "close", "follow c")

    html = client.get(url("room_debrief", room)).content.decode()

    debrief = client.get(url("room_debrief", room)).context["debrief"]
    first, second = debrief.branches
    assert [len(branch.steps) for branch in (first, second)] == [2, 1]
    assert first.outcome
    assert second.outcome is None
    assert [row.votes for row in second.steps[0].split if row.is_followed] == [0]
    assert second.steps[0].was_overruled
    assert not first.steps[0].was_overruled
    assert "Outside the college, outside your role. Never." in html
    assert "The host took the room another way" in html
    assert "Where were you most divided" in html


def test_room_debrief_keeps_the_experts_choice_until_an_end_is_reached(client, room):
    room = move(room, "open", "close", "follow b")
    html = client.get(url("room_debrief", room)).content.decode()
    assert "An expert’s choice" not in html
    assert "once the room has reached an end" in html

    move(room, "go_on", "close", "follow b", "go_on")

    html = client.get(url("room_debrief", room)).content.decode()
    assert html.count("An expert’s choice") == 2


def test_room_debrief_asks_the_scenarios_own_questions(client, host):
    own = scenario_page(
        material=scenario_material(prompts=["What did Rosa need?"]),
        slug="own",
        material_id="TST-SC6",
    )
    room = move(room_of(host, own), "open", "close", "follow a")

    html = client.get(url("room_debrief", room)).content.decode()

    assert "What did Rosa need?" in html
    assert "Where were you most divided" not in html


@pytest.mark.parametrize("decisions", [1, 3])
def test_room_debrief_takes_as_many_queries_however_long_the_path(
    client, room, decisions, django_assert_num_queries
):
    room = move(room, "open", "close", "follow a")
    for _ in range(decisions - 1):
        room = move(room, "back 1", "close", "follow a")
    address = url("room_debrief", room)
    client.get(address)

    with django_assert_num_queries(5):
        client.get(address)


# The offer on the scenario's page


def test_open_room_is_offered_to_hosts_alone(rf, host, mentor, scenario):
    for person, is_offered in ((host, True), (mentor, False)):
        request = rf.get("/")
        request.user = person
        html = render_to_string("rooms/open_room.html", {"scenario": scenario, "request": request})
        assert ("Open a room" in html) is is_offered
