import re

import pytest
from django.urls import reverse

from cms.policies import strict_policy

CSP = "Content-Security-Policy"


def directives(response):
    parts = (part.strip().split(" ", 1) for part in response[CSP].split(";"))
    return {part[0]: part[1] if len(part) > 1 else "" for part in parts}


def test_page_allows_scripts_by_its_own_nonce_only(visitor, db):
    response = visitor.get(reverse("account_login"))

    nonces = set(re.findall(r'nonce="([^"]+)"', response.content.decode()))
    assert directives(response)["script-src"] == f"'nonce-{nonces.pop()}'"
    assert not nonces


def test_page_allows_no_inline_styles_objects_or_base(visitor, db):
    found = directives(visitor.get(reverse("account_login")))

    assert found["style-src"] == "'self'"
    assert found["object-src"] == "'none'"
    assert found["base-uri"] == "'none'"
    assert found["default-src"] == "'none'"


def test_nonce_is_new_each_time(visitor, db):
    first = directives(visitor.get(reverse("account_login")))["script-src"]

    assert directives(visitor.get(reverse("account_login")))["script-src"] != first


def test_admin_may_run_inline_but_load_nothing_from_outside(trainer, client_of):
    found = directives(client_of(trainer).get(reverse("wagtailadmin_home")))

    assert found["script-src"] == "'self' 'unsafe-inline'"
    assert found["style-src"] == "'self' 'unsafe-inline'"
    assert found["object-src"] == "'none'"


def test_policy_is_not_loosened_by_a_path_that_only_looks_like_the_admin(visitor, db):
    response = visitor.get("/cmsx/")

    assert "'unsafe-inline'" not in response[CSP]


@pytest.mark.parametrize("name", ["account_login", "wagtailadmin_home"])
def test_activities_play_in_frames_of_both_and_nothing_else_does(
    trainer, client_of, settings, name
):
    player = "https://play.college.test"
    settings.CONTENT_SECURITY_POLICY = strict_policy(files_from="", sign_in_at="", plays_at=player)

    found = directives(client_of(trainer).get(reverse(name), follow=True))

    assert found["frame-src"] == f"'self' {player}"


def test_an_unknown_host_is_no_player(settings, visitor, db):
    settings.PLAYER_URL = "http://play.testserver"

    assert visitor.get("/accounts/login/").status_code == 200
    assert visitor.get("/accounts/login/", HTTP_HOST="play.testserver:81").status_code == 200
    assert visitor.get("/accounts/login/", HTTP_HOST="Play.TestServer").status_code == 404


@pytest.mark.parametrize("address", ["/cpd/verify/?q=%00", "/standards/%00/", "/?next=a%00b"])
def test_an_address_with_a_zero_byte_is_refused_before_anybody_looks_for_it(
    manager, client_of, address
):
    assert client_of(manager).get(address).status_code == 400


def test_what_only_looks_like_one_is_asked_for(manager, client_of):
    assert client_of(manager).get("/cpd/verify/?q=%2500").status_code == 200
