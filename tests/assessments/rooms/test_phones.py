"""The phones' screens: what they are told, what they are never told, and what a poll costs."""

import re
from http.cookies import SimpleCookie

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from assessments.rooms.models import Room, RoomVote
from assessments.rooms.queries import wrong_codes_key
from assessments.rooms.rules import JOINED, OPEN_FOR, WRONG_CODES
from assessments.rooms.services import close_room
from tests.factories.rooms import full_room, move, room_of, voters, votes
from tests.factories.scenarios import NODES, scenario_material, scenario_page

pytestmark = pytest.mark.django_db

JOIN = "rooms:room_join"
HX = {"HX-Request": "true"}
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"')  # any two letters may stand in it
SECRETS = [
    *[option["out"] for node in NODES.values() for option in node["options"]],
    *[option["why"] for node in NODES.values() for option in node["options"]],
    "score", "crit", "Unsafe", "unsafe", "S2", "points", "best", "%&",
]  # fmt: skip


def vote_url(room):
    return reverse("rooms:room_vote", args=[room.code])


def joined(room):
    phone = Client()
    response = phone.post(reverse(JOIN), {"code": room.code})
    assert response.url == vote_url(room)
    return phone


def now(phone, room, **headers):
    return phone.get(vote_url(room), headers={**HX, **headers})


def text_of(phone, room):
    response = phone.get(vote_url(room))
    assert response.status_code == 200
    return response.content.decode()


def letter_of(html, words):
    pattern = r'value="(\w)" aria-pressed="\w+"><span class="room-letter">.{0,400}?</span><span>'
    found = re.findall(pattern + r"(.*?)</button>", html, re.DOTALL)
    return next(letter for letter, text in found if words in text)


def tap(phone, room, words, **kwargs):
    html = text_of(phone, room)
    place = re.search(r'name="place" value="(\d+)"', html)[1]
    data = {"place": place, "option": letter_of(html, words)}
    return phone.post(vote_url(room), data, **kwargs)


# room_join


@pytest.mark.parametrize("typed", ["{code}", " {low} ", "{half} {rest}"])
def test_a_phone_joins_by_the_code_as_people_type_it(room, visitor, typed):
    code = room.code
    words = typed.format(code=code, low=code.lower(), half=code[:3], rest=code[3:])

    response = visitor.post(reverse(JOIN), {"code": words})

    assert response.url == vote_url(room)
    assert room.votes.filter(position=JOINED).count() == 1


def test_a_phone_joins_once(room):
    phone = joined(room)

    phone.post(reverse(JOIN), {"code": room.code})

    assert room.votes.count() == 1


def test_looking_at_a_room_joins_nothing(room, visitor):
    html = text_of(visitor, room)

    assert "Join and vote" in html
    assert not RoomVote.objects.exists()


def test_the_cookie_is_random_signed_and_goes_nowhere_else(room):
    cookie = joined(room).cookies[f"room_{room.code}"]

    assert cookie["path"] == "/rooms/"
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["max-age"] == 12 * 60 * 60
    assert cookie.value.split(":")[0] == room.votes.get().voter


def test_two_rooms_know_a_phone_by_two_names(room, scenario, trainer):
    other = room_of(trainer, scenario)
    phone = joined(room)
    phone.post(reverse(JOIN), {"code": other.code})

    assert room.votes.get().voter != other.votes.get().voter


def test_a_forged_cookie_is_no_vote(room):
    (voter,) = voters(room, 1)
    room = move(room, "open")
    phone = Client()
    phone.cookies = SimpleCookie({f"room_{room.code}": f"{voter}:forged:forged"})

    response = phone.post(vote_url(room), {"place": "1", "option": "A"})

    assert response.status_code == 302
    assert not room.votes.filter(position=1).exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "Type the code"),
        ("CDF", "six letters and numbers"),
        ("CCCCCC", "No open room has this code"),
        ("<b>CCCCCC</b>", "six letters and numbers"),
    ],
)
def test_a_wrong_code_is_answered_in_words(visitor, db, typed, words):
    response = visitor.post(reverse(JOIN), {"code": typed})

    assert response.status_code == 422
    assert words in response.content.decode()
    assert "<b>CCC" not in response.content.decode()


