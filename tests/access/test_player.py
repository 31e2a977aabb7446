"""The player's own address: nothing of the site is there, nothing of it is at the site's, and an
address with a token gives what is one person's to nobody else, whoever is signed in."""

import json
import re
import time
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content.activities.models import ActivityAttempt, ActivityStatement
from content.activities.queries.seats import states_of
from content.player import urls as player_urls
from content.player.rules import files_token, play_token, preview_token, read_play
from tests.access.rows import GET, POST
from tests.access.scene import GROUPS, PEOPLE
from tests.access.scene_activities import PICTURE_PATH, STATE
from tests.access.table import CLOSED_DOORS, ROWS
from tests.access.table_activities import SCREENS
from tests.access.test_pages import PAGES
from tests.factories.h5p.results import statement

pytestmark = pytest.mark.django_db
HOST = "play.testserver"
THERE = {"HTTP_HOST": HOST}
EVERYBODY = (*PEOPLE, "visitor")
STAFF = set(GROUPS["staff"])
OF_STATE = "state/state/0/"
OTHER_STATE = '{"answers":[2]}'


@pytest.fixture(autouse=True)
def player(settings: Any) -> None:
    settings.PLAYER_URL = f"http://{HOST}"


def token_of(scene: Any, who: str, **other: Any) -> str:
    names = {
        "activity": scene.pk("activity"),
        "version": scene.activity.current_id,
        "participant": scene.pk(who),
        "page_pk": scene.pk("activity_page"),
        **other,
    }
    return play_token(**names)


def play(scene: Any, who: str, rest: str = "", **other: Any) -> str:
    return f"/play/{token_of(scene, who, **other)}/{rest}"


def states_kept(scene: Any, who: str) -> Any:
    return states_of(
        participant=getattr(scene, who),
        activity=scene.activity,
        version=scene.activity.current,
        page=scene.activity_page,
        block_id="",
    )


# Two hosts ----------------------------------------------------------------------------------------


def addresses_of_player(scene: Any) -> dict[str, str]:
    version = scene.activity.current
    token = token_of(scene, "mentor")
    file = {"token": files_token(version.pk, now=time.time()), "content_id": scene.pk("activity")}
    folder = f"H5P.MultiChoice-1.16.0-{scene.code.in_use.digest[:12]}"
    arguments: dict[str, dict[str, Any]] = {
        "play_page": {"token": token},
        "play_state": {"token": token, "data_type": "state", "sub_content_id": "0"},
        "play_statements": {"token": token},
        "bundle": {"digest": "00", "kind": "js"},
        "library_file": {"folder": folder, "path": "library.json"},
        "content_file": {**file, "path": PICTURE_PATH},
    }
    return {
        name: reverse(name, urlconf="content.player.urls", kwargs=kwargs)
        for name, kwargs in arguments.items()
    }


def test_nothing_of_the_player_is_at_the_address_of_the_site(ask, scene):
    addresses = addresses_of_player(scene)
    assert set(addresses) == {pattern.name for pattern in player_urls.urlpatterns}
    # They are there, and are refused for no other reason.
    answers = {name: ask("visitor", GET, at, **THERE) for name, at in addresses.items()}
    statuses = {name: answer.status_code for name, answer in answers.items()}
    assert statuses == {**dict.fromkeys(addresses, 200), "bundle": 404, "play_statements": 405}

    for who in ("visitor", "mentor", "trainer", "admin", "superuser"):
        for address in addresses.values():
            for method in (GET, POST):
                answer = ask(who, method, address)
                assert (answer.status_code, answer.writes) == (404, []), (who, address)


def addresses_of_site(scene: Any) -> dict[str, str]:
    """With a method each that is answered at the site."""
    rows = (*ROWS, *SCREENS)
    ours = {reverse(row.name, kwargs=row.kwargs(scene)): row.method for row in rows}
    others = {
        *(getattr(scene, name).url for name in PAGES),
        *(address for address, _ in CLOSED_DOORS.values()),
        *map(reverse, ("account_login", "wagtailadmin_home")),
    }
    return {**ours, **dict.fromkeys(others - {None}, GET)}


def test_nothing_of_the_site_is_at_the_address_of_the_player(ask, scene):
    for address, method in addresses_of_site(scene).items():
        answer = ask("admin", method, address, **THERE)
        assert (answer.status_code, answer.writes) == (404, []), address
        assert not answer.cookies


