"""What the player's host answers, to whom, and with which headers."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client

from content.activities.models import ActivityStatement, ActivityVersion, H5PLibrary
from content.activities.queries.seats import states_of
from content.player.rules import files_token, play_token, preview_token
from tests.content.player.conftest import PLAYER
from tests.factories.h5p.packages import package_bytes
from tests.factories.h5p.playable import choice_params, playable_libraries
from tests.factories.h5p.played import uploaded
from tests.factories.h5p.results import choice, next_version, statement
from tests.factories.pages import home_page

HOST = PLAYER.removeprefix("http://")
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(range(92))
FORM = "application/x-www-form-urlencoded"


@pytest.fixture
def activity(db):
    """Rows without code, for what does not start it."""
    return choice()


@pytest.fixture
def real(trainer, admin):
    names = ("Waymark.Parts 1.0", "H5P.MultiChoice 1.16")
    code = {name: files for name, files in playable_libraries().items() if name in names}
    package = package_bytes(names[1], choice_params(), libraries=code)
    return uploaded(package, trainer=trainer, admin=admin)


@pytest.fixture
def play(activity, mentor, player):
    """Asks the player's host with the mentor's token; `play("statements/", post=…)`."""
    return asked_by(mentor, activity)


@pytest.fixture
def play_real(real, mentor, player):
    return asked_by(mentor, real)


def asked_by(mentor, activity):
    token = play_token(
        participant=mentor.pk,
        activity=activity.pk,
        version=activity.current_id,
        page_pk=home_page().pk,
        block_id="b1",
    )
    return Asked(token)


class Asked:
    def __init__(self, token):
        self.token = token

    def __call__(self, rest="", *, post=None, content_type="text/plain", method="get"):
        address = f"/play/{self.token}/{rest}"
        if post is not None:
            return Client(HTTP_HOST=HOST).post(address, post, content_type=content_type)
        return getattr(Client(HTTP_HOST=HOST), method)(address)


def place(activity, person):
    return {
        "participant": person,
        "activity": activity,
        "version": activity.current,
        "page": home_page(),
        "block_id": "b1",
    }


def json_in(response, id_):
    text = response.content.decode()
    return json.loads(re.search(rf'<script id="{id_}"[^>]*>(.*?)</script>', text, re.S)[1])


def test_the_page_plays_in_a_sandbox_and_knows_nobodys_name(
    play_real, real, mentor, settings, django_assert_num_queries
):
    play_real()  # what can be kept is kept

    with django_assert_num_queries(6):
        response = play_real()

    policy = response["Content-Security-Policy"]
    assert response.status_code == 200
    assert "sandbox allow-scripts" in policy
    assert f"connect-src {PLAYER};" in policy
    assert f"frame-ancestors {settings.BASE_URL};" in policy
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "X-Frame-Options" not in response
    assert "camera=()" in response["Permissions-Policy"]
    assert not response.cookies
    text = response.content.decode()
    for said in (mentor.first_name, mentor.last_name, mentor.email):
        assert said not in text
    assert json_in(response, "play")["site"] == settings.BASE_URL
    made = json_in(response, "integration")
    assert made["ajax"]["contentUserData"].endswith("/state/:dataType/:subContentId/")
    assert made["contents"][f"cid-{real.pk}"]["library"] == "H5P.MultiChoice 1.16"


def test_code_is_fetched_once_and_kept_for_ever(play_real):
    page = play_real().content.decode()
    scripts = re.findall(r'src="(http[^"]+\.js)"', page)

    (bundle,) = [address.removeprefix(PLAYER) for address in scripts]
    response = Client(HTTP_HOST=HOST).get(bundle)

    assert response["Content-Type"] == "text/javascript; charset=utf-8"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert b"H5P.MultiChoice" in response.content
    folders = json_in(play_real(), "integration")["libraryDirectories"]
    one = Client(HTTP_HOST=HOST).get(f"/h5p/libraries/{folders['H5P.MultiChoice-1.16']}/choice.css")
    assert (one.status_code, one["Content-Type"]) == (200, "text/css; charset=utf-8")
    for wrong in (
        "/h5p/bundles/00ff.js",
        "/h5p/bundles/00ff.html",
        "/h5p/libraries/H5P.X-1.2.3-0/a",
    ):
        assert Client(HTTP_HOST=HOST).get(wrong).status_code == 404


def test_a_state_is_kept_as_the_core_sends_it_and_given_back(play, activity, mentor):
    state = '{"answers":[0]}'
    kept = play("state/state/0/", post=f"data={state}&preload=1&invalidate=1", content_type=FORM)

    assert kept.json() == {"success": True}
    assert play("state/state/0/").json() == {"success": True, "data": state}
    assert play("state/bookmark/0/").json() == {"success": True, "data": False}
    assert states_of(**place(activity, mentor)) == {"0": {"state": state}}
    assert play("state/state/0/", post="data=0", content_type=FORM).status_code == 200
    assert play("state/state/0/").json()["data"] is False
    assert play("state/state/0/", post="data={", content_type=FORM).status_code == 422


def test_what_is_kept_comes_with_the_page(play_real, real):
    play_real("state/state/0/", post='data={"answers":[0]}', content_type=FORM)

    def kept():
        made = json_in(play_real(), "integration")["contents"][f"cid-{real.pk}"]
        return made["contentUserData"]["0"]["state"]

    assert kept() == '{"answers":[0]}'
    next_version(real, "H5P.MultiChoice 1.16", choice_params("Another?"))
    assert kept() == '{"answers":[0]}'  # she goes on with the version she has before her


def test_a_statement_counts_once_however_often_it_is_sent(play, activity, mentor):
    report = {"id": str(uuid4()), "statement": statement(activity, response="0[,]2")}

    for _ in range(2):
        assert play("statements/", post=json.dumps(report)).json() == {"success": True}

    row = ActivityStatement.objects.get()
    assert (row.attempt.participant, row.response) == (mentor, "0[,]2")


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "1", "null", "{}", '{"id": 3}', '{"id": "x", "statement": {}}', "\x00"],
)
def test_what_is_no_report_is_refused_without_a_trace(play, body):
    assert play("statements/", post=body).status_code == 400
    assert not ActivityStatement.objects.exists()


def test_a_statement_that_means_nothing_is_not_tried_again(play):
    report = {"id": str(uuid4()), "statement": {"verb": {"id": "https://x.test/flew"}}}

    assert play("statements/", post=json.dumps(report)).status_code == 422


def test_a_preview_plays_and_records_nothing(real, player):
    preview = Asked(preview_token(activity=real.pk, version=real.current_id))
    report = {"id": str(uuid4()), "statement": statement(real)}

    page = preview()

    assert page.status_code == 200
    assert json_in(page, "play")["isPreview"] is True
    assert "user" not in json_in(page, "integration")
    assert preview("state/state/0/", post="data={}", content_type=FORM).status_code == 200
    assert preview("statements/", post=json.dumps(report)).status_code == 200
    assert preview("state/state/0/").json()["data"] is False
    assert not ActivityStatement.objects.exists()


def test_a_token_that_is_none_opens_nothing(play, activity, mentor, peer, player):
    values = [activity.pk, activity.current_id, peer.pk, home_page().pk, "b1"]
    payload = signing.dumps(values, salt="x").split(":")[0]
    guesses = [
        "x",
        play.token[:-1],
        f"{payload}:{play.token.split(':', 1)[1]}",  # hers for mine, with my signature
        signing.dumps(values, salt="content.player"),
    ]

    for guess in guesses:
        for rest in ("", "state/state/0/"):
            assert Asked(guess)(rest).status_code == 404
        assert Asked(guess)("statements/", post="{}").status_code == 404


def test_a_token_that_has_run_out_says_what_to_do(play, monkeypatch):
    later = signing.time.time() + timedelta(hours=13).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)

    for response in (play(), play("statements/", post="{}")):
        assert response.status_code == 410
        assert "Reload the page" in response.content.decode()


def test_whoever_leaves_plays_no_longer(play, mentor):
    mentor.is_active = False
    mentor.save()

    assert play().status_code == 404
    assert play("statements/", post="{}").status_code == 404


def test_code_that_is_not_let_in_does_not_play(play_real):
    H5PLibrary.objects.filter(machine_name="H5P.MultiChoice").update(in_use=None)

    response = play_real()

    assert response.status_code == 503
    assert "H5P.MultiChoice 1.16" in response.content.decode()


def test_the_sandbox_may_ask_for_leave(play):
    for rest in ("state/state/0/", "statements/"):
        response = play(rest, method="options")

        assert response.status_code == 204
        assert response["Access-Control-Allow-Origin"] == "*"
        assert "x-requested-with" in response["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in response
    assert play("statements/", method="get").status_code == 405
    assert play("state/state/0/", method="delete").status_code == 405


# Files --------------------------------------------------------------------------------------------


@pytest.fixture
def picture(activity, player):
    """The address of a picture of the activity, for files_token at this very time."""
    name = default_storage.save("h5p/files/test", ContentFile(PICTURE))
    entry = {"name": name, "size": len(PICTURE), "type": "image/png", "sha256": "ab12"}
    version = ActivityVersion.objects.create(
        activity=activity,
        number=2,
        main_library=activity.current.main_library,
        metadata={},
        params={},
        files={"images/a.png": entry, "a.html": entry},
        digest="0" * 64,
    )
    token = files_token(version.pk, now=signing.time.time())
    return f"/h5p/files/{token}/content/{activity.pk}/images/a.png"


def get(address, **headers):
    return Client(HTTP_HOST=HOST).get(address, headers=headers)


def body(response):
    return b"".join(response)


def test_a_file_goes_out_whole_or_in_part(picture):
    whole = get(picture)
    part = get(picture, range="bytes=8-11")

    assert (whole.status_code, body(whole), whole["Content-Length"]) == (200, PICTURE, "100")
    assert whole["Content-Type"] == "image/png"
    assert whole["Accept-Ranges"] == "bytes"
    assert whole["Cache-Control"] == "private, max-age=43200"
    assert whole["Content-Security-Policy"].endswith("sandbox")
    assert (part.status_code, body(part)) == (206, PICTURE[8:12])
    assert (part["Content-Range"], part["Content-Length"]) == ("bytes 8-11/100", "4")
    assert body(get(picture, range="bytes=-4")) == PICTURE[-4:]
    assert get(picture, range="bytes=100-").status_code == 416
    assert get(picture, if_none_match=whole["ETag"]).status_code == 304
    assert get(picture, range="bytes=0-1", if_range='"other"').status_code == 200
    head = Client(HTTP_HOST=HOST).head(picture)
    assert (head["Content-Length"], body(head)) == ("100", b"")


def test_what_browsers_do_not_know_is_kept_and_never_shown(picture):
    response = get(picture.replace("images/a.png", "a.html"))

    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_only_what_belongs_to_the_version_is_found_there(picture, activity, monkeypatch):
    wrong = [
        picture.replace("images/a.png", "images/b.png"),
        picture.replace("images/a.png", "../images/a.png"),
        picture.replace(f"/content/{activity.pk}/", f"/content/{activity.pk + 1}/"),
        picture.replace("/h5p/files/", "/h5p/files/1"),
    ]
    assert {get(address).status_code for address in wrong} == {404}
    assert get(picture).status_code == 200

    later = signing.time.time() + timedelta(hours=25).total_seconds()
    monkeypatch.setattr(signing.time, "time", lambda: later)
    assert get(picture).status_code == 404


# Two hosts ----------------------------------------------------------------------------------------


def test_the_site_never_answers_for_the_player(play, picture, visitor):
    for address in (f"/play/{play.token}/", picture, "/h5p/bundles/00.js"):
        assert visitor.get(address).status_code == 404


def test_the_player_never_answers_for_the_site(play, trainer, client_of):
    client = client_of(trainer)

    for address in ("/", "/cms/", "/accounts/login/", "/media/images/x.png", "/cpd/"):
        response = client.get(address, HTTP_HOST=HOST)
        assert response.status_code == 404, address
        assert response.content == b"There is nothing at this address.\n"
        assert response["Content-Security-Policy"].endswith("sandbox")
    posted = client.post("/accounts/login/", {"login": "x"}, HTTP_HOST=HOST.upper())
    assert posted.status_code == 404


def test_a_cookie_of_the_site_says_nothing_at_the_players(play, trainer, client_of):
    address = f"/play/{play.token}/state/state/0/"
    response = client_of(trainer).get(address, HTTP_HOST=HOST)

    assert response.status_code == 200
    assert not response.wsgi_request.COOKIES
    assert "Vary" not in response