def test_a_closed_or_full_room_is_not_joined(room, host, visitor):
    full_room(room)
    response = visitor.post(reverse(JOIN), {"code": room.code})
    assert "This room is full" in response.content.decode()

    close_room(room=room, by=host)
    response = visitor.post(reverse(JOIN), {"code": room.code})
    assert "No open room has this code" in response.content.decode()


def test_a_network_that_guesses_has_to_wait(room, visitor):
    for _ in range(WRONG_CODES):
        visitor.post(reverse(JOIN), {"code": "CCCCCC"})

    response = visitor.post(reverse(JOIN), {"code": room.code})

    assert response.status_code == 429
    assert "Wait a minute" in response.content.decode()
    elsewhere = Client(REMOTE_ADDR="10.1.1.1")
    assert elsewhere.post(reverse(JOIN), {"code": room.code}).status_code == 302


def test_addresses_are_guesses_too_and_nobody_in_the_room_pays_for_them(room, visitor):
    phone = joined(room)
    for _ in range(WRONG_CODES):
        assert visitor.get(reverse("rooms:room_vote", args=["CCCCCC"])).status_code == 404

    assert visitor.get(vote_url(room)).status_code == 429
    assert now(phone, room).status_code == 200


def test_no_address_is_kept_of_a_network(db, visitor):
    visitor.post(reverse(JOIN), {"code": "CCCCCC"})

    assert "127.0.0.1" not in wrong_codes_key("127.0.0.1")
    assert cache.get(wrong_codes_key("127.0.0.1")) == 1


# room_vote, stage by stage


def test_a_phone_waits_votes_and_reads_what_has_come_of_it(room):
    phone = joined(room)
    assert "You are in" in text_of(phone, room)

    room = move(room, "open")
    html = text_of(phone, room)
    assert "How do you open?" in html
    assert "What would you do?" in html

    tap(phone, room, "got in the way")
    assert "Your vote:" in text_of(phone, room)

    room = move(room, "close")
    html = text_of(phone, room)
    assert "The vote is closed" in html
    assert "You voted" in html

    room = move(room, "follow b")
    html = text_of(phone, room)
    assert "The room goes with" in html
    assert "She shrugs and sits down." in html

    room = move(room, "go_on", "close", "follow a", "go_on")
    assert "The story has ended" in text_of(phone, room)

    close_room(room=room, by=room.host)
    assert "The room is closed" in text_of(phone, room)


def test_a_room_past_its_hours_is_closed_to_phones(room):
    phone = joined(room)
    Room.objects.update(opened_at=timezone.now() - OPEN_FOR)

    assert "The room is closed" in text_of(phone, room)


@pytest.mark.parametrize("steps", [[], ["open"], ["open", "close"]])
def test_a_phone_is_never_told_worth_or_ways(room, steps):
    phone = joined(room)
    room = move(room, *steps)

    for html in (text_of(phone, room), now(phone, room).content.decode()):
        body = TOKEN.sub("", html.partition("</head>")[2] or html)
        assert [words for words in SECRETS if words in body] == []


def test_a_phone_reads_what_happens_and_never_the_comment_or_the_shares(room):
    phone = joined(room)
    room = move(room, "open")
    tap(phone, room, "pub")
    room = move(room, "close")
    split = text_of(phone, room).partition("</head>")[2]
    after = text_of(phone, move(room, "follow c")).partition("</head>")[2]

    assert "%" not in split
    assert "She looks at you in surprise." in after
    assert "outside your role" not in after
    assert "nsafe" not in after


def test_whoever_has_not_joined_is_told_nothing_of_the_story(room, visitor):
    html = text_of(visitor, move(room, "open"))

    assert "How do you open?" not in html
    assert "room-choice" not in html


def test_the_options_are_the_same_letters_on_every_phone_and_on_the_screen(room, client_of, host):
    phones = [joined(room), joined(room)]
    room = move(room, "open")

    letters = {letter_of(text_of(phone, room), "pub") for phone in phones}

    screen = client_of(host).get(room.get_absolute_url()).content.decode()
    assert f'room-letter">{letters.pop()}</span><span>‘Let’s talk about it' in screen
    assert not letters