@pytest.mark.parametrize("who", EVERYBODY)
def test_nobody_is_signed_in_there(ask, scene, who):
    for address in ("/", scene.activity_page.url, scene.activity_attempt.get_absolute_url()):
        answer = ask(who, GET, address, **THERE)
        assert answer.content == b"There is nothing at this address.\n"
    answer = ask(who, GET, play(scene, "mentor", OF_STATE), **THERE)
    assert answer.wsgi_request.COOKIES == {}
    assert not answer.cookies


# Tokens -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", PEOPLE)
def test_a_page_has_the_address_of_whoever_reads_it(ask, scene, who):
    page = ask(who, GET, scene.activity_page.url).content.decode()

    tokens = re.findall(rf"http://{HOST}/play/([^/\"]+)/", page)

    assert {read_play(token).participant for token in tokens} == ({scene.pk(who)} & pks(scene))


def pks(scene: Any) -> set[int]:
    return {scene.pk(who) for who in STAFF}


@pytest.mark.parametrize("signed_in", EVERYBODY)
def test_the_token_says_whose_state_it_is_and_nobody_else(ask, scene, signed_in):
    """Also where somebody else is signed in at the site, as on a shared computer."""
    hers = ask(signed_in, GET, play(scene, "mentor", OF_STATE), **THERE)
    anothers = ask(signed_in, GET, play(scene, "peer", OF_STATE), **THERE)

    assert hers.json() == {"success": True, "data": STATE}
    assert anothers.json() == {"success": True, "data": False}


@pytest.mark.parametrize("who", sorted(set(PEOPLE) - {"mentor"}))
def test_a_token_gives_nothing_of_anybody_elses(ask, scene, who):
    words = "I waited too long."
    assert words in ask("visitor", GET, play(scene, "mentor"), **THERE).content.decode()

    answers = {rest: ask("mentor", GET, play(scene, who, rest), **THERE) for rest in ("", OF_STATE)}

    status = 200 if who in STAFF else 404
    assert {answer.status_code for answer in answers.values()} == {status}
    assert [rest for rest, answer in answers.items() if words in answer.content.decode()] == []


@pytest.mark.parametrize("who", sorted(set(PEOPLE) - {"mentor"}))
def test_with_a_token_one_writes_for_oneself(scene, sessions, who):
    """The mentor’s own session comes along and changes nothing."""
    client = Client(HTTP_HOST=HOST, HTTP_COOKIE=f"sessionid={sessions['mentor']}")
    report = {"id": str(uuid.uuid4()), "statement": statement(scene.activity, response="1")}
    attempts = ActivityAttempt.objects.filter(participant=scene.mentor)
    before = list(attempts.values())

    kept = client.post(play(scene, who, OF_STATE), {"data": OTHER_STATE})
    told = client.post(
        play(scene, who, "statements/"), json.dumps(report), content_type="text/plain"
    )

    is_staff = who in STAFF
    assert {kept.status_code, told.status_code} == {200 if is_staff else 404}
    written = ActivityStatement.objects.filter(sent_as=report["id"])
    assert [row.attempt.participant for row in written] == [getattr(scene, who)] * is_staff
    assert states_kept(scene, who) == ({"0": {"state": OTHER_STATE}} if is_staff else {})
    assert states_kept(scene, "mentor") == {"0": {"state": STATE}}
    assert list(attempts.values()) == before


def test_a_token_is_for_one_activity_in_one_place(ask, scene):
    spare = scene.activity_spare
    elsewhere = [
        play(scene, "mentor", OF_STATE, page_pk=scene.pk("lesson")),
        play(scene, "mentor", OF_STATE, block_id="b1"),
        play(scene, "mentor", OF_STATE, activity=spare.pk, version=spare.current_id),
    ]

    answers = [ask("mentor", GET, address, **THERE) for address in elsewhere]
    crossed = ask("mentor", GET, play(scene, "mentor", OF_STATE, activity=spare.pk), **THERE)

    assert [answer.json()["data"] for answer in answers] == [False] * len(elsewhere)
    assert crossed.status_code == 404


@pytest.mark.parametrize("who", EVERYBODY)
def test_a_preview_has_nobodys_states_and_keeps_none(ask, scene, who):
    token = preview_token(activity=scene.pk("activity"), version=scene.activity.current_id)
    address = f"/play/{token}/{OF_STATE}"

    read = ask(who, GET, address, **THERE)
    kept = ask(who, POST, address, {"data": OTHER_STATE}, **THERE)

    assert read.json() == {"success": True, "data": False}
    assert (kept.status_code, kept.writes) == (200, [])


def test_what_is_written_is_seen(ask, scene):
    """The test above would pass for the wrong reason if nothing were ever seen."""
    kept = ask("visitor", POST, play(scene, "mentor", OF_STATE), {"data": OTHER_STATE}, **THERE)

    assert kept.writes != []