def test_a_vote_may_be_changed_and_is_one(room):
    phone = joined(room)
    room = move(room, "open")

    tap(phone, room, "got in the way")
    tap(phone, room, "pub")

    assert [vote.option_key for vote in room.votes.filter(position=1)] == ["c"]


def test_a_vote_with_a_script_comes_back_as_a_part(room):
    phone = joined(room)
    room = move(room, "open")

    response = tap(phone, room, "pub", headers=HX)

    html = response.content.decode()
    assert response.status_code == 200
    assert "<html" not in html
    assert 'aria-pressed="true"' in html
    assert 'hx-swap-oob="innerHTML:#room-said"' in html


def test_a_vote_that_comes_late_is_told_so(room):
    phone = joined(room)
    room = move(room, "open")
    html = text_of(phone, room)
    data = {"place": "1", "option": letter_of(html, "pub")}
    room = move(room, "close")

    html = phone.post(vote_url(room), data, follow=True).content.decode()

    assert "That vote was closed a moment ago." in html
    assert not room.votes.filter(position=1).exists()


@pytest.mark.parametrize(
    "data", [{}, {"place": "x"}, {"place": "1", "option": "c"}, {"option": "A"}]
)
def test_what_is_no_vote_is_none(room, data):
    phone = joined(room)
    room = move(room, "open")

    assert phone.post(vote_url(room), data).status_code == 302
    assert not room.votes.filter(position=1).exists()


def test_a_vote_without_joining_is_none(room, visitor):
    room = move(room, "open")

    assert visitor.post(vote_url(room), {"place": "1", "option": "A"}).url == vote_url(room)
    assert not RoomVote.objects.exists()


def test_a_warning_stands_before_the_story(host, visitor):
    grave = scenario_page(
        material=scenario_material(warning="It is about self-harm."), slug="g", material_id="T-7"
    )
    room = room_of(host, grave)

    assert "It is about self-harm." in text_of(visitor, room)
    assert "It is about self-harm." in text_of(joined(room), room)


def test_without_a_script_only_waiting_pages_refresh_themselves(room):
    """A page that asks for a choice stays as it is under the reader's eyes."""
    phone = joined(room)
    refresh = '<noscript><meta http-equiv="refresh" content="5"></noscript>'
    assert refresh in text_of(phone, room)

    room = move(room, "open")
    assert refresh not in text_of(phone, room)
    assert "Show me where we are" in text_of(phone, room)

    tap(phone, room, "pub")
    assert refresh in text_of(phone, room)


def test_a_room_is_not_for_search_engines(room, visitor):
    assert visitor.get(vote_url(room))["X-Robots-Tag"] == "noindex"


# The poll


@pytest.mark.parametrize("count", [1, 30])
def test_a_poll_takes_two_queries_however_many_phones(room, count, django_assert_num_queries):
    phone = joined(room)
    others = voters(room, count - 1)
    room = move(room, "open")
    votes(room, others, *["a"] * count)
    now(phone, room)

    with django_assert_num_queries(2):
        response = now(phone, room)

    assert "How do you open?" in response.content.decode()
    with django_assert_num_queries(1):
        unchanged = now(phone, room, **{"If-None-Match": response["ETag"]})
    assert unchanged.status_code == 304


def test_a_poll_changes_with_the_room_and_with_ones_own_vote_alone(room):
    phone, other = joined(room), joined(room)
    room = move(room, "open")
    tag = now(phone, room)["ETag"]

    tap(other, room, "pub")
    assert now(phone, room, **{"If-None-Match": tag}).status_code == 304

    tap(phone, room, "pub")
    voted = now(phone, room, **{"If-None-Match": tag})
    assert voted.status_code == 200

    move(room, "close")
    assert now(phone, room, **{"If-None-Match": voted["ETag"]}).status_code == 200


def test_a_phone_asks_no_more_once_the_room_is_closed(room, host):
    phone = joined(room)
    assert "hx-trigger" in now(phone, room).content.decode()

    close_room(room=room, by=host)

    assert "hx-trigger" not in now(phone, room).content.decode()
